package io.quorumeter.examples.foreign;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;

/** Binds the foreign replica: its rounds are views, its ballots votes, its seals commits. */
record JournalBinding(HotStuff2Events events) implements ForeignReplica.Journal {
    @Override
    public void roundStarted(long round, int coordinator, long nanos) {
        events.viewEntered(round, round - 1, ViewCause.QUORUM_CERTIFICATE, coordinator, nanos);
    }

    @Override
    public void ballotArrived(long round, int member, byte[] hash, boolean signatureOk, long nanos) {
        BlockId block = BlockId.of(hash);
        if (signatureOk) {
            events.voteReceived(round, VotePhase.VOTE, member, block, -1, Verification.VERIFIED, 0, nanos);
        } else {
            events.voteRejected(round, VotePhase.VOTE, member, VoteResult.INVALID_SIGNATURE, 0, nanos);
        }
    }

    @Override
    public void sealed(long number, long round, byte[] hash, byte[] parentHash, int entries, long nanos) {
        events.blockCommitted(new CommittedBlock(
                number,
                BlockId.of(hash),
                BlockId.of(parentHash),
                round,
                round,
                round,
                round,
                CommitPath.LIVE,
                entries,
                0,
                nanos));
    }

    @Override
    public void roundExpired(long round, long nanos) {
        events.localTimeout(round, TimeoutPhase.AWAITING_PROPOSAL, nanos);
    }
}
