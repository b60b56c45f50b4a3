package io.quorumeter.consensus;

import static io.quorumeter.consensus.NodeFamily.STAGE_BUSY;
import static io.quorumeter.consensus.NodeFamily.TRANSACTION_CONFIRMATION;

import io.quorumeter.Bounds;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.binding.Families;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What a node calls to tell how fast it is and how busy: the confirmation of its clients' transactions, and the work of its stages.
 *
 * <pre>{@code
 * PerformanceMetrics performance = new PerformanceMetrics(metrics, protocol);
 * BusyTime consensus = performance.worker(ProcessingStage.CONSENSUS);     // one for each thread
 * …
 * consensus.begin(System.nanoTime()); handle(message); consensus.end(System.nanoTime());
 * }</pre>
 *
 * <p>Safe from any thread.
 */
public final class PerformanceMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Timer confirmation;
    private final List<Stage> stages;

    /**
     * Declares the families under the usual prefix {@code hotstuff2_}.
     *
     * @param metrics where they are declared
     * @param protocol its Δ is what confirmation times are compared with
     */
    public PerformanceMetrics(MetricsCollector metrics, Protocol protocol) {
        this(metrics, protocol, Families.DEFAULT_PREFIX, System::nanoTime);
    }

    /**
     * Declares the families under a prefix of one's own, with a clock of one's own.
     *
     * @param metrics where they are declared
     * @param protocol its Δ is what confirmation times are compared with
     * @param prefix stands before each name
     * @param nanoTime tells the time in nanoseconds for work that is unfinished when a snapshot is taken; the clock from which
     *     the arguments of {@link BusyTime} come
     */
    public PerformanceMetrics(MetricsCollector metrics, Protocol protocol, String prefix, LongSupplier nanoTime) {
        Families families = new Families(metrics, prefix);
        confirmation = families.timer(TRANSACTION_CONFIRMATION)
                .bounds(Bounds.relativeTo(protocol.delta()))
                .create();
        stages = Arrays.stream(ProcessingStage.values())
                .map(stage -> new Stage())
                .toList();
        for (ProcessingStage stage : ProcessingStage.values()) {
            families.counter(STAGE_BUSY)
                    .with("stage", LabelValue.of(stage))
                    .observe(() -> stages.get(stage.ordinal()).busyNanos(nanoTime) / NANOS_PER_SECOND);
        }
    }

    /**
     * A transaction that was submitted at this node is committed. Told of all transactions, or of a sample chosen without
     * looking at how long they took.
     *
     * @param nanos from its submission to the commit of its block, in nanoseconds
     */
    public void transactionConfirmed(long nanos) {
        confirmation.record(nanos);
    }

    /**
     * Adds a thread that works in a stage.
     *
     * @param stage which
     * @return what the thread tells when it works
     */
    public BusyTime worker(ProcessingStage stage) {
        BusyTime worker = new BusyTime();
        stages.get(stage.ordinal()).workers.add(worker);
        return worker;
    }

    /**
     * The threads of a stage. A reading that overtakes the end of an item is a little too high, so the highest so far is what
     * is shown: a total never falls.
     */
    private static final class Stage {
        private final List<BusyTime> workers = new CopyOnWriteArrayList<>();
        private final AtomicLong shown = new AtomicLong();

        long busyNanos(LongSupplier clock) {
            long sum = 0;
            for (BusyTime worker : workers) {
                sum += worker.nanos(clock);
            }
            return shown.accumulateAndGet(sum, Math::max);
        }
    }
}
