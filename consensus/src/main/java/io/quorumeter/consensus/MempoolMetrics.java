package io.quorumeter.consensus;

import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_ADMISSION;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_ADMITTED;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_BATCH;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_CAPACITY_BYTES;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_CAPACITY_TRANSACTIONS;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_COMMITTED;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_EVICTED;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_INCLUDED;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_OLDEST;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_OLDEST_AGE;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_REJECTED;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_RESIDENCE;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_SELECTION;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_SIZE;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_THROUGHPUT;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_TRANSACTIONS;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_TRANSACTION_SIZE;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.spi.Counts;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * What a node's mempool calls to tell of the transactions that wait for a block. Safe from any thread; the methods that tell of
 * an event never throw, block or allocate.
 *
 * <pre>{@code
 * MempoolMetrics mempool = new MempoolMetrics(metrics);
 * mempool.capacity(10_000);
 * mempool.observe(pool::size, pool::bytes);
 * …
 * mempool.admitted(AdmissionSource.LOCAL);
 * }</pre>
 */
public final class MempoolMetrics {
    private static final Duration RATE_WINDOW = Duration.ofSeconds(10);

    private final MetricsCollector metrics;
    private final By<AdmissionSource, Counter> admitted;
    private final By<RefusalReason, Counter> rejected;
    private final By<EvictionReason, Counter> evicted;
    private final Counter committed;
    private final Gauge capacity;
    private final Gauge capacityBytes;
    private final Histogram transactionSize;
    private final Histogram batch;
    private final Timer admission;
    private final Timer residence;
    private final Timer selection;

    /**
     * Declares the families.
     *
     * @param metrics where they are declared
     */
    public MempoolMetrics(MetricsCollector metrics) {
        this.metrics = metrics;
        admitted = MEMPOOL_ADMITTED.on(metrics);
        LongSupplier all = () -> Arrays.stream(AdmissionSource.values())
                .mapToLong(source -> admitted.of(source).value())
                .reduce(0, Counts::sum);
        MEMPOOL_THROUGHPUT.derive(metrics, metrics.provider().rate(all, RATE_WINDOW));
        rejected = MEMPOOL_REJECTED.on(metrics);
        capacity = MEMPOOL_CAPACITY_TRANSACTIONS.on(metrics);
        capacityBytes = MEMPOOL_CAPACITY_BYTES.on(metrics);
        evicted = MEMPOOL_EVICTED.on(metrics);
        MEMPOOL_INCLUDED.on(metrics);
        committed = MEMPOOL_COMMITTED.on(metrics);
        transactionSize = MEMPOOL_TRANSACTION_SIZE.on(metrics);
        batch = MEMPOOL_BATCH.on(metrics);
        admission = MEMPOOL_ADMISSION.on(metrics);
        residence = MEMPOOL_RESIDENCE.on(metrics);
        selection = MEMPOOL_SELECTION.on(metrics);
        observe(() -> 0, () -> 0);
        observeOldest(() -> 0);
    }

    /**
     * Says how many transactions the pool may hold.
     *
     * @param transactions the limit
     */
    public void capacity(long transactions) {
        capacity.set(transactions);
    }

    /**
     * Says where to read what the pool holds.
     *
     * @param transactions how many transactions; asked at each snapshot, off the recording path
     * @param bytes how much memory they take, in bytes; asked likewise
     */
    public void observe(LongSupplier transactions, LongSupplier bytes) {
        MEMPOOL_TRANSACTIONS.observe(metrics, transactions::getAsLong);
        MEMPOOL_SIZE.observe(metrics, bytes::getAsLong);
    }

    /**
     * The pool took a transaction.
     *
     * @param source where it came from
     */
    public void admitted(AdmissionSource source) {
        admitted.of(source).increment();
    }

    /**
     * The pool refused a transaction.
     *
     * @param reason why
     */
    public void rejected(RefusalReason reason) {
        rejected.of(reason).increment();
    }

    /**
     * Says how much memory the pool may take.
     *
     * @param bytes the limit
     */
    public void capacityBytes(long bytes) {
        capacityBytes.set(bytes);
    }

    /**
     * Says where to read since when the oldest transaction waits.
     *
     * @param nanos when it was taken, on the collector's nanosecond clock ({@code System.nanoTime()} unless said), 0 when none waits; asked
     *     at each snapshot, off the recording path
     */
    public void observeOldest(LongSupplier nanos) {
        UnixClock clock = UnixClock.of(metrics);
        Timestamp oldest = new Timestamp(clock);
        MEMPOOL_OLDEST.observe(metrics, () -> {
            long since = nanos.getAsLong();
            return since == 0 ? 0 : clock.secondsAt(since);
        });
        MEMPOOL_OLDEST_AGE.observe(metrics, () -> {
            long since = nanos.getAsLong();
            oldest.set(since);
            return since == 0 ? 0 : oldest.age();
        });
    }

    /**
     * The pool took a transaction whose admission was measured; counts it too, as {@link #admitted(AdmissionSource)} does. Safe to call
     * for a sample and the other method for the rest.
     *
     * @param source where it came from
     * @param bytes its size, 0 or more
     * @param nanos how long taking it took, in nanoseconds
     */
    public void admitted(AdmissionSource source, long bytes, long nanos) {
        transactionSize.record(bytes);
        admission.record(nanos);
        admitted(source);
    }

    /**
     * A transaction left the pool without being committed.
     *
     * @param reason why
     */
    public void evicted(EvictionReason reason) {
        evicted.of(reason).increment();
    }

    /**
     * Transactions were chosen for an own proposal. Those that it holds in the end are counted by {@link HotStuff2Listener#proposalBuilt}
     * or {@link ConsensusMetrics#recordBlockProposed}.
     *
     * @param transactions how many, 0 or more
     * @param nanos how long choosing took, in nanoseconds
     */
    public void selected(int transactions, long nanos) {
        selection.record(nanos);
        batch.record((long) transactions);
    }

    /**
     * Transactions that the pool held were committed.
     *
     * @param transactions how many, 0 or more
     */
    public void committed(int transactions) {
        committed.increment(transactions);
    }

    /**
     * How long a transaction waited that was committed by consensus, and not found in a block obtained by catching up. Told of
     * all, or of a sample chosen without looking at how long they took.
     *
     * @param nanos from its admission to its commit, in nanoseconds
     */
    public void waited(long nanos) {
        residence.record(nanos);
    }
}
