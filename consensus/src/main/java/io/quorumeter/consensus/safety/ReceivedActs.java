package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.VotePhase;

/**
 * Judges what validators sign, by what they signed before: two votes in one view, votes and reports below the lock that an earlier act
 * bound them to. An act binds in the view x in which it was signed; only what is signed for a later view is compared with it, whatever the
 * rank is and in whatever order messages arrive. Safe from any thread.
 */
final class ReceivedActs {
    private final Rules rules;
    private final Findings findings;
    private final Epochs epochs;
    private final Horizon horizon;
    private final Digests digests;

    ReceivedActs(Rules rules, Findings findings, Epochs epochs, Horizon horizon, Digests digests) {
        this.rules = rules;
        this.findings = findings;
        this.epochs = epochs;
        this.horizon = horizon;
        this.digests = digests;
    }

    void vote(
            long view,
            VotePhase phase,
            int validator,
            BlockId block,
            long justifyView,
            Verification verification,
            long ref,
            long nanos) {
        if (!isJudged(view, validator, verification)) {
            return;
        }
        Epochs.Epoch epoch = epochs.of(view);
        if (!epoch.contains(validator)) {
            findings.skipped(SkipReason.EPOCH_CHANGE);
            return;
        }
        judge(epoch, view, phase, validator, block, justifyView, ref, nanos);
        if (phase == VotePhase.VOTE2 && justifyView >= 0 && justifyView != view && rules.fits()) {
            rules.ranks.judge(
                    Ranks.Kind.VOTE2,
                    justifyView,
                    () -> findings.act(
                            ByzantineAct.VOTE2_WITHOUT_CERTIFICATE,
                            view,
                            validator,
                            epoch.members(),
                            nanos,
                            () -> new Testimony[] {
                                new Testimony(Statement.VOTE2, view, block, justifyView, findings.signed(ref))
                            }));
        }
    }

    private void judge(
            Epochs.Epoch epoch,
            long view,
            VotePhase phase,
            int validator,
            BlockId block,
            long justifyView,
            long ref,
            long nanos) {
        ActTable acts = epoch.acts();
        long name = digests.name(block);
        int told = acts.certified().vote(phase.ordinal(), validator, view, name, block, justifyView);
        if ((told & CertifiedVotes.DOUBTFUL) != 0) {
            writeOut(acts, Math.min(view, justifyView + 1));
        }
        int answer = acts.vote(phase.ordinal(), validator, view, name, justifyView, ref);
        remember(told, answer, view, block);
        if (answer != ActTable.FINE) {
            new Suspicion(rules, findings, epoch, digests, validator, nanos)
                    .vote(answer, phase, view, block, justifyView, ref);
        }
    }

    /** The block that is news in its view, if the table took the vote, which it does with a validator's first one only. */
    private void remember(int told, int answer, long view, BlockId block) {
        if ((told & CertifiedVotes.NEWS) != 0 && (answer & (ActTable.DOUBLE | ActTable.UNCHECKED)) == 0) {
            digests.blocks().voted(view, block);
        }
    }

    /** The votes in a certificate whose signers are known. */
    void votesIn(CertificateEvent certificate) {
        long view = certificate.view();
        if (certificate.signers().size() == 0) {
            return;
        }
        if (!horizon.accepts(view)) {
            findings.skipped(SkipReason.OUTSIDE_WINDOW);
            return;
        }
        ActTable acts = epochs.of(view).acts();
        long name = digests.name(certificate.block());
        long justifyView = justifyOf(certificate);
        findings.checked(2 * certificate.signers().size());
        if (!acts.certified().certificate(certificate, name, justifyView)) {
            acts.certified().write(certificate, name, this::eachVoteIn);
            writeOut(acts, Math.min(view, justifyView + 1));
        }
    }

    /** Before somebody looks into the table: has it hold the votes of certificates, too. */
    void writeOut(Epochs.Epoch epoch) {
        writeOut(epoch.acts(), 0);
    }

    /** Certificates below the window stay: their places in the table belong to later views. */
    private void writeOut(ActTable acts, long from) {
        acts.certified().writeOut(Math.max(from, horizon.lowest()), digests, this::eachVoteIn);
    }

    private void eachVoteIn(CertificateEvent certificate) {
        long view = certificate.view();
        Epochs.Epoch epoch = epochs.of(view);
        VotePhase phase = CertifiedVotes.phase(certificate);
        long justifyView = justifyOf(certificate);
        long name = digests.name(certificate.block());
        int end = Math.min(certificate.signers().highest() + 1, epoch.members().size());
        for (int validator = 0; validator < end; validator++) {
            if (certificate.signers().contains(validator)) {
                int answer = epoch.acts().vote(phase.ordinal(), validator, view, name, justifyView, certificate.ref());
                if (answer != ActTable.FINE) {
                    new Suspicion(rules, findings, epoch, digests, validator, certificate.nanos())
                            .vote(answer, phase, view, certificate.block(), justifyView, certificate.ref());
                }
            }
        }
    }

    private long justifyOf(CertificateEvent certificate) {
        boolean quorum = certificate.kind() == CertificateKind.QUORUM;
        return !rules.justifyIsSigned() ? -1 : quorum ? certificate.innerView() : certificate.view();
    }

    /**
     * An own vote is one of the validator of the own index, and is judged like others, once that index is shown to be right. Before, it
     * might be held against another validator.
     */
    void own(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        boolean accepted = horizon.accepts(view); // before its set is looked up, as for others
        Epochs.Epoch epoch = epochs.of(view);
        int me = epoch.members().ownIndex();
        if (me >= 0 && !accepted) {
            findings.skipped(SkipReason.OUTSIDE_WINDOW);
        } else if (me >= 0 && rules.knowsOwnIndex(epoch.members().epoch())) {
            judge(epoch, view, phase, me, block, justifyView, 0, nanos);
        }
    }

    /** A lock that a validator reported with the signed view of its message. */
    void claim(
            ViewChangeKind kind,
            long view,
            int validator,
            long lockView,
            Verification verification,
            long ref,
            long nanos) {
        boolean single = kind == ViewChangeKind.TIMEOUT && rules.accusesDoubleTimeouts();
        if (lockView < 0 || !(rules.hasLocks() || single) || !isJudged(view, validator, verification)) {
            return;
        }
        Epochs.Epoch epoch = epochs.of(view);
        if (!epoch.contains(validator)) {
            findings.skipped(SkipReason.EPOCH_CHANGE);
            return;
        }
        if (epoch.acts().certified().claim(view, lockView)) {
            writeOut(epoch.acts(), lockView + 1);
        }
        int answer = epoch.acts().claim(validator, view, lockView, single, ref);
        if (answer != ActTable.FINE) {
            new Suspicion(rules, findings, epoch, digests, validator, nanos).claim(answer, kind, view, lockView, ref);
        }
    }

    private boolean isJudged(long view, int validator, Verification verification) {
        if (verification != Verification.VERIFIED) {
            findings.skipped(SkipReason.UNVERIFIED_SIGNATURE);
            return false;
        }
        if (!horizon.accepts(view)) {
            horizon.signedFor(view, validator, epochs);
            findings.skipped(SkipReason.OUTSIDE_WINDOW);
            return false;
        }
        return true;
    }
}
