package io.quorumeter.consensus;

import static io.quorumeter.consensus.NodeFamily.STAGE_BUSY;
import static io.quorumeter.consensus.NodeFamily.TRANSACTION_CONFIRMATION;

import io.quorumeter.Bounds;
import io.quorumeter.BusyTime;
import io.quorumeter.By;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.binding.Families;

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
    private final Timer confirmation;
    private final By<ProcessingStage, BusyTime> busy;

    /**
     * Declares the families under the usual prefix {@code hotstuff2_}.
     *
     * @param metrics where they are declared
     * @param protocol its Δ is what confirmation times are compared with
     */
    public PerformanceMetrics(MetricsCollector metrics, Protocol protocol) {
        this(metrics, protocol, Families.DEFAULT_PREFIX);
    }

    /**
     * Declares the families under a prefix of one's own.
     *
     * @param metrics where they are declared; its clock in nanoseconds, {@link System#nanoTime()} unless it was given another, is the
     *     one from which the arguments of {@link BusyTime} come
     * @param protocol its Δ is what confirmation times are compared with
     * @param prefix stands before each name
     */
    public PerformanceMetrics(MetricsCollector metrics, Protocol protocol, String prefix) {
        Families families = new Families(metrics, prefix);
        confirmation = families.timer(TRANSACTION_CONFIRMATION)
                .bounds(Bounds.relativeTo(protocol.delta()))
                .create();
        busy = families.busyTime(STAGE_BUSY).by("stage", ProcessingStage.class).create();
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
     * @return what the thread tells when it works, to be closed when the thread ends
     */
    public BusyTime.Worker worker(ProcessingStage stage) {
        return busy.of(stage).worker();
    }
}
