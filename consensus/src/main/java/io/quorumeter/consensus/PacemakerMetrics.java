package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamily.CERTIFICATES;
import static io.quorumeter.consensus.ConsensusFamily.DELTA;
import static io.quorumeter.consensus.ConsensusFamily.HIGHEST_SEEN_VIEW;
import static io.quorumeter.consensus.ConsensusFamily.LEADER_WAIT;
import static io.quorumeter.consensus.ConsensusFamily.PHASE;
import static io.quorumeter.consensus.ConsensusFamily.TIMEOUT_CERTIFICATE_DELAY;
import static io.quorumeter.consensus.ConsensusFamily.TIMEOUT_MESSAGES_RECEIVED;
import static io.quorumeter.consensus.ConsensusFamily.TIMEOUT_MESSAGES_SENT;
import static io.quorumeter.consensus.ConsensusFamily.VIEWS_ENTERED;
import static io.quorumeter.consensus.ConsensusFamily.VIEWS_SKIPPED;
import static io.quorumeter.consensus.ConsensusFamily.VIEW_TIMEOUT;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Timer;
import io.quorumeter.binding.Families;
import io.quorumeter.binding.StateGauge;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What explains how views change: phases, the timer, the messages for it. Those received may come from any thread; all else is told by
 * the thread of the replica's own state.
 */
final class PacemakerMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final StateGauge<ViewPhase> phase;
    private final AtomicLong highestSeen = new AtomicLong();
    private final Counter skipped;
    private final Gauge timeout;
    private final Timer leaderWait;
    private final By<ViewChangeKind, Counter> sent;
    private final By2<ViewChangeKind, ViewChangeResult, Counter> received;
    private final Timer certificateDelay;
    private final Following following;
    private final FirstWishes firstWishes = new FirstWishes();
    private long waitView = -1;
    private long waitStarted;

    PacemakerMetrics(Families families, Bounds protocolTimes, Duration delta, Following following) {
        this.following = following;
        phase = families.states(PHASE, "phase", ViewPhase.class, ViewPhase.IDLE);
        families.gauge(HIGHEST_SEEN_VIEW).causedBy(families.names(CERTIFICATES)).observe(highestSeen::get);
        skipped = families.counter(VIEWS_SKIPPED)
                .causedBy(families.names(VIEWS_ENTERED))
                .create();
        timeout = families.gauge(VIEW_TIMEOUT).create();
        families.gauge(DELTA).create().set(delta.toNanos() / NANOS_PER_SECOND);
        leaderWait = families.timer(LEADER_WAIT).bounds(protocolTimes).create();
        sent = families.counter(TIMEOUT_MESSAGES_SENT)
                .by("kind", ViewChangeKind.class)
                .create();
        received = families.counter(TIMEOUT_MESSAGES_RECEIVED)
                .by("kind", ViewChangeKind.class)
                .by("result", ViewChangeResult.class)
                .create();
        certificateDelay = families.timer(TIMEOUT_CERTIFICATE_DELAY)
                .bounds(protocolTimes)
                .causedBy(families.names(CERTIFICATES))
                .create();
    }

    void restored() {
        phase.set(ViewPhase.IDLE);
        waitView = -1;
    }

    void entered(long view, long viewsSkipped) {
        phase.set(ViewPhase.AWAITING_PROPOSAL);
        highestSeen.accumulateAndGet(view, Math::max);
        skipped.increment(viewsSkipped);
    }

    void left() {
        phase.set(ViewPhase.IDLE);
    }

    void timerArmed(long nanos) {
        timeout.set(nanos / NANOS_PER_SECOND);
    }

    void leaderWaitStarted(long view, long nanos) {
        phase.set(ViewPhase.AWAITING_DELTA);
        waitView = view;
        waitStarted = nanos;
    }

    void leaderWaitEnded(long view, long nanos) {
        phase.set(ViewPhase.AWAITING_PROPOSAL);
        if (waitView == view) {
            waitView = -1;
            leaderWait.record(Math.max(nanos - waitStarted, 0));
        }
    }

    void voted(VotePhase vote) {
        phase.set(vote == VotePhase.VOTE ? ViewPhase.VOTED : ViewPhase.PREPARED);
    }

    void sent(ViewChangeKind kind, long view, long nanos) {
        sent.of(kind).increment();
        firstWishes.note(kind, view, highestSeen.get(), nanos);
    }

    void received(ViewChangeKind kind, long view, ViewChangeResult result, long nanos) {
        received.of(kind, result).increment();
        if (result == ViewChangeResult.ACCEPTED) {
            firstWishes.note(kind, view, highestSeen.get(), nanos);
        }
    }

    /** A valid certificate is known, for the first time. */
    void known(CertificateEvent certificate) {
        highestSeen.accumulateAndGet(certificate.view(), Math::max);
        if (certificate.kind() == CertificateKind.TIMEOUT) {
            long now = certificate.nanos();
            long delay = following.age(firstWishes.age(certificate.view(), now), now);
            if (delay >= 0) {
                certificateDelay.record(delay);
            }
        }
    }
}
