package io.quorumeter.consensus.safety;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A file of records to which records are only added. Nothing is ever cut off or overwritten: where no whole record stands, as after damage
 * or a loss of power while one was written, the next one is looked for byte by byte, and what lies between is left and counted. Used by one
 * thread at a time.
 *
 * <pre>"QMEV" 1 | records, each: length 4 | CRC-32 of what follows 4 | body</pre>
 */
final class EvidenceFile implements AutoCloseable {
    private static final byte[] MAGIC = {'Q', 'M', 'E', 'V', 1};
    private static final int FRAME = 8;
    private static final int READ_AHEAD = 1 << 16;

    /** Stands between damage at the end and the next record, whose first bytes could else complete one that was cut off. */
    private static final byte[] SEPARATOR = {-25, 'Q', 'M', 'E', 'V', -99, -61, -74};

    private final OwnedFile owned;
    private final FileChannel file;
    private long end;
    private long damagedBytes;
    private boolean endsInDamage;
    private ByteBuffer ahead = ByteBuffer.allocate(0);
    private long aheadFrom;

    private EvidenceFile(OwnedFile owned) {
        this.owned = owned;
        this.file = owned.channel();
    }

    /** Opens or begins a file, and hands out the records in it. */
    static EvidenceFile open(Path path, Consumer<byte[]> records) throws IOException {
        OwnedFile owned = OwnedFile.open(path, "log of evidence");
        try {
            EvidenceFile file = new EvidenceFile(owned);
            file.load(path, records);
            return file;
        } catch (IOException | RuntimeException failed) {
            owned.close();
            throw failed;
        }
    }

    private void load(Path path, Consumer<byte[]> records) throws IOException {
        ByteBuffer magic = read(0, MAGIC.length);
        boolean begun = magic.remaining() == MAGIC.length;
        if (!ByteBuffer.wrap(MAGIC, 0, magic.remaining()).equals(magic)) {
            throw new IOException(path + ": is no log of evidence" + (begun ? ", or of another version" : ""));
        }
        if (!begun) {
            write(ByteBuffer.wrap(MAGIC), 0);
        }
        end = MAGIC.length;
        long size = file.size();
        while (end < size) {
            byte[] body = record(end);
            if (body == null) {
                damagedBytes++;
                end++;
                endsInDamage = true;
            } else {
                records.accept(body);
                endsInDamage = false;
                end += FRAME + body.length;
            }
        }
        ahead = ByteBuffer.allocate(0);
    }

    /** The body of the whole record that begins here, null when none does. */
    private byte @Nullable [] record(long from) throws IOException {
        if (from < aheadFrom || from + FRAME > aheadFrom + ahead.limit()) {
            ahead = read(from, READ_AHEAD);
            aheadFrom = from;
        }
        int at = (int) (from - aheadFrom);
        int length = ahead.limit() - at < FRAME ? 0 : ahead.getInt(at);
        if (length <= 0 || length > EvidenceCodec.MAX_BYTES) {
            return null;
        }
        int crc = ahead.getInt(at + Integer.BYTES);
        ByteBuffer rest = read(from + FRAME, length);
        byte[] body = new byte[rest.remaining()];
        rest.get(body);
        return body.length == length && crc(body) == crc ? body : null;
    }

    /**
     * Adds a record behind all that is in the file and makes it durable. One that cannot be written leaves the file as it was for
     * who reads it.
     */
    void append(byte[] body) throws IOException {
        owned.check(end);
        ByteBuffer record = ByteBuffer.allocate(SEPARATOR.length + FRAME + body.length);
        long size = Math.max(end, file.size());
        if (endsInDamage || size > end) {
            record.put(SEPARATOR);
        }
        record.putInt(body.length).putInt(crc(body)).put(body).flip();
        write(record, size);
        end = size + record.limit();
        endsInDamage = false;
    }

    /** How much lies between whole records. */
    long damagedBytes() {
        return damagedBytes;
    }

    @Override
    public void close() throws IOException {
        owned.close();
    }

    private void write(ByteBuffer bytes, long from) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
        file.force(true);
    }

    /** As many of the bytes as there are. */
    private ByteBuffer read(long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int last = 0;
        while (bytes.hasRemaining() && last >= 0) {
            last = file.read(bytes, from + bytes.position());
        }
        return bytes.flip();
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
