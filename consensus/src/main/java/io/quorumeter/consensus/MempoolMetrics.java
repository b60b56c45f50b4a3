package io.quorumeter.consensus;

import static io.quorumeter.consensus.NodeFamily.MEMPOOL_ADMITTED;
import static io.quorumeter.consensus.NodeFamily.MEMPOOL_CAPACITY_TRANSACTIONS;
import static io.quorumeter.consensus.NodeFamily.MEMPOOL_REJECTED;
import static io.quorumeter.consensus.NodeFamily.MEMPOOL_SIZE;
import static io.quorumeter.consensus.NodeFamily.MEMPOOL_TRANSACTIONS;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.binding.Families;
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
    private final Families families;
    private final By<AdmissionSource, Counter> admitted;
    private final By<RefusalReason, Counter> rejected;
    private final Gauge capacity;

    /**
     * Declares the families under the usual prefix {@code hotstuff2_}.
     *
     * @param metrics where they are declared
     */
    public MempoolMetrics(MetricsCollector metrics) {
        this(metrics, Families.DEFAULT_PREFIX);
    }

    /**
     * Declares the families under a prefix of one's own.
     *
     * @param metrics where they are declared
     * @param prefix stands before each name
     */
    public MempoolMetrics(MetricsCollector metrics, String prefix) {
        families = new Families(metrics, prefix);
        admitted = families.counter(MEMPOOL_ADMITTED)
                .by("source", AdmissionSource.class)
                .create();
        rejected = families.counter(MEMPOOL_REJECTED)
                .by("reason", RefusalReason.class)
                .create();
        capacity = families.gauge(MEMPOOL_CAPACITY_TRANSACTIONS).create();
        observe(() -> 0, () -> 0);
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
        families.gauge(MEMPOOL_TRANSACTIONS).observe(transactions::getAsLong);
        families.gauge(MEMPOOL_SIZE).observe(bytes::getAsLong);
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
}
