package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.SYNC_BLOCKS;
import static io.quorumeter.consensus.ConsensusFamilies.SYNC_DURATION;
import static io.quorumeter.consensus.ConsensusFamilies.SYNC_IN_PROGRESS;
import static io.quorumeter.consensus.ConsensusFamilies.SYNC_REQUESTS;
import static io.quorumeter.consensus.ConsensusFamilies.SYNC_TARGET_HEIGHT;

import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;

/** Catching up. Requests of peers may come from any thread; all else is told by the thread of the replica's own state. */
final class SyncMetrics {
    private final Gauge inProgress;
    private final Gauge target;
    private final Counter blocks;
    private final By2<SyncDirection, SyncResult, Counter> requests;
    private final Timer duration;
    private boolean running;
    private long startedAt;

    SyncMetrics(MetricsCollector metrics) {
        inProgress = SYNC_IN_PROGRESS.on(metrics);
        target = SYNC_TARGET_HEIGHT.on(metrics);
        blocks = SYNC_BLOCKS.on(metrics);
        requests = SYNC_REQUESTS.on(metrics);
        duration = SYNC_DURATION.on(metrics);
    }

    void restored() {
        running = false;
        inProgress.set(0L);
    }

    void started(long toHeight, long nanos) {
        if (!running) {
            running = true;
            startedAt = nanos;
        }
        target.set(toHeight);
        inProgress.set(1L);
    }

    void progressed(int count) {
        blocks.increment(Math.max(count, 0));
    }

    void ended(long nanos) {
        inProgress.set(0L);
        if (running) {
            running = false;
            duration.record(Math.max(nanos - startedAt, 0));
        }
    }

    void requested(SyncDirection direction, SyncResult result) {
        requests.of(direction, result).increment();
    }
}
