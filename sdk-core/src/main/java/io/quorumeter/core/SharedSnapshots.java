package io.quorumeter.core;

import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes one snapshot at a time, and shares it among the readers that waited for it.
 *
 * <p>A reader may only be given a snapshot that began after the reader asked, or it could miss what the same thread recorded just before.
 * So each reader notes how many snapshots had begun when it came; whoever gets the lock next takes one, and the others that wait find
 * that one has begun since, and take the same. However many readers there are, at most two snapshots are in their way.
 */
final class SharedSnapshots {
    private final Supplier<MetricsSnapshot> source;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicLong begun = new AtomicLong();
    private @Nullable MetricsSnapshot last;

    SharedSnapshots(Supplier<MetricsSnapshot> source) {
        this.source = source;
    }

    MetricsSnapshot snapshot() {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a callback that a snapshot asks for its value cannot take a snapshot");
        }
        long seen = begun.get();
        turn.lock();
        try {
            MetricsSnapshot shared = last;
            if (shared != null && begun.get() != seen) {
                return shared;
            }
            last = null;
            begun.incrementAndGet();
            MetricsSnapshot fresh = source.get();
            if (turn.hasQueuedThreads()) {
                last = fresh;
            }
            return fresh;
        } finally {
            turn.unlock();
        }
    }

    /** How many readers wait for their turn. */
    int waiting() {
        return turn.getQueueLength();
    }
}
