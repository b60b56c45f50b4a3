package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.DELTA;
import static io.quorumeter.consensus.ConsensusFamilies.HIGHEST_SEEN_VIEW;
import static io.quorumeter.consensus.ConsensusFamilies.LEADER_WAIT;
import static io.quorumeter.consensus.ConsensusFamilies.PHASE;
import static io.quorumeter.consensus.ConsensusFamilies.TIMEOUT_CERTIFICATE_DELAY;
import static io.quorumeter.consensus.ConsensusFamilies.TIMEOUT_MESSAGES_RECEIVED;
import static io.quorumeter.consensus.ConsensusFamilies.TIMEOUT_MESSAGES_SENT;
import static io.quorumeter.consensus.ConsensusFamilies.VIEWS_SKIPPED;
import static io.quorumeter.consensus.ConsensusFamilies.VIEW_TIMEOUT;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.StateSet;
import io.quorumeter.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What explains how views change: phases, the timer, the messages for it. Those received may come from any thread; all else is told by
 * the thread of the replica's own state.
 */
final class PacemakerMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final StateSet<ViewPhase> phase;
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

    PacemakerMetrics(MetricsCollector metrics, Bounds protocolTimes, Duration delta, Following following) {
        this.following = following;
        phase = PHASE.on(metrics);
        phase.set(ViewPhase.IDLE);
        HIGHEST_SEEN_VIEW.observe(metrics, highestSeen::get);
        skipped = VIEWS_SKIPPED.on(metrics);
        timeout = VIEW_TIMEOUT.on(metrics);
        DELTA.on(metrics).set(delta.toNanos() / NANOS_PER_SECOND);
        leaderWait = LEADER_WAIT.bounds(protocolTimes).on(metrics);
        sent = TIMEOUT_MESSAGES_SENT.on(metrics);
        received = TIMEOUT_MESSAGES_RECEIVED.on(metrics);
        certificateDelay = TIMEOUT_CERTIFICATE_DELAY.bounds(protocolTimes).on(metrics);
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
