package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamily.BLOCKS_PROPOSED;
import static io.quorumeter.consensus.ConsensusFamily.PROPOSALS_RECEIVED;
import static io.quorumeter.consensus.ConsensusFamily.PROPOSAL_ARRIVAL;
import static io.quorumeter.consensus.ConsensusFamily.PROPOSAL_BUILD;
import static io.quorumeter.consensus.ConsensusFamily.PROPOSAL_TIMESTAMP_OFFSET;
import static io.quorumeter.consensus.ConsensusFamily.PROPOSAL_VALIDATION;
import static io.quorumeter.consensus.ConsensusFamily.VIEWS_ENTERED;

import io.quorumeter.Bounds;
import io.quorumeter.Gauge;
import io.quorumeter.Timer;
import io.quorumeter.binding.Families;

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

    ProposalTimes(Families families, Bounds protocolTimes, UnixClock clock, Following following) {
        this.following = following;
        this.clock = clock;
        build = families.timer(PROPOSAL_BUILD)
                .causedBy(families.names(BLOCKS_PROPOSED))
                .create();
        validation = families.timer(PROPOSAL_VALIDATION)
                .causedBy(families.names(PROPOSALS_RECEIVED))
                .create();
        arrival = families.timer(PROPOSAL_ARRIVAL)
                .bounds(protocolTimes)
                .causedBy(families.names(PROPOSALS_RECEIVED, VIEWS_ENTERED))
                .create();
        timestampOffset = families.gauge(PROPOSAL_TIMESTAMP_OFFSET).create();
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

    void arrived(long nanos) {
        arrival.record(nanos);
    }

    void timestamp(long headerMillis) {
        timestampOffset.set(clock.wallSecondsAt(lastArrival) - headerMillis / MILLIS_PER_SECOND);
    }
}
