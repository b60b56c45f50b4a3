package io.quorumeter.consensus.safety;

import io.quorumeter.event.EventListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Evidence on disk, so that it outlives the process: a file to which records are only added. Each (validator, view, type) stands there
 * once, also over restarts, and the file has at most as many records as its limit; what comes beyond is counted.
 *
 * <pre>{@code
 * EvidenceLog log = EvidenceLog.open(Path.of("evidence.log"));
 * metrics.events().subscribe(SafetyEvent.class, log);
 * }</pre>
 *
 * <p>A file whose end was damaged, as by a loss of power, is cut back to its last whole record when it is opened. A record that cannot be
 * written is counted and the file left as it was. So subscribed it works on a thread of the collector's bus, never on the protocol's. Safe
 * from any thread.
 *
 * <pre>"QMEV" 1 | records, each: length 4 | CRC-32 of what follows 4 | evidence</pre>
 */
public final class EvidenceLog implements EventListener<SafetyEvent>, AutoCloseable {
    /** The usual limit of records. */
    public static final int USUAL_LIMIT = 1_000;

    private static final byte[] MAGIC = {'Q', 'M', 'E', 'V', 1};
    private static final int FRAME = 8;

    private record Key(String type, String accused, long view) {
        static Key of(Evidence evidence) {
            String accused = evidence.key().isEmpty() ? evidence.epoch() + "#" + evidence.validator() : evidence.key();
            return new Key(evidence.type().name(), accused, evidence.view());
        }
    }

    private final FileChannel file;
    private final int limit;
    private final List<Evidence> records = new ArrayList<>();
    private final Set<Key> known = new HashSet<>();
    private long end;
    private long cutBytes;
    private long refused;
    private long failed;

    private EvidenceLog(FileChannel file, int limit) {
        this.file = file;
        this.limit = limit;
    }

    /**
     * Opens a log, or begins one, with the usual limit.
     *
     * @param path the file
     * @return the log with what is in the file
     * @throws IOException when it cannot be read or written, or is something else than a log
     */
    public static EvidenceLog open(Path path) throws IOException {
        return open(path, USUAL_LIMIT);
    }

    /**
     * Opens a log, or begins one.
     *
     * @param path the file
     * @param limit the most records that it may have, 1 or more; if it has more already, they stay
     * @return the log with what is in the file
     * @throws IOException when it cannot be read or written, or is something else than a log
     * @throws IllegalArgumentException when the limit is below 1
     */
    public static EvidenceLog open(Path path, int limit) throws IOException {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " is below 1");
        }
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            EvidenceLog log = new EvidenceLog(file, limit);
            log.load(path);
            return log;
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private synchronized void load(Path path) throws IOException {
        ByteBuffer magic = read(0, MAGIC.length);
        if (magic.remaining() < MAGIC.length) {
            if (!ByteBuffer.wrap(MAGIC, 0, magic.remaining()).equals(magic)) {
                throw new IOException(path + ": is no log of evidence");
            }
            cutBytes = magic.remaining();
            write(ByteBuffer.wrap(MAGIC), 0);
            end = MAGIC.length;
            return;
        }
        if (!ByteBuffer.wrap(MAGIC).equals(magic)) {
            throw new IOException(path + ": is no log of evidence, or of another version");
        }
        end = MAGIC.length;
        while (loadNext()) {}
        cutBytes = file.size() - end;
        if (cutBytes > 0) {
            file.truncate(end);
            file.force(true);
        }
    }

    /** Reads one record, if a whole one follows. */
    private boolean loadNext() throws IOException {
        ByteBuffer frame = read(end, FRAME);
        if (frame.remaining() < FRAME) {
            return false;
        }
        int length = frame.getInt();
        int crc = frame.getInt();
        if (length <= 0 || length > EvidenceCodec.MAX_BYTES) {
            return false;
        }
        ByteBuffer rest = read(end + FRAME, length);
        byte[] body = new byte[rest.remaining()];
        rest.get(body);
        if (body.length < length || crc(body) != crc) {
            return false;
        }
        try {
            Evidence evidence = EvidenceCodec.decode(body);
            known.add(Key.of(evidence));
            records.add(evidence);
        } catch (IOException | IllegalArgumentException damaged) {
            return false;
        }
        end += FRAME + length;
        return true;
    }

    /** Adds what was found; the same as {@link #add}. */
    @Override
    public void onEvent(SafetyEvent event) {
        add(event.evidence());
    }

    /**
     * Adds a piece of evidence, unless it is known or the log is full, and makes it durable.
     *
     * @param evidence the piece
     * @return whether it was added
     */
    public synchronized boolean add(Evidence evidence) {
        Key key = Key.of(evidence);
        if (known.contains(key)) {
            return false;
        }
        if (records.size() >= limit) {
            refused++;
            return false;
        }
        byte[] body = EvidenceCodec.encode(evidence);
        ByteBuffer record = ByteBuffer.allocate(FRAME + body.length);
        record.putInt(body.length).putInt(crc(body)).put(body).flip();
        try {
            write(record, end);
        } catch (IOException full) {
            failed++;
            return false;
        }
        end += FRAME + body.length;
        known.add(key);
        records.add(evidence);
        return true;
    }

    /**
     * All that the log holds.
     *
     * @return the pieces in the order in which they were added
     */
    public synchronized List<Evidence> records() {
        return List.copyOf(records);
    }

    /**
     * All that the log holds, as JSON.
     *
     * @return an array, as {@link EvidenceJson} writes it
     */
    public String toJson() {
        return EvidenceJson.of(records());
    }

    /**
     * How much was cut off the end when the log was opened, because it was damaged.
     *
     * @return bytes, 0 when the file was whole
     */
    public synchronized long cutBytes() {
        return cutBytes;
    }

    /**
     * How many pieces were not added because the log was full.
     *
     * @return 0 or more, since it was opened
     */
    public synchronized long refused() {
        return refused;
    }

    /**
     * How many pieces could not be written.
     *
     * @return 0 or more, since it was opened
     */
    public synchronized long failed() {
        return failed;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
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
