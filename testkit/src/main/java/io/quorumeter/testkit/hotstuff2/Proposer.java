package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BuiltProposal;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewChangeResult;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The leader of a view. With the certificate of the preceding view in hand it proposes at once, because no higher lock can
 * exist. Otherwise some correct replica may hold a lock that it has not heard of, and a proposal below that lock would be
 * refused: so it waits long enough for the status of every correct replica, and extends the highest lock reported. A
 * quorum of status would not be enough.
 */
final class Proposer {
    private record Reported(Signature signature, long lockView) {}

    private final Core core;
    private final TreeMap<Long, Map<Integer, Reported>> reports = new TreeMap<>();
    private boolean waiting;
    private boolean ready;
    private boolean hurries;
    private boolean proposed;

    Proposer(Core core) {
        this.core = core;
    }

    void viewChanged() {
        if (waiting) {
            core.effects.cancelTimer(TimerKind.DELTA_WAIT);
        }
        waiting = false;
        ready = false;
        hurries = false;
        proposed = false;
        reports.headMap(core.view(), false).clear();
    }

    /** This replica leads the view that it just entered. A vote in it from before a crash means that it proposed then. */
    void begin() {
        if (core.safety.lastVotedView() >= core.view()) {
            proposed = true;
        } else if (core.safety.lock().view() == core.view() - 1) {
            ready = true;
            propose();
        } else if (core.isMutant(Mutant.SKIP_DELTA_WAIT)) {
            ready = true;
            hurries = true;
            propose();
        } else {
            waiting = true;
            core.events.leaderWaitStarted(core.view(), core.now);
            core.effects.setTimer(TimerKind.DELTA_WAIT, core.config.deltaWaitDeltas() * core.config.deltaNanos());
        }
    }

    boolean isWaiting() {
        return waiting;
    }

    void waitOver() {
        if (waiting) {
            waiting = false;
            ready = true;
            int count = reports.getOrDefault(core.view(), Map.of()).size();
            core.events.leaderWaitEnded(core.view(), count, core.now);
            propose();
        }
    }

    void lockMayHaveRisen() {
        if (waiting && core.safety.lock().view() == core.view() - 1) {
            core.effects.cancelTimer(TimerKind.DELTA_WAIT);
            waitOver();
        }
    }

    int held() {
        return reports.values().stream().mapToInt(Map::size).sum();
    }

    void receive(Status status, boolean mine) {
        long view = status.view();
        int sender = status.sender();
        if (!core.isValidator(sender)) {
            reject(view, -1, ViewChangeResult.UNKNOWN_SIGNER);
            return;
        }
        if (view > core.view() + core.window() && status.lock().view() <= core.view()) {
            reject(view, sender, ViewChangeResult.FUTURE);
            return;
        }
        Reported held = reports.getOrDefault(view, Map.of()).get(sender);
        if (held != null && held.signature.equals(status.signature())) {
            tell(status, ViewChangeResult.DUPLICATE);
            return;
        }
        if (!mine && !verify(status)) {
            reject(view, sender, ViewChangeResult.INVALID_SIGNATURE);
            return;
        }
        boolean counted = count(status, held);
        core.learnQuorum(status.lock(), LockCause.STATUS, sender);
        if (status.highDouble() != null) {
            core.learnDouble(status.highDouble(), sender);
        }
        if (!counted && !count(status, held)) {
            boolean past = view < core.view();
            reject(view, sender, past || !core.leads(view) ? ViewChangeResult.STALE : ViewChangeResult.FUTURE);
            if (past) {
                core.pacemaker.help(sender);
            }
        }
    }

    private boolean count(Status status, @Nullable Reported held) {
        long view = status.view();
        if (view < core.view() || view > core.view() + core.window() || !core.leads(view)) {
            return false;
        }
        if (held != null && status.lock().view() < held.lockView) {
            tell(status, ViewChangeResult.CONFLICTING);
        } else {
            reports.computeIfAbsent(view, v -> new HashMap<>())
                    .put(
                            status.sender(),
                            new Reported(status.signature(), status.lock().view()));
            tell(status, ViewChangeResult.ACCEPTED);
        }
        return true;
    }

    private boolean verify(Status status) {
        Certificate lock = status.lock();
        byte[] statement = Statements.status(core.genesis, status.view(), lock.block(), lock.view());
        Certificate highDouble = status.highDouble();
        return core.crypto.verify(status.sender(), statement, status.signature())
                && core.checker.verify(lock, CertificateKind.QUORUM, status.sender())
                && (highDouble == null
                        || (!core.config.isPipelined()
                                && core.checker.verify(highDouble, CertificateKind.DOUBLE, status.sender())));
    }

    /** Proposes once, when this replica leads, may begin, and knows the block to extend. */
    void propose() {
        if (!ready || proposed || !core.leads(core.view())) {
            return;
        }
        Certificate justify = core.safety.lock();
        if (justify.view() >= core.view()) {
            return;
        }
        BlockTree.Walk walk = core.tree.walk(justify.block(), justify.height());
        if (walk.path() == null) {
            core.synchronizer.want(justify, core.me);
            return;
        }
        proposed = true;
        if (hurries && justify.view() < core.view() - 1) {
            core.deviated(Mutant.SKIP_DELTA_WAIT);
        }
        List<Block> ancestors = new ArrayList<>(walk.path());
        Collections.reverse(ancestors);
        long height = justify.height() + 1;
        Payload payload = core.payloads.select(height, ancestors);
        Block block = new Block(height, core.view(), core.me, justify.block(), payload.transactions());
        core.events.proposalBuilt(BuiltProposal.of(core.view(), block.id(), height)
                .transactions(block.transactions().size())
                .bytes(block.payloadBytes())
                .took(payload.buildNanos())
                .at(core.now));
        byte[] statement = Statements.proposal(core.genesis, core.view(), block.id(), justify.view());
        Propose propose = new Propose(core.me, block, justify, core.doubleToShow(), core.crypto.sign(statement));
        core.outbox.broadcast(propose);
        core.voter.voteForOwn(propose);
    }

    private void tell(Status status, ViewChangeResult result) {
        core.events.viewChangeReceived(
                ViewChangeKind.STATUS,
                status.view(),
                status.sender(),
                status.lock().view(),
                result,
                Verification.VERIFIED,
                core.ref,
                core.now);
    }

    private void reject(long view, int validator, ViewChangeResult reason) {
        core.events.viewChangeRejected(ViewChangeKind.STATUS, view, validator, reason, core.ref, core.now);
    }
}
