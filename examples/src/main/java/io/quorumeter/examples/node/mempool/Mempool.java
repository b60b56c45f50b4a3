package io.quorumeter.examples.node.mempool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that wait for a block, first come, first served, bounded by number and bytes.
 *
 * <p>A transaction stays here from its admission until a block with it is <em>committed</em>; being proposed takes it nowhere. A leader
 * leaves out what the uncommitted ancestors of its block hold already, so nothing is proposed twice on one branch; and when a branch is
 * abandoned, its transactions need not be brought back, because they never left. Thread-safe: clients' transactions come in on the
 * network's thread while the consensus thread selects and removes.
 */
public final class Mempool {

    /**
     * How much a pool holds.
     *
     * @param transactions most transactions at a time
     * @param bytes most bytes at a time, all transactions together
     * @param transactionBytes largest transaction
     * @param remembered how many committed transactions are remembered, to refuse them when they come again
     */
    public record Limits(int transactions, long bytes, int transactionBytes, int remembered) {}

    private static final class Waiting {
        final byte[] bytes;
        final long since;

        Waiting(byte[] bytes, long since) {
            this.bytes = bytes;
            this.since = since;
        }
    }

    private final Limits limits;
    private final Map<TransactionId, Waiting> waiting = new LinkedHashMap<>();
    private final Set<TransactionId> committed = new HashSet<>();
    private final Queue<TransactionId> committedInOrder = new ArrayDeque<>();
    private long bytes;

    /** Makes an empty pool. */
    public Mempool(Limits limits) {
        this.limits = limits;
    }

    /** Returns the bounds. */
    public Limits limits() {
        return limits;
    }

    /** Takes a transaction, or says why not; {@code now} in nanoseconds. */
    public Admission submit(byte[] transaction, long now) {
        if (transaction.length == 0) {
            return Admission.INVALID;
        }
        if (transaction.length > limits.transactionBytes()) {
            return Admission.TOO_LARGE;
        }
        TransactionId id = TransactionId.of(transaction);
        synchronized (this) {
            if (waiting.containsKey(id) || committed.contains(id)) {
                return Admission.DUPLICATE;
            }
            if (waiting.size() >= limits.transactions() || bytes + transaction.length > limits.bytes()) {
                return Admission.FULL;
            }
            waiting.put(id, new Waiting(transaction, now));
            bytes += transaction.length;
            return Admission.ADMITTED;
        }
    }

    /**
     * Chooses the transactions of a block, oldest first; they stay in the pool.
     *
     * @param most how many at most
     * @param mostBytes how many bytes at most
     * @param excluded those that ancestors of the block hold already
     */
    public synchronized List<byte[]> select(int most, long mostBytes, Predicate<TransactionId> excluded) {
        List<byte[]> selected = new ArrayList<>();
        long left = mostBytes;
        for (Map.Entry<TransactionId, Waiting> entry : waiting.entrySet()) {
            byte[] transaction = entry.getValue().bytes;
            if (selected.size() == most || transaction.length > left) {
                break;
            }
            if (!excluded.test(entry.getKey())) {
                selected.add(transaction);
                left -= transaction.length;
            }
        }
        return selected;
    }

    /**
     * Drops transactions because a block with them was committed.
     *
     * @return for each that was held here, since when, in the order given
     */
    public synchronized List<Long> committed(Collection<TransactionId> ids) {
        List<Long> since = new ArrayList<>();
        for (TransactionId id : ids) {
            Waiting held = waiting.remove(id);
            if (held != null) {
                bytes -= held.bytes.length;
                since.add(held.since);
            }
            remember(id);
        }
        return since;
    }

    private void remember(TransactionId id) {
        if (committed.add(id)) {
            committedInOrder.add(id);
        }
        if (committedInOrder.size() > limits.remembered()) {
            committed.remove(committedInOrder.remove());
        }
    }

    /** Returns how many transactions wait. */
    public synchronized int size() {
        return waiting.size();
    }

    /** Returns how many bytes they have. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Returns since when the oldest has been waiting, or null when none is. */
    public synchronized @Nullable Long oldest() {
        return waiting.isEmpty() ? null : waiting.values().iterator().next().since;
    }
}
