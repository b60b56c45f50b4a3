package io.quorumeter.core.bind;

import static io.quorumeter.core.bind.BindFamilies.QUEUE_DEPTH;
import static io.quorumeter.core.bind.BindFamilies.QUEUE_REJECTED;
import static io.quorumeter.core.bind.BindFamilies.QUEUE_REMAINING;
import static io.quorumeter.core.bind.BindFamilies.QUEUE_WAIT;

import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import java.util.concurrent.BlockingQueue;

/**
 * Shows how full a queue is, and counts what its owner says of it.
 *
 * <pre>{@code
 * QueueMetrics inbox = QueueMetrics.bind(metrics, "inbox", queue);
 * …
 * if (!queue.offer(message)) { inbox.rejected(); }
 * inbox.waited(now - message.arrivedAt());
 * }</pre>
 *
 * <p>Safe from any thread; {@link #rejected()} and {@link #waited} never throw, block or allocate.
 */
public final class QueueMetrics {
    private final Counter rejected;
    private final Timer wait;

    private QueueMetrics(MetricsCollector metrics, String name, BlockingQueue<?> queue) {
        QUEUE_DEPTH.observe(metrics, queue::size, name);
        QUEUE_REMAINING.observe(metrics, queue::remainingCapacity, name);
        rejected = QUEUE_REJECTED.on(metrics, name);
        wait = QUEUE_WAIT.on(metrics, name);
    }

    /**
     * Binds a queue.
     *
     * @param metrics where the families are declared
     * @param name the queue
     * @param queue asked for its size at each snapshot
     * @return what its owner calls
     */
    public static QueueMetrics bind(MetricsCollector metrics, String name, BlockingQueue<?> queue) {
        return new QueueMetrics(metrics, name, queue);
    }

    /** An item was refused because the queue was full. */
    public void rejected() {
        rejected.increment();
    }

    /**
     * An item left the queue.
     *
     * @param nanos how long it had waited, in nanoseconds
     */
    public void waited(long nanos) {
        wait.record(nanos);
    }
}
