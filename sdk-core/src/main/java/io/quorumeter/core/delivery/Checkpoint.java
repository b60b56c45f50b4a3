package io.quorumeter.core.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A number that only grows, in a file. A process that is killed while it writes leaves the number before or the one after: two slots are
 * written in turn, and the higher of those that are whole counts.
 *
 * <pre>slots, two: number 8 | CRC-32C of it 4</pre>
 */
final class Checkpoint implements AutoCloseable {
    private static final int SLOT = 12;

    private final FileChannel file;
    private long number;
    private int slot;

    private Checkpoint(FileChannel file) {
        this.file = file;
    }

    static Checkpoint open(Path path) throws IOException {
        Checkpoint opened = new Checkpoint(
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        for (int i = 0; i < 2; i++) {
            ByteBuffer bytes = ByteBuffer.allocate(SLOT);
            int length = opened.file.read(bytes, (long) SLOT * i);
            if (length == SLOT && bytes.getInt(Long.BYTES) == crc(bytes) && bytes.getLong(0) > opened.number) {
                opened.number = bytes.getLong(0);
                opened.slot = 1 - i;
            }
        }
        return opened;
    }

    /** The number; 0 before the first. */
    long number() {
        return number;
    }

    void advance(long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SLOT).putLong(to);
        bytes.putInt(crc(bytes)).flip();
        file.write(bytes, (long) SLOT * slot);
        number = to;
        slot = 1 - slot;
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, Long.BYTES));
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
