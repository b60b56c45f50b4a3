package io.quorumeter.examples.node;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.BuiltProposal;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.Restored;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.ViewCause;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The five families that tell how a replica is doing, under the names that they have among all the others, for a node that records nothing
 * else. Called by the thread of the consensus only.
 */
final class StatusMetrics implements HotStuff2Listener {

    /** Blocks that are proposed and never committed are forgotten when so many others have come. */
    private static final int MOST_KNOWN = 256;

    private final Gauge view;
    private final Gauge height;
    private final Counter transactions;
    private final By<TimeoutPhase, Counter> timeouts;
    private final Timer latency;
    private final Map<BlockId, Long> firstKnown = new LinkedHashMap<>();

    /** Declares them. */
    StatusMetrics(MetricsCollector collector) {
        view = collector
                .gauge("hotstuff2_consensus_current_view")
                .help("View that the replica is in.")
                .level(MetricLevel.ESSENTIAL)
                .create();
        height = collector
                .gauge("hotstuff2_consensus_committed_height")
                .help("Height of the last committed block.")
                .level(MetricLevel.ESSENTIAL)
                .create();
        transactions = collector
                .counter("hotstuff2_consensus_transactions_committed_total")
                .help("Transactions in committed blocks.")
                .level(MetricLevel.ESSENTIAL)
                .create();
        timeouts = collector
                .counter("hotstuff2_consensus_local_timeouts_total")
                .help("View timer expiries at this replica, by what it was waiting for.")
                .level(MetricLevel.ESSENTIAL)
                .by("phase", TimeoutPhase.class);
        latency = collector
                .timer("hotstuff2_consensus_block_commit_latency_seconds")
                .help("First local knowledge of a block until its commit.")
                .level(MetricLevel.ESSENTIAL)
                .create();
    }

    @Override
    public void restored(Restored restored) {
        view.set(restored.view());
        height.set(restored.committedHeight());
    }

    @Override
    public void viewEntered(long entered, long previous, ViewCause cause, int leader, long nanos) {
        view.set(entered);
    }

    @Override
    public void localTimeout(long expired, TimeoutPhase phase, long nanos) {
        timeouts.of(phase).increment();
    }

    @Override
    public void proposalBuilt(BuiltProposal proposal) {
        known(proposal.id(), proposal.nanos());
    }

    @Override
    public void proposalReceived(ReceivedProposal proposal) {
        known(proposal.id(), proposal.nanos());
    }

    private void known(BlockId block, long nanos) {
        firstKnown.putIfAbsent(block, nanos);
        if (firstKnown.size() > MOST_KNOWN) {
            firstKnown.remove(firstKnown.keySet().iterator().next());
        }
    }

    @Override
    public void blockCommitted(CommittedBlock block) {
        Long since = firstKnown.remove(block.id());
        if (since != null) {
            latency.record(block.nanos() - since);
        }
        transactions.increment(block.transactions());
        height.set(block.height());
    }
}
