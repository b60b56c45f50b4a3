package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.ProposalResult;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.Verification;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Judges what leaders propose. Called by the thread that tells of the replica's own state; read by any. */
final class Proposals {
    private final Rules rules;
    private final Findings findings;
    private final Epochs epochs;
    private final Horizon horizon;
    private final Certificates certificates;
    private final Digests digests;
    private final Recent<ReceivedProposal> recent;
    private final Heights heights = new Heights();
    private long leaderView = -1;
    private int leader = -1;

    Proposals(
            Rules rules,
            Findings findings,
            Epochs epochs,
            Horizon horizon,
            Certificates certificates,
            Digests digests) {
        this.rules = rules;
        this.findings = findings;
        this.epochs = epochs;
        this.horizon = horizon;
        this.certificates = certificates;
        this.digests = digests;
        this.recent = new Recent<>(rules.window(), ReceivedProposal::view, Proposals::isSame);
    }

    private static boolean isSame(ReceivedProposal one, ReceivedProposal other) {
        return one.proposer() == other.proposer()
                && one.id().equals(other.id())
                && one.justifyView() == other.justifyView();
    }

    /** The replica proposed, so it leads the view, by whatever index. */
    void sent(long view, Members members) {
        boolean known = view == leaderView && leader >= 0 && members.ownIndex() >= 0;
        if (known && leader == members.ownIndex()) {
            rules.showedOwnIndex(members.epoch());
        } else if (known) {
            rules.ownIndexMismatch(
                    "this replica, validator " + members.ownIndex() + " by its ownIndex, proposed in view "
                            + view + ", which validator " + leader
                            + " leads: ownIndex is wrong, or the leader that viewEntered names");
        }
    }

    /** Who leads a view; negative when it is not known. */
    void leads(long view, int validator) {
        leaderView = view;
        leader = validator;
    }

    void received(ReceivedProposal proposal) {
        long view = proposal.view();
        if (proposal.verification() != Verification.VERIFIED) {
            findings.skipped(SkipReason.UNVERIFIED_SIGNATURE);
            return;
        }
        if (!horizon.accepts(view)) {
            findings.skipped(SkipReason.OUTSIDE_WINDOW);
            return;
        }
        findings.checked(3);
        digests.blocks().proposed(view, proposal.id());
        boolean malformed = proposal.justifyView() >= view
                || !proposal.parent().equals(proposal.justifyId())
                || !heights.fits(digests, proposal);
        if (malformed) {
            findings.anomaly(ProtocolAnomaly.MALFORMED);
        } else if (proposal.justifyView() < certificates.highest() && certificates.highest() < view && rules.fits()) {
            findings.anomaly(ProtocolAnomaly.STALE_JUSTIFY);
        }
        if (isAnothers(proposal)) {
            return;
        }
        if (recent.add(proposal) && proposal.proposer() >= 0) {
            if (recent.find(view, Proposals::isSame, proposal) == null) {
                findings.skipped(SkipReason.OUTSIDE_WINDOW);
            }
            ReceivedProposal other = recent.find(
                    view, (known, now) -> known.proposer() == now.proposer() && !isSame(known, now), proposal);
            if (other != null) {
                accuse(other, proposal);
            }
        }
    }

    /** Whether it is not the leader's, as far as that is known, so that it takes no room from the leader's. */
    private boolean isAnothers(ReceivedProposal proposal) {
        boolean known = proposal.view() == leaderView && leader >= 0 && proposal.proposer() >= 0;
        return known && proposal.proposer() != leader;
    }

    private void accuse(ReceivedProposal before, ReceivedProposal now) {
        Members members = epochs.membersOf(now.view());
        if (members.contains(now.proposer())) {
            findings.act(ByzantineAct.DOUBLE_PROPOSAL, now.view(), now.proposer(), members, now.nanos(), () ->
                    new Testimony[] {testimony(before), testimony(now)});
        }
    }

    void rejected(
            long view,
            int proposer,
            BlockId block,
            Verification verification,
            ProposalResult reason,
            long ref,
            long nanos) {
        ProtocolAnomaly anomaly = anomaly(reason);
        if (anomaly != null) {
            findings.anomaly(anomaly);
        }
        if (reason != ProposalResult.INVALID_CERTIFICATE) {
            return;
        }
        Members members = epochs.membersOf(view);
        if (verification != Verification.VERIFIED) {
            findings.skipped(SkipReason.UNVERIFIED_SIGNATURE);
        } else if (!members.contains(proposer)) {
            findings.skipped(SkipReason.EPOCH_CHANGE);
        } else if (!horizon.covers(view)) {
            findings.skipped(SkipReason.OUTSIDE_WINDOW);
        } else {
            findings.act(ByzantineAct.INVALID_CERTIFICATE_PROPOSED, view, proposer, members, nanos, () ->
                    new Testimony[] {new Testimony(Statement.PROPOSAL, view, block, -1, findings.signed(ref))});
        }
    }

    /** What a refusal points to, beyond the accusations. */
    private static @Nullable ProtocolAnomaly anomaly(ProposalResult reason) {
        return switch (reason) {
            case DUPLICATE -> ProtocolAnomaly.DUPLICATE_MESSAGE;
            case FUTURE_VIEW -> ProtocolAnomaly.FUTURE_MESSAGE;
            case WRONG_LEADER -> ProtocolAnomaly.WRONG_LEADER;
            case INVALID_SIGNATURE -> ProtocolAnomaly.INVALID_SIGNATURE;
            case PARENT_MISMATCH, HEIGHT_MISMATCH, INVALID_PAYLOAD -> ProtocolAnomaly.MALFORMED;
            case MISSING_PARENT -> ProtocolAnomaly.MISSING_PARENT;
            case ACCEPTED, STALE_VIEW, INVALID_CERTIFICATE, JUSTIFY_BELOW_LOCK, CONFLICTING -> null;
        };
    }

    /** The proposals of a view. */
    void each(long view, Consumer<ReceivedProposal> consumer) {
        recent.each(view, consumer);
    }

    private Testimony testimony(ReceivedProposal proposal) {
        return new Testimony(
                Statement.PROPOSAL,
                proposal.view(),
                proposal.id(),
                proposal.justifyView(),
                findings.signed(proposal.ref()));
    }

    /** The heights of blocks proposed lately. */
    private static final class Heights {
        private static final int PLACES = 1024;

        private final long[] names = new long[PLACES];
        private final long[] heights = new long[PLACES];

        /** Whether the block is one above its parent, as far as the parent is known. */
        boolean fits(Digests digests, ReceivedProposal proposal) {
            long parent = digests.name(proposal.parent());
            int place = (int) parent & PLACES - 1;
            boolean fits = names[place] != parent || heights[place] == proposal.height() - 1;
            if (fits) {
                long name = digests.name(proposal.id());
                names[(int) name & PLACES - 1] = name;
                heights[(int) name & PLACES - 1] = proposal.height();
            }
            return fits;
        }
    }
}
