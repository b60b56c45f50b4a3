package io.quorumeter.core.delivery;

import io.quorumeter.spi.GuardedThread;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The records that wait to be sent, oldest first: in the spool, and behind those in memory where there is no spool or while the disk takes
 * none. The oldest records are dropped where there is no room. Used by one thread at a time.
 */
final class Backlog {
    private final String name;
    private final @Nullable Spool spool;
    private final long memoryLimit;
    private final DeliveryStatistics statistics;
    private final Deque<Entry> memory = new ArrayDeque<>();
    private long memoryBytes;
    private boolean spooled;
    private boolean reported;

    Backlog(String name, @Nullable Spool spool, long memoryLimit, DeliveryStatistics statistics) {
        this.name = name;
        this.spool = spool;
        this.memoryLimit = memoryLimit;
        this.statistics = statistics;
    }

    long records() {
        return memory.size() + (spool == null ? 0 : spool.records());
    }

    void append(Entry entry) {
        if (spool != null && memory.isEmpty()) {
            try {
                spool.append(entry);
                return;
            } catch (IOException noSpace) {
                report(noSpace);
            }
        }
        memory.add(entry);
        memoryBytes += entry.body.length;
        while (memoryBytes > memoryLimit) {
            dropOldest(DropReason.BACKLOG_FULL);
        }
    }

    /** Hands out the next record, after the one before was done with; null when there is none. */
    @Nullable
    Entry take() {
        try {
            Entry entry = spool == null ? null : spool.take();
            spooled = entry != null;
            if (spooled) {
                return entry;
            }
        } catch (IOException unreadable) {
            report(unreadable);
        }
        Entry entry = memory.poll();
        memoryBytes -= entry == null ? 0 : entry.body.length;
        return entry;
    }

    /** Notes that the record taken last need not be sent again. */
    void acknowledge() {
        if (spool != null && spooled) {
            try {
                spool.acknowledge();
            } catch (IOException unwritable) {
                report(unwritable);
            }
        }
    }

    /** Closes the spool, and drops what is in memory only: with it the record taken last, if it is not done with. */
    void close(@Nullable Entry taken) {
        if (taken != null && !spooled) {
            statistics.dropped(DropReason.CLOSED, 1, taken.body.length);
        }
        while (!memory.isEmpty()) {
            dropOldest(DropReason.CLOSED);
        }
        if (spool != null) {
            try {
                spool.close();
            } catch (IOException unwritable) {
                report(unwritable);
            }
        }
    }

    private void dropOldest(DropReason why) {
        int length = memory.remove().body.length;
        memoryBytes -= length;
        statistics.dropped(why, 1, length);
    }

    private void report(IOException failed) {
        if (!reported) {
            reported = true;
            GuardedThread.log(
                    System.Logger.Level.WARNING,
                    "the spool of '" + name
                            + "' failed; records are kept in memory while it does, and no further failure is logged",
                    failed);
        }
    }
}
