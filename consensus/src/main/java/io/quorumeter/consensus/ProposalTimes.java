package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.PROPOSAL_ARRIVAL;
import static io.quorumeter.consensus.ConsensusFamilies.PROPOSAL_BUILD;
import static io.quorumeter.consensus.ConsensusFamilies.PROPOSAL_TIMESTAMP_OFFSET;
import static io.quorumeter.consensus.ConsensusFamilies.PROPOSAL_VALIDATION;

import io.quorumeter.Bounds;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;

/** How long proposals take to be built, to arrive and to be found valid. Arrivals may come from any thread. */
final class ProposalTimes {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Timer build;
    private final Timer validation;
    private final Timer arrival;
    private final Gauge timestampOffset;
    private final UnixClock clock;
    private final Following following;
    private volatile long lastArrival;
    private long awaitedView = -1;
    private long awaitedSince;

    ProposalTimes(MetricsCollector metrics, Bounds protocolTimes, UnixClock clock, Following following) {
        this.following = following;
        this.clock = clock;
        build = PROPOSAL_BUILD.on(metrics);
        validation = PROPOSAL_VALIDATION.on(metrics);
        arrival = PROPOSAL_ARRIVAL.bounds(protocolTimes).on(metrics);
        timestampOffset = PROPOSAL_TIMESTAMP_OFFSET.on(metrics);
    }

    void viewEntered(long view, long nanos) {
        awaitedView = view;
        awaitedSince = nanos;
    }

    void built(long nanos) {
        build.record(Math.max(nanos, 0));
    }

    void received(long nanos) {
        lastArrival = nanos;
    }

    /** A block was found valid, so long after it was first known; −1 when that is not known. */
    void accepted(long view, long nanos, long sinceKnown) {
        if (sinceKnown >= 0) {
            validation.record(sinceKnown);
        }
        if (view == awaitedView) {
            awaitedView = -1;
            if (following.isWhole(awaitedSince)) {
                arrival.record(Math.max(nanos - awaitedSince, 0));
            }
        }
    }

    void timestamp(long headerMillis) {
        timestampOffset.set(clock.wallSecondsAt(lastArrival) - headerMillis / MILLIS_PER_SECOND);
    }
}
