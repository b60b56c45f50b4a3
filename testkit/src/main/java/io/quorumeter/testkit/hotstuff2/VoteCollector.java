package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes certificates of votes: of first votes as the leader of their view, of second votes as the leader of the next; in the pipelined
 * variant, which has first votes only, as the leader of the next. The first vote of a validator in a view counts, and only that; another
 * one for a different block needs no certificate to prove something against its sender: when its signature is good, it is told as
 * conflicting. A vote for a certificate that is complete already is not verified.
 *
 * <p>First votes matter only in the current view. A double certificate is worth having also later, because it commits, so
 * second votes are held for some views back.
 */
final class VoteCollector {
    private static final int VIEWS_BACK = 16;

    private record Held(BlockId block, long height, long innerView, Signature signature) {
        boolean isFor(Vote vote) {
            return block.equals(vote.block()) && height == vote.height() && innerView == vote.innerView();
        }
    }

    /** The votes of one view and phase. */
    private static final class Tally {
        final @Nullable Held[] held;

        @Nullable
        Certificate formed;

        Tally(int validators) {
            held = new Held[validators];
        }
    }

    private final Core core;
    private final TreeMap<Long, Tally> votes = new TreeMap<>();
    private final TreeMap<Long, Tally> votes2 = new TreeMap<>();

    VoteCollector(Core core) {
        this.core = core;
    }

    void viewChanged() {
        votes.headMap(core.view() - firstViewsBack(), false).clear();
        votes2.headMap(core.view() - VIEWS_BACK, false).clear();
    }

    /** How many votes there is room for at present. */
    int held() {
        return (votes.size() + votes2.size()) * core.config.replicas();
    }

    void receive(Vote vote, boolean mine) {
        if (!core.isValidator(vote.sender())) {
            reject(vote, -1, VoteResult.UNKNOWN_SIGNER);
            return;
        }
        VoteResult misplaced = misplaced(vote);
        Certificate ahead = vote.certificate();
        if (misplaced == VoteResult.FUTURE
                && ahead != null
                && ahead.view() == vote.view()
                && core.checker.verify(ahead, CertificateKind.QUORUM, vote.sender())) {
            core.learnQuorum(ahead, LockCause.PREPARE, vote.sender());
            misplaced = misplaced(vote);
        }
        if (misplaced != null) {
            reject(vote, vote.sender(), misplaced);
            return;
        }
        Tally tally = (vote.phase() == VotePhase.VOTE ? votes : votes2).get(vote.view());
        Held held = tally == null ? null : tally.held[vote.sender()];
        if (held != null && held.isFor(vote)) {
            tell(vote, VoteResult.DUPLICATE, Verification.VERIFIED);
            return;
        }
        Certificate formed = tally == null ? null : tally.formed;
        if (formed != null && formed.block().equals(vote.block()) && held == null) {
            tell(vote, VoteResult.LATE, Verification.UNVERIFIED);
            return;
        }
        if (!mine && !isSigned(vote)) {
            reject(vote, vote.sender(), VoteResult.INVALID_SIGNATURE);
            return;
        }
        if (held != null) {
            tell(vote, VoteResult.CONFLICTING, Verification.VERIFIED);
            return;
        }
        if (!mine && !isCertified(vote)) {
            reject(vote, vote.sender(), VoteResult.INVALID_SIGNATURE);
            return;
        }
        tell(vote, VoteResult.ACCEPTED, Verification.VERIFIED);
        count(vote);
    }

    private @Nullable VoteResult misplaced(Vote vote) {
        long view = vote.view();
        boolean first = vote.phase() == VotePhase.VOTE;
        long oldest = core.view() - (first ? firstViewsBack() : VIEWS_BACK);
        if (view < Math.max(1, oldest) || !core.leads(first && !core.config.isPipelined() ? view : view + 1)) {
            return VoteResult.STALE;
        }
        return view > core.view() + core.window() ? VoteResult.FUTURE : null;
    }

    /** A leader of the pipelined variant may have timed out into its own view before the votes of the last one are all here. */
    private int firstViewsBack() {
        return core.config.isPipelined() ? 1 : 0;
    }

    private boolean isSigned(Vote vote) {
        byte[] statement =
                Statements.vote(core.genesis, vote.phase(), vote.view(), vote.block(), vote.height(), vote.innerView());
        return core.crypto.verify(vote.sender(), statement, vote.signature());
    }

    /** Whether a second vote has the certificate that it is for, which its signature does not cover, and a first vote none. */
    private boolean isCertified(Vote vote) {
        Certificate certificate = vote.certificate();
        if (vote.phase() == VotePhase.VOTE || certificate == null) {
            return vote.phase() == VotePhase.VOTE && certificate == null;
        }
        return vote.innerView() == vote.view()
                && certificate.view() == vote.view()
                && certificate.height() == vote.height()
                && certificate.block().equals(vote.block())
                && core.checker.verify(certificate, CertificateKind.QUORUM, vote.sender());
    }

    private void count(Vote vote) {
        boolean first = vote.phase() == VotePhase.VOTE;
        Tally tally = (first ? votes : votes2).computeIfAbsent(vote.view(), view -> new Tally(core.config.replicas()));
        tally.held[vote.sender()] = new Held(vote.block(), vote.height(), vote.innerView(), vote.signature());
        Certificate certificate = vote.certificate();
        if (certificate != null) {
            core.learnQuorum(certificate, LockCause.PREPARE, vote.sender());
        }
        boolean tooEarly = first && !core.config.isPipelined() && vote.view() != core.view();
        if (tally.formed != null || tooEarly) {
            return;
        }
        int[] signers = IntStream.range(0, tally.held.length)
                .filter(i -> tally.held[i] != null && tally.held[i].isFor(vote))
                .toArray();
        if (core.isQuorum(signers.length)) {
            form(vote, tally, signers);
        }
    }

    private void form(Vote vote, Tally tally, int[] signers) {
        boolean first = vote.phase() == VotePhase.VOTE;
        List<Signature> signatures = new ArrayList<>(signers.length);
        for (int signer : signers) {
            Held held = tally.held[signer];
            if (held != null) {
                signatures.add(held.signature);
            }
        }
        Certificate certificate = new Certificate(
                first ? CertificateKind.QUORUM : CertificateKind.DOUBLE,
                vote.view(),
                vote.innerView(),
                vote.block(),
                vote.height(),
                Signers.of(signers),
                signatures);
        tally.formed = certificate;
        core.checker.formed(certificate);
        if (first && core.config.isPipelined()) {
            core.learnQuorum(certificate, LockCause.PREPARE, core.me);
        } else if (first) {
            core.outbox.broadcast(new Prepare(core.me, certificate));
            core.voter.prepared(certificate, core.me);
        } else {
            core.learnDouble(certificate, vote.sender());
        }
    }

    private void tell(Vote vote, VoteResult result, Verification verification) {
        core.events.voteReceived(
                vote.view(),
                vote.phase(),
                vote.sender(),
                vote.block(),
                vote.innerView(),
                result,
                verification,
                core.ref,
                core.now);
    }

    private void reject(Vote vote, int validator, VoteResult reason) {
        core.events.voteRejected(vote.view(), vote.phase(), validator, reason, core.ref, core.now);
    }
}
