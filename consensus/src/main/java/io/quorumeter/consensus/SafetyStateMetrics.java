package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.LOCKED_VIEW;
import static io.quorumeter.consensus.ConsensusFamilies.LOCK_UPDATES;
import static io.quorumeter.consensus.ConsensusFamilies.SAFETY_STATE_PERSIST;
import static io.quorumeter.consensus.ConsensusFamilies.SAFETY_STATE_PERSIST_FAILURES;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;

/** The lock, and making the safety state durable. */
final class SafetyStateMetrics {
    private final Gauge lockedView;
    private final By<LockCause, Counter> lockUpdates;
    private final Timer persist;
    private final Counter persistFailures;

    SafetyStateMetrics(MetricsCollector metrics) {
        lockedView = LOCKED_VIEW.on(metrics);
        lockUpdates = LOCK_UPDATES.on(metrics);
        persist = SAFETY_STATE_PERSIST.on(metrics);
        persistFailures = SAFETY_STATE_PERSIST_FAILURES.on(metrics);
    }

    void lockUpdated(long view, LockCause cause) {
        lockUpdates.of(cause).increment();
        lockedView.set(view);
    }

    void locked(long view) {
        lockedView.set(view);
    }

    void persisted(long nanos) {
        persist.record(nanos);
    }

    void persistFailed() {
        persistFailures.increment();
    }

    long lockedView() {
        return lockedView.longValue();
    }
}
