package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.VotePhase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts together what a monitor remembers of the current validator set. */
final class DigestMaker {
    private final Epochs.Epoch epoch;
    private final Digests digests;
    private final List<ReceivedProposal> proposals = new ArrayList<>();
    private final List<CertificateEvent> certificates = new ArrayList<>();
    private final List<ObservationDigest.Vote> votes = new ArrayList<>();
    private final List<ObservationDigest.Claim> claims = new ArrayList<>();
    private final List<ObservationDigest.Reached> commits = new ArrayList<>();
    private final List<ObservationDigest.Reached> states = new ArrayList<>();
    private long leftOut;

    DigestMaker(Epochs.Epoch epoch, Digests digests) {
        this.epoch = epoch;
        this.digests = digests;
    }

    ObservationDigest make(
            Horizon horizon, Proposals seen, Certificates accepted, Commits committed, StateRoots reached) {
        long first = Math.max(epoch.members().firstView(), horizon.lowest());
        long last = Math.min(horizon.highest(), epoch.end() - 1);
        for (long view = first; view >= first && view <= last; view++) {
            seen.each(view, this::addProposal);
            accepted.each(view, this::addCertificate);
            for (int validator = 0; validator < epoch.members().size(); validator++) {
                addActs(view, validator);
            }
        }
        committed.each((height, block) -> commits.add(new ObservationDigest.Reached(height, block)));
        reached.each((height, root) -> states.add(new ObservationDigest.Reached(height, root)));
        states.sort(Comparator.comparingLong(ObservationDigest.Reached::height));
        return new ObservationDigest(
                epoch.members().ownIndex(),
                epoch.members().epoch(),
                epoch.members().size(),
                proposals,
                certificates,
                votes,
                claims,
                commits,
                states,
                leftOut);
    }

    /** What was seen before its validator set was told of may name others than its members. */
    private void addProposal(ReceivedProposal proposal) {
        if (proposal.proposer() < epoch.members().size()) {
            proposals.add(proposal);
        }
    }

    private void addCertificate(CertificateEvent certificate) {
        if (certificate.signers().highest() < epoch.members().size()) {
            certificates.add(certificate);
        }
    }

    private void addActs(long view, int validator) {
        for (VotePhase phase : VotePhase.values()) {
            long name = epoch.acts().name(phase.ordinal(), validator, view);
            if (name != 0) {
                addVotes(view, phase, validator, digests.block(view, name));
            }
            ActTable.OtherVote other = epoch.acts().other(phase.ordinal(), validator, view);
            if (other != null) {
                votes.add(new ObservationDigest.Vote(view, phase, validator, other.block(), other.justifyView()));
            }
        }
        long lock = epoch.acts().lock(validator, view);
        if (lock != ActTable.NONE) {
            claims.add(new ObservationDigest.Claim(view, validator, lock));
        }
    }

    /** The vote for the first block of a view; two where it was justified in two ways. */
    private void addVotes(long view, VotePhase phase, int validator, BlockId block) {
        if (block.equals(BlockId.NONE)) {
            leftOut++;
        } else if (phase == VotePhase.VOTE2) {
            votes.add(new ObservationDigest.Vote(view, phase, validator, block, view));
        } else {
            ActTable.Justifies justifies = epoch.acts().justifies(validator, view);
            long justify = justifies.ofTheFirstBlock();
            votes.add(new ObservationDigest.Vote(view, phase, validator, block, justify));
            if (!justifies.highestIsAnothers() && justifies.highest() != justify) {
                votes.add(new ObservationDigest.Vote(view, phase, validator, block, justifies.highest()));
            }
        }
    }
}
