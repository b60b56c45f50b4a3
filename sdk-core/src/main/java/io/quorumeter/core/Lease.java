package io.quorumeter.core;

import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A snapshot and how many read it; whoever leaves last gives its memory back. It begins with one reader, who made it. Another may enter
 * only while one is known to be there; a reader who never leaves keeps the snapshot for good.
 */
final class Lease {
    private final MetricsSnapshot snapshot;
    private final Runnable whenLeft;
    private final AtomicInteger readers = new AtomicInteger(1);

    Lease(MetricsSnapshot snapshot, Runnable whenLeft) {
        this.snapshot = snapshot;
        this.whenLeft = whenLeft;
    }

    MetricsSnapshot snapshot() {
        return snapshot;
    }

    Lease enter() {
        readers.incrementAndGet();
        return this;
    }

    void leave() {
        if (readers.decrementAndGet() == 0) {
            whenLeft.run();
        }
    }
}
