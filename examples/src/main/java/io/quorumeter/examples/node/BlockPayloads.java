package io.quorumeter.examples.node;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.examples.node.mempool.Mempool;
import io.quorumeter.examples.node.mempool.TransactionId;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Payload;
import io.quorumeter.testkit.hotstuff2.PayloadSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Fills blocks from the pool and judges those of others. Knows which transactions each uncommitted block holds, so that no block repeats
 * one of itself or of its uncommitted ancestors. Committed ancestors are not looked at: the pool refuses what it remembers as committed,
 * but the block of a faulty leader may repeat it. The consensus thread only.
 */
final class BlockPayloads implements PayloadSource {

    private final Mempool pool;
    private final int mostTransactions;
    private final long mostBytes;
    private final LongSupplier clock;
    private final Map<BlockId, Pending> pending = new HashMap<>();

    private record Pending(long height, Set<TransactionId> transactions) {}

    BlockPayloads(Mempool pool, int mostTransactions, long mostBytes, LongSupplier clock) {
        this.pool = pool;
        this.mostTransactions = mostTransactions;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    @Override
    public Payload select(long height, List<Block> ancestors) {
        long start = clock.getAsLong();
        List<Set<TransactionId>> taken =
                ancestors.stream().map(this::transactionsOf).toList();
        List<byte[]> selected =
                pool.select(mostTransactions, mostBytes, id -> taken.stream().anyMatch(block -> block.contains(id)));
        return new Payload(selected, clock.getAsLong() - start);
    }

    /** Whether a block is within the bounds, and holds no transaction twice or once more after an uncommitted ancestor. */
    @Override
    public boolean valid(Block block, List<Block> ancestors) {
        if (block.transactions().size() > mostTransactions || block.payloadBytes() > mostBytes) {
            return false;
        }
        Set<TransactionId> own = idsOf(block);
        boolean valid = own.size() == block.transactions().size()
                && block.transactions().stream().allMatch(this::wellFormed)
                && ancestors.stream()
                        .map(this::transactionsOf)
                        .noneMatch(taken -> own.stream().anyMatch(taken::contains));
        if (valid) {
            pending.put(block.id(), new Pending(block.height(), own));
        }
        return valid;
    }

    private boolean wellFormed(byte[] transaction) {
        return transaction.length > 0 && transaction.length <= pool.limits().transactionBytes();
    }

    /**
     * Drops a committed block's transactions from the pool.
     *
     * @return for each that clients submitted here, since when it had been waiting
     */
    List<Long> committed(Block block) {
        Set<TransactionId> held = transactionsOf(block);
        pending.values().removeIf(other -> other.height <= block.height());
        return pool.committed(held);
    }

    /** Forgets a block that will never be committed; its transactions never left the pool. */
    void abandoned(Block block) {
        pending.remove(block.id());
    }

    private Set<TransactionId> transactionsOf(Block block) {
        return pending.computeIfAbsent(block.id(), id -> new Pending(block.height(), idsOf(block))).transactions;
    }

    private static Set<TransactionId> idsOf(Block block) {
        Set<TransactionId> ids = new LinkedHashSet<>();
        for (byte[] transaction : block.transactions()) {
            ids.add(TransactionId.of(transaction));
        }
        return ids;
    }
}
