package io.quorumeter.examples.node;

import io.quorumeter.BusyTime;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.examples.node.store.ApplicationState;
import io.quorumeter.storage.StateMetrics;
import io.quorumeter.storage.TransactionResult;
import io.quorumeter.testkit.hotstuff2.Block;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.LongSupplier;

/**
 * What the transactions are for. Here they only change a digest: the state after a transaction is the hash of the state before and the
 * transaction, so two replicas have the same root only if they executed the same transactions in the same order.
 */
final class Application {

    private final HotStuff2Events events;
    private final StateMetrics metrics;
    private final BusyTime busy;
    private final LongSupplier clock;
    private ApplicationState state;

    Application(
            ApplicationState restored,
            HotStuff2Events events,
            StateMetrics metrics,
            BusyTime busy,
            LongSupplier clock) {
        this.state = restored;
        this.events = events;
        this.metrics = metrics;
        this.busy = busy;
        this.clock = clock;
        metrics.restored(restored.height());
    }

    ApplicationState state() {
        return state;
    }

    /** Executes the next block and returns the state after it. */
    ApplicationState apply(Block block) {
        long start = clock.getAsLong();
        busy.begin(start);
        state = new ApplicationState(
                block.height(), state.transactions() + block.transactions().size(), rootAfter(block));
        long end = clock.getAsLong();
        busy.end(end);
        BlockId root = state.root();
        metrics.blockApplied(block.height(), root.first(), root.second(), end - start);
        metrics.transactionsExecuted(TransactionResult.OK, block.transactions().size());
        events.blockExecuted(ExecutedBlock.of(block.height(), block.id())
                .root(root)
                .took(end - start)
                .at(end));
        return state;
    }

    private BlockId rootAfter(Block block) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(state.root().bytes());
            for (byte[] transaction : block.transactions()) {
                sha256.update(transaction);
            }
            return BlockId.of(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
