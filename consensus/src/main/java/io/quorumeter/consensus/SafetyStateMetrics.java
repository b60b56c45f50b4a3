package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamily.LOCKED_VIEW;
import static io.quorumeter.consensus.ConsensusFamily.LOCK_UPDATES;
import static io.quorumeter.consensus.ConsensusFamily.SAFETY_STATE_PERSIST;
import static io.quorumeter.consensus.ConsensusFamily.SAFETY_STATE_PERSIST_FAILURES;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Timer;
import io.quorumeter.binding.Families;

/** The lock, and making the safety state durable. */
final class SafetyStateMetrics {
    private final Gauge lockedView;
    private final By<LockCause, Counter> lockUpdates;
    private final Timer persist;
    private final Counter persistFailures;

    SafetyStateMetrics(Families families) {
        lockedView = families.gauge(LOCKED_VIEW).create();
        lockUpdates =
                families.counter(LOCK_UPDATES).by("cause", LockCause.class).create();
        persist = families.timer(SAFETY_STATE_PERSIST).create();
        persistFailures = families.counter(SAFETY_STATE_PERSIST_FAILURES).create();
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
