package io.quorumeter.binding;

import static io.quorumeter.binding.BindingFamily.QUEUE_DEPTH;
import static io.quorumeter.binding.BindingFamily.QUEUE_REJECTED;
import static io.quorumeter.binding.BindingFamily.QUEUE_REMAINING;
import static io.quorumeter.binding.BindingFamily.QUEUE_WAIT;

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

    private QueueMetrics(Families families, String name, BlockingQueue<?> queue) {
        families.gauge(QUEUE_DEPTH).with("queue", name).observe(queue::size);
        families.gauge(QUEUE_REMAINING).with("queue", name).observe(queue::remainingCapacity);
        rejected = families.counter(QUEUE_REJECTED).with("queue", name).create();
        wait = families.timer(QUEUE_WAIT).with("queue", name).create();
    }

    /**
     * Binds a queue under the usual prefix.
     *
     * @param metrics where the families are declared
     * @param name the queue, one of a few names given when the node is put together
     * @param queue asked for its size at each snapshot, off the recording path; the one bound before under this name no more
     * @return what its owner calls
     */
    public static QueueMetrics bind(MetricsCollector metrics, String name, BlockingQueue<?> queue) {
        return bind(metrics, name, queue, Families.DEFAULT_PREFIX);
    }

    /**
     * Binds a queue under a prefix of one's own.
     *
     * @param metrics where the families are declared
     * @param name the queue
     * @param queue asked for its size at each snapshot
     * @param prefix stands before each name
     * @return what its owner calls
     */
    public static QueueMetrics bind(MetricsCollector metrics, String name, BlockingQueue<?> queue, String prefix) {
        return new QueueMetrics(new Families(metrics, prefix), name, queue);
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
