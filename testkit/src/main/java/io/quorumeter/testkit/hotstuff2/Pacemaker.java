package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewOutcome;
import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Enters views, upwards only and with evidence.
 *
 * <p>Views come in epochs of f + 1, of which at least one has a correct leader. Inside an epoch a replica whose timer expires
 * goes on by itself; at the boundary it wishes for the first view of the next epoch and stays until a quorum wishes the
 * same, which brings all correct replicas together again. A timeout certificate is passed on to the f + 1 leaders of its
 * epoch, so that at least one correct replica that others ask will have it.
 *
 * <p>The length of a view depends on the view and on the highest double certificate only, so replicas that know the same
 * wait equally long.
 */
final class Pacemaker {
    private static final int RETRANSMIT_DELTAS = 2;
    private static final int MOST_DOUBLINGS = 4;
    private static final int EPOCHS_BEFORE_DOUBLING = 4;

    private final Core core;
    private final long[] lastHelped;
    private final boolean[] everHelped;
    private boolean certified;
    private boolean timedOut;
    private boolean wished;

    Pacemaker(Core core) {
        this.core = core;
        this.lastHelped = new long[core.config.replicas()];
        this.everHelped = new boolean[core.config.replicas()];
    }

    /** Enters the first view ever, or the view that a crash interrupted. */
    void start() {
        if (core.view() == 0) {
            enter(1, ViewCause.GENESIS);
        } else {
            tellEntered(0, ViewCause.RESTORED);
            begin(ViewCause.RESTORED);
        }
    }

    /** Enters a view if it is higher than the current one. */
    void enter(long view, ViewCause cause) {
        long left = core.view();
        if (view <= left) {
            return;
        }
        if (left > 0) {
            ViewOutcome unlessCertified = timedOut ? ViewOutcome.TIMED_OUT : ViewOutcome.OVERTAKEN;
            core.events.viewLeft(left, certified ? ViewOutcome.CERTIFIED : unlessCertified, core.now);
        }
        core.safety.enterView(view);
        tellEntered(left, cause);
        begin(cause);
    }

    /** A certificate of the current view is known. */
    void certified() {
        certified = true;
    }

    void timeoutCertificate(Certificate certificate) {
        long view = certificate.view();
        if (view > core.view()) {
            core.outbox.sendEach(leaders(view), new Advance(core.me, certificate));
            enter(view, ViewCause.TIMEOUT_CERTIFICATE);
        }
    }

    /** Evidence of a higher view, if it is valid. */
    void receive(Advance advance) {
        Certificate certificate = advance.certificate();
        int sender = advance.sender();
        if (certificate.kind() == CertificateKind.DOUBLE) {
            if (!core.config.isPipelined()
                    && certificate.view() > Core.viewOf(core.safety.highDouble())
                    && core.checker.verify(certificate, CertificateKind.DOUBLE, sender)) {
                core.learnDouble(certificate, sender);
            }
        } else if (certificate.view() > Core.viewOf(core.safety.highTimeout())
                && core.checker.verify(certificate, CertificateKind.TIMEOUT, sender)) {
            core.learnTimeout(certificate);
        }
    }

    void viewTimer() {
        long view = core.view();
        core.events.localTimeout(view, phase(), core.now);
        timedOut = true;
        if ((view + 1) % core.config.epochViews() != 0) {
            enter(view + 1, ViewCause.VIEW_TIMER);
            return;
        }
        armViewTimer();
        if (!wished) {
            wished = true;
            Signature signature = core.crypto.sign(Statements.wish(core.genesis, view + 1));
            core.outbox.sendEach(leaders(view + 1), new Wish(core.me, view + 1, signature));
        }
    }

    void retransmitTimer() {
        core.outbox.retransmit();
        core.effects.setTimer(TimerKind.RETRANSMIT, RETRANSMIT_DELTAS * core.config.deltaNanos());
    }

    /** Gives a replica that is still in a lower view the evidence that brings it highest, at most once per Δ. */
    void help(int replica) {
        if (replica == core.me || (everHelped[replica] && core.now - lastHelped[replica] < core.config.deltaNanos())) {
            return;
        }
        everHelped[replica] = true;
        lastHelped[replica] = core.now;
        Certificate highTimeout = core.safety.highTimeout();
        Certificate highDouble = core.doubleToShow();
        Certificate lock = core.safety.lock();
        long byTimeout = Core.viewOf(highTimeout);
        long byDouble = highDouble == null ? 0 : highDouble.view() + 1;
        if (highDouble != null && byDouble >= Math.max(byTimeout, lock.view())) {
            core.outbox.send(replica, new Advance(core.me, highDouble));
        } else if (highTimeout != null && byTimeout >= viewAfter(lock)) {
            core.outbox.send(replica, new Advance(core.me, highTimeout));
        } else if (lock.view() > 0) {
            core.outbox.send(replica, new Prepare(core.me, lock));
        }
    }

    /** The view that a quorum certificate lets a replica enter. */
    private long viewAfter(Certificate certificate) {
        return core.config.isPipelined() ? certificate.view() + 1 : certificate.view();
    }

    /** Whether this replica is one of the f + 1 leaders of the epoch that begins with a view. */
    boolean leadsEpochOf(long firstView) {
        return leaders(firstView).contains(core.me);
    }

    private void begin(ViewCause cause) {
        long view = core.view();
        certified = false;
        timedOut = false;
        wished = false;
        core.outbox.viewChanged();
        core.votes.viewChanged();
        core.wishes.viewChanged();
        core.proposer.viewChanged();
        armViewTimer();
        core.effects.setTimer(TimerKind.RETRANSMIT, RETRANSMIT_DELTAS * core.config.deltaNanos());
        boolean leaderKnows = cause == ViewCause.DOUBLE_CERTIFICATE
                || (cause == ViewCause.QUORUM_CERTIFICATE && core.config.isPipelined());
        if (!leaderKnows) {
            Certificate lock = core.safety.lock();
            byte[] statement = Statements.status(core.genesis, view, lock.block(), lock.view());
            Signature signature = core.crypto.sign(statement);
            core.outbox.send(core.config.leader(view), new Status(core.me, view, lock, core.doubleToShow(), signature));
        }
        if (core.leads(view)) {
            core.proposer.begin();
        }
        core.voter.resume();
    }

    private void armViewTimer() {
        long sinceDouble = core.view() - 1 - Core.viewOf(core.safety.highDouble());
        long doublings = Math.max(0, sinceDouble) / ((long) EPOCHS_BEFORE_DOUBLING * core.config.epochViews());
        long nanos =
                (core.config.viewTimeoutDeltas() * core.config.deltaNanos()) << Math.min(MOST_DOUBLINGS, doublings);
        core.effects.setTimer(TimerKind.VIEW, nanos);
        core.events.timerArmed(core.view(), nanos);
    }

    private TimeoutPhase phase() {
        long view = core.view();
        if (core.proposer.isWaiting()) {
            return TimeoutPhase.AWAITING_DELTA;
        } else if (core.safety.vote2View() == view) {
            return TimeoutPhase.PREPARED;
        }
        return core.safety.lastVotedView() == view ? TimeoutPhase.VOTED : TimeoutPhase.AWAITING_PROPOSAL;
    }

    private void tellEntered(long previous, ViewCause cause) {
        core.events.viewEntered(core.view(), previous, cause, core.config.leader(core.view()), core.now);
    }

    private List<Integer> leaders(long firstView) {
        return IntStream.range(0, core.config.epochViews())
                .mapToObj(i -> core.config.leader(firstView + i))
                .toList();
    }
}
