package io.quorumeter.examples.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file beside a store that says how far the store had come, written after each sync. An append-only store treats a damaged tail like
 * one that a crash cut off, and silently opens as it was a moment before: a replica would then vote twice. A store that opens below its
 * mark has lost what it once had.
 *
 * <p>The mark itself is not synced, because it need not be: it is only ever behind, never ahead, of what is durable, and a process that
 * is killed leaves it with the operating system.
 */
final class Watermark implements AutoCloseable {

    private static final int NUMBERS_BYTES = Progress.NUMBERS * Long.BYTES;
    private static final int BYTES = NUMBERS_BYTES + Integer.BYTES;

    private final FileChannel file;

    Watermark(Path store) throws IOException {
        file = FileChannel.open(
                store.resolveSibling(store.getFileName() + ".mark"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    /** Returns what is known to be durable. */
    Progress read() throws IOException, StoreDamagedException {
        if (file.size() == 0) {
            return Progress.NONE;
        }
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        file.read(bytes, 0);
        if (file.size() != BYTES || bytes.hasRemaining() || bytes.getInt(NUMBERS_BYTES) != checksum(bytes)) {
            throw new StoreDamagedException("the mark of its last sync is damaged");
        }
        LongBuffer numbers = bytes.flip().asLongBuffer();
        long[] read = new long[Progress.NUMBERS];
        numbers.get(read);
        return Progress.of(read);
    }

    void write(Progress progress) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        for (long number : progress.numbers()) {
            bytes.putLong(number);
        }
        bytes.putInt(checksum(bytes));
        file.write(bytes.flip(), 0);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, NUMBERS_BYTES));
        return (int) crc.getValue();
    }
}
