package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.VIEW_CHANGE;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a failed view is made up for: from leaving it to the first valid proposal or certificate of the next one. Where the
 * next one fails as well, it counts from there. Views are left and entered by the thread of the replica's own state; certificates
 * may come on any.
 */
final class ViewChanges {
    private static final long NONE = -1;

    private final By<ViewCause, Timer> duration;
    private final Following following;
    private final AtomicLong awaitedView = new AtomicLong(NONE);
    private boolean failed;
    private long leftAt;
    private ViewCause cause = ViewCause.GENESIS;

    ViewChanges(MetricsCollector metrics, Bounds protocolTimes, Following following) {
        this.following = following;
        duration = VIEW_CHANGE.bounds(protocolTimes).on(metrics);
    }

    void restored() {
        failed = false;
        awaitedView.set(NONE);
    }

    void left(ViewOutcome outcome, long nanos) {
        awaitedView.set(NONE);
        failed = outcome == ViewOutcome.TIMED_OUT;
        leftAt = nanos;
    }

    void entered(long view, ViewCause by) {
        if (failed) {
            failed = false;
            cause = by;
            awaitedView.set(view); // after what belongs to it
        }
    }

    /** A valid proposal or certificate of a view is known. */
    void works(long view, long nanos) {
        if (view == awaitedView.get()) {
            long since = leftAt;
            Timer timer = duration.of(cause);
            if (awaitedView.compareAndSet(view, NONE) && following.isWhole(since)) {
                timer.record(Math.max(nanos - since, 0));
            }
        }
    }

    void recorded(ViewCause by, long nanos) {
        duration.of(by).record(nanos);
    }
}
