package io.quorumeter.core;

import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes one snapshot at a time, and shares it among the readers that waited for it.
 *
 * <p>A reader may only be given a snapshot that began after the reader asked, or it could miss what the same thread recorded just before.
 * So each reader notes how many snapshots had begun when it came; whoever gets the lock next takes one, and the others that wait find
 * that one has begun since, and take the same. However many readers there are, at most two snapshots are in their way.
 *
 * <p>While others wait, the shared snapshot is held here as well, so that nobody enters one that was given back.
 */
final class SharedSnapshots {
    /** Takes snapshots; called by one thread at a time. */
    @FunctionalInterface
    interface Source {
        /**
         * A snapshot with one reader.
         *
         * @param toKeep whether that reader will never leave
         */
        Lease take(boolean toKeep);
    }

    private final Source source;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicLong begun = new AtomicLong();
    private @Nullable Lease last;

    SharedSnapshots(Source source) {
        this.source = source;
    }

    /** A snapshot for good. */
    MetricsSnapshot snapshot() {
        return enter(true).snapshot();
    }

    /** A snapshot for as long as the function runs. */
    <T extends @Nullable Object> T read(Function<? super MetricsSnapshot, ? extends T> reader) {
        Lease lease = enter(false);
        try {
            return reader.apply(lease.snapshot());
        } finally {
            lease.leave();
        }
    }

    private Lease enter(boolean toKeep) {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a callback that a snapshot asks for its value cannot take a snapshot");
        }
        long seen = begun.get();
        turn.lock();
        try {
            Lease shared = last;
            if (shared != null && begun.get() != seen) {
                return shared.enter();
            }
            forgetLast();
            begun.incrementAndGet();
            Lease fresh = source.take(toKeep);
            if (turn.hasQueuedThreads()) {
                last = fresh.enter();
            }
            return fresh;
        } finally {
            if (!turn.hasQueuedThreads()) {
                forgetLast();
            }
            turn.unlock();
        }
    }

    private void forgetLast() {
        if (last != null) {
            last.leave();
            last = null;
        }
    }

    /** How many readers wait for their turn. */
    int waiting() {
        return turn.getQueueLength();
    }
}
