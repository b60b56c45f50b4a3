package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.BLOCKS_COMMITTED;
import static io.quorumeter.consensus.ConsensusFamilies.COMMIT_BATCH;
import static io.quorumeter.consensus.ConsensusFamilies.TRANSACTIONS_COMMITTED;
import static io.quorumeter.consensus.ConsensusFamilies.VIEWS_ENTERED;
import static io.quorumeter.consensus.NodeFamilies.BLOCK_THROUGHPUT;
import static io.quorumeter.consensus.NodeFamilies.CONSENSUS_EFFICIENCY;
import static io.quorumeter.consensus.NodeFamilies.CONSENSUS_THROUGHPUT;
import static io.quorumeter.consensus.NodeFamilies.CRYPTO_OPERATION;
import static io.quorumeter.consensus.NodeFamilies.CRYPTO_OPERATIONS;
import static io.quorumeter.consensus.NodeFamilies.END_TO_END;
import static io.quorumeter.consensus.NodeFamilies.EXECUTION_DELAY;
import static io.quorumeter.consensus.NodeFamilies.QUEUE_DEPTH;
import static io.quorumeter.consensus.NodeFamilies.QUEUE_REJECTED;
import static io.quorumeter.consensus.NodeFamilies.QUEUE_WAIT;
import static io.quorumeter.consensus.NodeFamilies.RESOURCE_USAGE;
import static io.quorumeter.consensus.NodeFamilies.STAGE_BUSY;
import static io.quorumeter.consensus.NodeFamilies.TRANSACTION_CONFIRMATION;
import static io.quorumeter.consensus.NodeFamilies.TRANSACTION_THROUGHPUT;
import static java.util.Objects.requireNonNull;

import io.quorumeter.Bounds;
import io.quorumeter.BusyTime;
import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.spi.Counts;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

/**
 * What a node calls to tell how fast it is and how busy: the confirmation of its clients' transactions, the work of its stages and what
 * waits for them. As a listener of the replica's events it also tells how long execution takes and what cryptography costs; and it
 * derives the throughput of consensus from what {@link ConsensusMetrics} counts on the same collector.
 *
 * <pre>{@code
 * PerformanceMetrics performance = new PerformanceMetrics(metrics, protocol);
 * events.listen("performance", performance);
 * BusyTime consensus = performance.worker(ProcessingStage.CONSENSUS);     // one for each thread
 * …
 * consensus.begin(System.nanoTime()); handle(message); consensus.end(System.nanoTime());
 * }</pre>
 *
 * <p>Safe from any thread.
 */
public final class PerformanceMetrics implements HotStuff2Listener {
    private static final Duration RATE_WINDOW = Duration.ofSeconds(10);
    private static final Duration EFFICIENCY_WINDOW = Duration.ofMinutes(1);
    private static final int EXECUTING = 256;

    private final Timer confirmation;
    private final By<ProcessingStage, BusyTime> busy;
    private final Timer executionDelay;
    private final Timer endToEnd;
    private final By<ProcessingStage, Timer> queueWait;
    private final By<Resource, Gauge> resources;
    private final By<ProcessingStage, Counter> queueRejected;
    private final By2<CryptoOperation, CryptoResult, Counter> operations;
    private final By<CryptoOperation, Timer> operationTimes;
    private final AtomicReferenceArray<LongSupplier> depths =
            new AtomicReferenceArray<>(ProcessingStage.values().length);
    private final AtomicLongArray told = new AtomicLongArray(ProcessingStage.values().length);
    private final long[] committedHeights = new long[EXECUTING];
    private final long[] committedAt = new long[EXECUTING];

    /**
     * Declares the families.
     *
     * @param metrics where they are declared; its clock in nanoseconds, {@link System#nanoTime()} unless it was given another, is the
     *     one from which the arguments of {@link BusyTime} come
     * @param protocol its Δ is what confirmation times are compared with
     */
    public PerformanceMetrics(MetricsCollector metrics, Protocol protocol) {
        confirmation = TRANSACTION_CONFIRMATION
                .bounds(Bounds.relativeTo(requireNonNull(protocol, "protocol").delta()))
                .on(metrics);
        busy = STAGE_BUSY.on(metrics);
        executionDelay =
                EXECUTION_DELAY.bounds(Bounds.relativeTo(protocol.delta())).on(metrics);
        endToEnd = END_TO_END.bounds(Bounds.relativeTo(protocol.delta())).on(metrics);
        queueWait = QUEUE_WAIT.on(metrics);
        resources = RESOURCE_USAGE.on(metrics);
        queueRejected = QUEUE_REJECTED.on(metrics);
        operations = CRYPTO_OPERATIONS.on(metrics);
        operationTimes = CRYPTO_OPERATION.on(metrics);
        for (ProcessingStage queue : ProcessingStage.values()) {
            int place = queue.ordinal();
            depths.set(place, () -> told.get(place));
            QUEUE_DEPTH.observe(metrics, () -> depths.get(place).getAsLong(), LabelValue.of(queue));
        }
        Arrays.fill(committedHeights, -1);
        deriveRates(metrics);
    }

    private static void deriveRates(MetricsCollector metrics) {
        Counter transactions = TRANSACTIONS_COMMITTED.on(metrics);
        By<CommitPath, Counter> blocks = BLOCKS_COMMITTED.on(metrics);
        Histogram decisions = COMMIT_BATCH.on(metrics);
        By<ViewCause, Counter> views = VIEWS_ENTERED.on(metrics);
        LongSupplier committed = () -> Arrays.stream(CommitPath.values())
                .mapToLong(path -> blocks.of(path).value())
                .reduce(0, Counts::sum);
        LongSupplier entered = () -> Arrays.stream(ViewCause.values())
                .mapToLong(cause -> views.of(cause).value())
                .reduce(0, Counts::sum);
        TRANSACTION_THROUGHPUT.derive(metrics, metrics.provider().rate(transactions::value, RATE_WINDOW));
        BLOCK_THROUGHPUT.derive(metrics, metrics.provider().rate(committed, RATE_WINDOW));
        CONSENSUS_THROUGHPUT.derive(metrics, metrics.provider().rate(decisions::count, RATE_WINDOW));
        CONSENSUS_EFFICIENCY.derive(metrics, metrics.provider().ratio(decisions::count, entered, EFFICIENCY_WINDOW));
    }

    @Override
    public void blockCommitted(CommittedBlock block) {
        int slot = (int) (block.height() & EXECUTING - 1);
        committedHeights[slot] = block.path() == CommitPath.LIVE ? block.height() : -1;
        committedAt[slot] = block.nanos();
    }

    @Override
    public void blockExecuted(ExecutedBlock block) {
        int slot = (int) (block.height() & EXECUTING - 1);
        if (committedHeights[slot] == block.height()) {
            committedHeights[slot] = -1;
            executionDelay.record(Math.max(block.nanos() - committedAt[slot], 0));
        }
    }

    @Override
    public void cryptoDone(CryptoOperation operation, CryptoResult result, long durationNanos) {
        operations.of(operation, result).increment();
        if (durationNanos >= 0) {
            operationTimes.of(operation).record(durationNanos);
        }
    }

    @Override
    public void queueChanged(ProcessingStage queue, int depth) {
        told.set(queue.ordinal(), Math.max(depth, 0));
    }

    @Override
    public void queueWaited(ProcessingStage queue, long durationNanos) {
        queueWait.of(queue).record(Math.max(durationNanos, 0));
    }

    /**
     * Says where to read how many items wait for a stage, in the place of {@link #queueChanged}.
     *
     * @param queue the stage
     * @param depth asked at each snapshot, off the recording path; replaces the one given before
     */
    public void observeQueue(ProcessingStage queue, LongSupplier depth) {
        depths.set(queue.ordinal(), depth);
    }

    /**
     * An item was refused because the queue of a stage was full.
     *
     * @param queue the stage
     */
    public void queueRejected(ProcessingStage queue) {
        queueRejected.of(queue).increment();
    }

    /**
     * The result of a transaction of a block committed by consensus is there, for code that has no event for the execution of a block.
     *
     * @param nanos from the commit of its block, in nanoseconds
     */
    public void transactionExecuted(long nanos) {
        executionDelay.record(nanos);
    }

    /**
     * A client was answered. Told of all, or of a sample chosen without looking at how long they took.
     *
     * @param nanos from the client's submission, in nanoseconds
     */
    public void endToEnd(long nanos) {
        endToEnd.record(nanos);
    }

    /**
     * A transaction that was submitted at this node is committed by consensus, and not found in a block obtained by catching up. Told of
     * all transactions, or of a sample chosen without looking at how long they took.
     *
     * @param nanos from its submission to the commit of its block, in nanoseconds
     */
    public void transactionConfirmed(long nanos) {
        confirmation.record(nanos);
    }

    /**
     * A resource is in use so far. For hosts that know it better than the process and the machine tell.
     *
     * @param resource which
     * @param used how much of it, 0 or more
     * @param capacity how much there is, in the same unit, above 0
     */
    public void updateResourceUsage(Resource resource, double used, double capacity) {
        resources.of(resource).set(capacity > 0 ? used / capacity : Double.NaN);
    }

    /**
     * Adds a thread that works in a stage.
     *
     * @param stage which
     * @return what the thread tells when it works, to be closed when the thread ends
     */
    public BusyTime.Worker worker(ProcessingStage stage) {
        return busy.of(stage).worker();
    }
}
