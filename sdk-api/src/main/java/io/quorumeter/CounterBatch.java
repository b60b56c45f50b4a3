package io.quorumeter;

/**
 * A counter's additions, gathered by one thread in a field of its own and published some at a time: for loops so tight that even {@link
 * Counter#increment()} is too much, such as over the transactions of a block.
 *
 * <pre>{@code
 * try (CounterBatch checked = transactions.batch(256)) {
 *     for (Transaction transaction : block) {
 *         check(transaction);
 *         checked.increment();
 *     }
 * }
 * }</pre>
 *
 * <p><b>What a snapshot lacks:</b> what was added since the last publication, which is fewer than {@link #size()} additions for each
 * batch, of whatever amounts. It is in the next snapshot after {@link #flush()} or {@link #close()}. A batch that is forgotten without
 * either never publishes it, and the collector's own {@code flush} cannot reach it, because it belongs to its thread. So keep a batch
 * for the length of a loop, or flush it where the thread has nothing to do. An effect that is counted through a batch may be seen
 * after its cause only; a cause that is counted through one may be missing in a snapshot that shows the effect.
 *
 * <p>For one thread; each thread takes a batch of its own, and all of them add to the same counter. Never throws, blocks, locks, allocates
 * or reads a clock.
 */
public final class CounterBatch implements AutoCloseable {
    private final Counter counter;
    private int size;
    private int additions;
    private long pending;

    CounterBatch(Counter counter, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a batch is of at least one addition, not " + size);
        }
        this.counter = counter;
        this.size = size;
    }

    /** Adds one. */
    public void increment() {
        add(1);
    }

    /**
     * Adds {@code amount}.
     *
     * @param amount zero or more; a negative amount is dropped and counted as {@link Counter#increment(long)} does
     */
    public void increment(long amount) {
        if (amount < 0) {
            counter.increment(amount);
        } else {
            add(amount);
        }
    }

    private void add(long amount) {
        long sum = pending + amount;
        if (sum < 0) { // beyond a long: the counter is left to deal with it
            flush();
            sum = amount;
        }
        pending = sum;
        additions++;
        if (additions >= size) {
            flush();
        }
    }

    /** {@return how much was added and not published yet} */
    public long pending() {
        return pending;
    }

    /** {@return after how many additions they are published; 1 when the batch is closed} */
    public int size() {
        return size;
    }

    /** Publishes what was added: from now on snapshots have it. */
    public void flush() {
        long amount = pending;
        additions = 0;
        pending = 0;
        if (amount > 0) {
            counter.increment(amount);
        }
    }

    /** Publishes what was added. What is added afterwards is published at once; nothing is lost. */
    @Override
    public void close() {
        size = 1;
        flush();
    }
}
