package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.BLOCKS_PRUNED;
import static io.quorumeter.consensus.ConsensusFamilies.BLOCK_SIZE;
import static io.quorumeter.consensus.ConsensusFamilies.BLOCK_STAGE;
import static io.quorumeter.consensus.ConsensusFamilies.BLOCK_TRANSACTIONS;
import static io.quorumeter.consensus.ConsensusFamilies.COMMIT_BATCH;
import static io.quorumeter.consensus.ConsensusFamilies.COMMIT_VIEW_GAP;
import static io.quorumeter.consensus.ConsensusFamilies.PAYLOAD_COMMITTED;
import static io.quorumeter.consensus.ConsensusFamilies.PENDING_BLOCKS;
import static io.quorumeter.consensus.ConsensusFamilies.PENDING_BLOCK_BYTES;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import org.jspecify.annotations.Nullable;

/** What blocks hold, how they get on, and which wait. Called by the thread that tells of the replica's own state, but for stages. */
final class BlockMetrics {
    /** Committed blocks whose first moment is remembered until they are executed. */
    private static final int EXECUTING = 256;

    private final Counter payload;
    private final By<BlockStage, Timer> stages;
    private final Histogram transactions;
    private final Histogram size;
    private final Histogram batch;
    private final Histogram viewGap;
    private final By<PruneReason, Counter> pruned;
    private final Gauge pending;
    private final Gauge pendingBytes;
    private final HeldBlocks held = new HeldBlocks();
    private final @Nullable BlockId[] executing = new BlockId[EXECUTING];
    private final long[] knownAt = new long[EXECUTING];
    private long batchView;
    private int batchBlocks;

    BlockMetrics(MetricsCollector metrics, Bounds protocolTimes) {
        payload = PAYLOAD_COMMITTED.on(metrics);
        stages = BLOCK_STAGE.bounds(protocolTimes).on(metrics);
        transactions = BLOCK_TRANSACTIONS.on(metrics);
        size = BLOCK_SIZE.on(metrics);
        batch = COMMIT_BATCH.on(metrics);
        viewGap = COMMIT_VIEW_GAP.on(metrics);
        pruned = BLOCKS_PRUNED.on(metrics);
        pending = PENDING_BLOCKS.on(metrics);
        pendingBytes = PENDING_BLOCK_BYTES.on(metrics);
    }

    void restored() {
        batchBlocks = 0;
        held.clear();
        showHeld();
    }

    /** A stage was reached, so long after the block was first known; −1 when that is not known. */
    void reached(BlockStage stage, long sinceKnown) {
        if (sinceKnown >= 0) {
            stages.of(stage).record(sinceKnown);
        }
    }

    void committed(CommittedBlock block, long sinceKnown) {
        reached(BlockStage.COMMITTED, sinceKnown);
        int slot = (int) (block.height() & EXECUTING - 1);
        executing[slot] = sinceKnown >= 0 ? block.id() : null;
        knownAt[slot] = block.nanos() - sinceKnown;
        long bytes = Math.max(block.payloadBytes(), 0);
        payload.increment(bytes);
        size.record(bytes);
        transactions.record(Math.max(block.transactions(), 0));
        viewGap.record(gap(block.certificateViewB(), block.proposalView()));
        countBatch(block);
        held.commit(block.id(), block.height());
        showHeld();
    }

    /** A commit that a record method reports, of which less is known; each counts as a step of its own. */
    void recorded(CommittedBlock block, long sinceKnown) {
        reached(BlockStage.COMMITTED, sinceKnown);
        if (block.transactions() >= 0) {
            transactions.record(block.transactions());
        }
        batch.record(1L);
    }

    void executed(ExecutedBlock block) {
        int slot = (int) (block.height() & EXECUTING - 1);
        if (block.id().equals(executing[slot])) {
            executing[slot] = null;
            reached(BlockStage.EXECUTED, Math.max(block.nanos() - knownAt[slot], 0));
        }
    }

    void inserted(BlockId block, long height, long payloadBytes) {
        held.add(block, height, payloadBytes);
        showHeld();
    }

    void pruned(BlockId block, PruneReason reason) {
        pruned.of(reason).increment();
        held.remove(block);
        showHeld();
    }

    private void showHeld() {
        pending.set((long) held.count());
        pendingBytes.set(held.bytes());
    }

    /** Blocks committed by one certificate come one after another, the certificate's own last, which was proposed in its view.
     * Which ones an unknown certificate commits is not known. */
    private void countBatch(CommittedBlock block) {
        if (batchBlocks > 0 && block.certificateViewA() != batchView) {
            endBatch();
        }
        if (block.certificateViewA() < 0) {
            return;
        }
        batchView = block.certificateViewA();
        batchBlocks++;
        if (block.proposalView() == batchView) {
            endBatch();
        }
    }

    private void endBatch() {
        batch.record((long) batchBlocks);
        batchBlocks = 0;
    }

    private static long gap(long commitView, long proposalView) {
        return proposalView >= 0 && commitView > proposalView ? Math.min(commitView - proposalView, 1L << 60) : 0;
    }
}
