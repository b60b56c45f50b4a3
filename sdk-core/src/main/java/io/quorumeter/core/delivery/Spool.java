package io.quorumeter.core.delivery;

import io.quorumeter.spi.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records on disk that wait to be sent, oldest first, in a folder of their own. A record that {@link #append} has taken survives a kill of
 * the process at any moment, and {@link #acknowledge} makes that no more than one record is handed out again afterwards. Nothing is synced:
 * after a loss of power the last seconds may be missing or be sent again. Used by one thread at a time.
 *
 * <p>The records are numbered, and {@code position} holds the number of the first that was not acknowledged. The oldest segment is deleted
 * when all of it was taken and acknowledged, or else when there is no room for a new record.
 *
 * <pre>0000000000000000017.spool | 0000000000000000052.spool | … | position | spool.lock</pre>
 */
final class Spool implements AutoCloseable {
    private static final int SEGMENTS = 8;
    private static final Pattern NAME = Pattern.compile("[0-8]\\d{18}" + Pattern.quote(Segment.SUFFIX));

    private final Path folder;
    private final long limit;
    private final DeliveryStatistics statistics;
    private final LockFile lock;
    private final Checkpoint position;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private long taken;
    private long offset;
    private long size;
    private long records;
    private long bytes;

    private Spool(Path folder, long limit, DeliveryStatistics statistics, LockFile lock) throws IOException {
        this.folder = folder;
        this.limit = limit;
        this.statistics = statistics;
        this.lock = lock;
        this.position = Checkpoint.open(folder.resolve("position"));
        this.taken = position.number();
    }

    /** Opens the spool in a folder, which is made if need be, with most bytes that its segments may take. */
    static Spool open(Path folder, long limit, DeliveryStatistics statistics) throws IOException {
        Files.createDirectories(folder);
        LockFile lock = LockFile.hold(
                folder.resolve("spool.lock"),
                folder
                        + ": is in use by another delivery, of this process or another one; give each a folder of its own");
        try {
            Spool spool = new Spool(folder, limit, statistics, lock);
            spool.recover();
            return spool;
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /** The largest record for a limit. */
    static long largest(long limit) {
        return limit / SEGMENTS - Segment.HEADER;
    }

    private void recover() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(
                            path -> NAME.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            Segment segment = Segment.recover(file, statistics::damaged);
            if (segment.next() <= taken || segment.end() == 0) {
                segment.delete();
            } else {
                add(segment);
            }
        }
        statistics.pending(records, bytes);
    }

    private void add(Segment segment) throws IOException {
        if (segments.isEmpty()) {
            long start = Math.max(taken, segment.first());
            taken = segment.first();
            while (taken < start) {
                skip(segment.read(taken, offset));
            }
        }
        segments.add(segment);
        size += segment.end();
        count(segment.next() - Math.max(taken, segment.first()), segment.end() - (segments.size() == 1 ? offset : 0));
    }

    private void skip(@Nullable Entry entry) {
        taken++;
        offset += Segment.HEADER + (entry == null ? 0 : entry.body.length);
    }

    /** Counts records that wait, or wait no more, by what they take on disk. */
    private void count(long more, long onDisk) {
        records += more;
        bytes += onDisk - Segment.HEADER * more;
    }

    /** How many records were not taken. */
    long records() {
        return records;
    }

    /** Adds a record no larger than {@link #largest}; the oldest segments are dropped where there is no room. */
    void append(Entry entry) throws IOException {
        int frame = Segment.HEADER + entry.body.length;
        while (size + frame > limit && !segments.isEmpty()) {
            dropOldest(DropReason.BACKLOG_FULL);
        }
        Segment last = segments.peekLast();
        if (last == null || (last.end() > 0 && last.end() + frame > limit / SEGMENTS)) {
            last = Segment.create(folder, last == null ? taken : last.next());
            segments.add(last);
        }
        last.append(entry);
        size += frame;
        count(1, frame);
    }

    /** Hands out the next record, after the one before was acknowledged; null when there is none. */
    @Nullable
    Entry take() throws IOException {
        while (records > 0) {
            Segment oldest = segments.element();
            if (taken == oldest.next()) {
                removeOldest();
            } else {
                Entry entry = read(oldest);
                if (entry != null) {
                    skip(entry);
                    count(-1, -Segment.HEADER - entry.body.length);
                    return entry;
                }
                dropOldest(DropReason.DAMAGED);
            }
        }
        return null;
    }

    private @Nullable Entry read(Segment oldest) {
        try {
            return oldest.read(taken, offset);
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** Notes that the record taken last need not be sent again. */
    void acknowledge() throws IOException {
        position.advance(taken);
    }

    private void dropOldest(DropReason why) throws IOException {
        Segment oldest = segments.element();
        long lost = oldest.next() - taken;
        long before = bytes;
        count(-lost, offset - oldest.end());
        statistics.dropped(why, lost, before - bytes);
        removeOldest();
    }

    private void removeOldest() throws IOException {
        Segment oldest = segments.remove();
        size -= oldest.end();
        offset = 0;
        taken = segments.isEmpty() ? oldest.next() : segments.element().first();
        oldest.delete();
    }

    @Override
    public void close() throws IOException {
        try {
            position.close();
            for (Segment segment : segments) {
                segment.close();
            }
        } finally {
            lock.close();
        }
    }
}
