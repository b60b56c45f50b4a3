package io.quorumeter.core.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of a spool's records, numbered on from the number in its name. Records are only added. The checksum covers a record's number as
 * well, so that it counts at its own place only, and no run of zeros is a record.
 *
 * <pre>records, each: length 4 | CRC-32C 4 | milliseconds 8 | body</pre>
 */
final class Segment implements AutoCloseable {
    static final String SUFFIX = ".spool";
    static final int HEADER = 16;

    private final Path path;
    private final FileChannel file;
    private final long first;
    private long next;
    private long end;

    private Segment(Path path, FileChannel file, long first) {
        this.path = path;
        this.file = file;
        this.first = first;
        this.next = first;
    }

    /** Begins one. */
    static Segment create(Path folder, long first) throws IOException {
        Path path = folder.resolve("%019d%s".formatted(first, SUFFIX));
        return open(path, first, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Opens one that a process may have left in any state; what follows its whole records is cut off and reported. */
    static Segment recover(Path path, Runnable damaged) throws IOException {
        String name = path.getFileName().toString();
        Segment segment = open(path, Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
        for (Entry entry = segment.read(segment.next, 0);
                entry != null;
                entry = segment.read(segment.next, segment.end)) {
            segment.next++;
            segment.end += HEADER + entry.body.length;
        }
        if (segment.file.size() > segment.end) {
            segment.file.truncate(segment.end);
            damaged.run();
        }
        return segment;
    }

    private static Segment open(Path path, long first, StandardOpenOption... how) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        options.addAll(List.of(how));
        return new Segment(path, FileChannel.open(path, options), first);
    }

    /** The number of its first record. */
    long first() {
        return first;
    }

    /** The number of the record that is added next. */
    long next() {
        return next;
    }

    /** How many bytes its records take. */
    long end() {
        return end;
    }

    void append(Entry entry) throws IOException {
        int length = entry.body.length;
        ByteBuffer frame = ByteBuffer.allocate(HEADER + length)
                .putInt(length)
                .putInt(crc(next, entry))
                .putLong(entry.millis)
                .put(entry.body)
                .flip();
        for (long at = end; frame.hasRemaining(); ) {
            at += file.write(frame, at);
        }
        end += HEADER + length;
        next++;
    }

    /** The record of that number at that place; null when no whole one stands there. */
    @Nullable
    Entry read(long number, long at) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (!fill(header, at)) {
            return null;
        }
        int length = header.getInt(0);
        if (length < 0 || length > file.size() - at - HEADER) {
            return null;
        }
        byte[] body = new byte[length];
        Entry entry = new Entry(body, header.getLong(Long.BYTES));
        boolean whole = fill(ByteBuffer.wrap(body), at + HEADER) && crc(number, entry) == header.getInt(Integer.BYTES);
        return whole ? entry : null;
    }

    private boolean fill(ByteBuffer bytes, long from) throws IOException {
        int last = 0;
        while (bytes.hasRemaining() && last >= 0) {
            last = file.read(bytes, from + bytes.position());
        }
        return !bytes.hasRemaining();
    }

    private static int crc(long number, Entry entry) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(20)
                .putLong(number)
                .putInt(entry.body.length)
                .putLong(entry.millis)
                .flip());
        crc.update(entry.body);
        return (int) crc.getValue();
    }

    void delete() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
