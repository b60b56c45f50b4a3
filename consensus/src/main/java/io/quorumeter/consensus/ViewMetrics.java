package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.CURRENT_VIEW;
import static io.quorumeter.consensus.ConsensusFamilies.LEADER_ENTRIES;
import static io.quorumeter.consensus.ConsensusFamilies.LOCAL_TIMEOUTS;
import static io.quorumeter.consensus.ConsensusFamilies.VIEWS_ENTERED;
import static io.quorumeter.consensus.ConsensusFamilies.VIEW_AGE;
import static io.quorumeter.consensus.ConsensusFamilies.VIEW_DURATION;
import static io.quorumeter.consensus.ConsensusFamilies.VIEW_ENTERED_TIMESTAMP;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;

/** Views and the pacemaker. Called by the thread that tells of the replica's own state. */
final class ViewMetrics {
    /** So many expiries of the timer in one view are more than its leader being faulty. */
    private static final int STUCK_TIMEOUTS = 3;

    private final By<ViewCause, Counter> entered;
    private final By<ViewOutcome, Timer> duration;
    private final By<TimeoutPhase, Counter> timeouts;
    private final By<LeaderMode, Counter> leaderEntries;
    private final Gauge currentView;
    private final Timestamp enteredTimestamp;

    private boolean inView;
    private long view;
    private long enteredAt;
    private volatile int timeoutsInView;

    ViewMetrics(MetricsCollector metrics, Bounds protocolTimes, UnixClock clock) {
        timeouts = LOCAL_TIMEOUTS.on(metrics);
        entered = VIEWS_ENTERED.on(metrics);
        leaderEntries = LEADER_ENTRIES.on(metrics);
        duration = VIEW_DURATION.bounds(protocolTimes).on(metrics);
        currentView = CURRENT_VIEW.on(metrics);
        enteredTimestamp = new Timestamp(clock);
        VIEW_ENTERED_TIMESTAMP.derive(metrics, enteredTimestamp::seconds);
        VIEW_AGE.derive(metrics, enteredTimestamp::age);
    }

    void restored(long durableView) {
        inView = false;
        timeoutsInView = 0;
        currentView.set(durableView);
    }

    /** Counts the entry and says whether it is news; a view that the replica is in cannot be entered. */
    boolean entered(long newView, ViewCause cause, long nanos) {
        if (inView && newView == view) {
            return false;
        }
        inView = true;
        view = newView;
        enteredAt = nanos;
        entered.of(cause).increment();
        update(newView, nanos);
        return true;
    }

    /** The replica is in this view, for whatever reason. */
    void update(long newView, long nanos) {
        timeoutsInView = 0;
        currentView.set(newView);
        enteredTimestamp.set(nanos);
    }

    void enteredAsLeader(LeaderMode mode) {
        leaderEntries.of(mode).increment();
    }

    /** Times the view and says whether this is news. */
    boolean left(long oldView, ViewOutcome outcome, long nanos) {
        if (!inView || oldView != view) {
            return false;
        }
        inView = false;
        duration.of(outcome).record(Math.max(nanos - enteredAt, 0));
        return true;
    }

    /** Counts it, and says whether the view has just come to be stuck. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time; the readers want to see it
    boolean timedOut(TimeoutPhase phase) {
        timeouts.of(phase).increment();
        timeoutsInView++;
        return timeoutsInView == STUCK_TIMEOUTS;
    }

    boolean isStuck() {
        return timeoutsInView >= STUCK_TIMEOUTS;
    }

    long currentView() {
        return currentView.longValue();
    }
}
