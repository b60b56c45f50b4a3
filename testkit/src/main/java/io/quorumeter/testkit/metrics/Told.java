package io.quorumeter.testkit.metrics;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.SentProposal;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import java.time.Duration;

/** Counts by itself what a replica tells, beside the metrics that are fed with the same. */
final class Told implements HotStuff2Listener {
    private long views;
    private long transactions;
    private long votes;
    private long timeouts;
    private long epochs;
    private long others;

    /** What was told, with the blocks that the network saw this replica commit. */
    LoadReport report(Duration time, long blocks, Verdict verdict) {
        return new LoadReport(time, views, blocks, transactions, votes, timeouts, epochs, votes + others, verdict);
    }

    @Override
    public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
        views++;
    }

    @Override
    public void voteReceived(
            long view,
            VotePhase phase,
            int validator,
            BlockId block,
            long justifyView,
            VoteResult result,
            Verification verification,
            long ref,
            long nanos) {
        votes++;
    }

    @Override
    public void voteRejected(long view, VotePhase phase, int validator, VoteResult reason, long ref, long nanos) {
        votes++;
    }

    @Override
    public void blockCommitted(CommittedBlock block) {
        transactions += block.transactions();
    }

    @Override
    public void localTimeout(long view, TimeoutPhase phase, long nanos) {
        timeouts++;
    }

    @Override
    public void validatorSetChanged(ValidatorSetChange change) {
        epochs++;
    }

    @Override
    public void proposalReceived(ReceivedProposal proposal) {
        others++;
    }

    @Override
    public void proposalSent(SentProposal proposal) {
        others++;
    }

    @Override
    public void voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        others++;
    }

    @Override
    public void certificateReceived(CertificateEvent certificate) {
        others++;
    }
}
