package io.quorumeter.testkit.metrics;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.bind.ComponentMetrics;
import io.quorumeter.core.bind.ExecutorMetrics;
import io.quorumeter.core.bind.QueueMetrics;
import io.quorumeter.network.ChannelMetrics;
import io.quorumeter.network.ConnectionPoolMetrics;
import io.quorumeter.network.WritableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** One of each thing of a host that can be bound, beside the node itself. */
final class Bound {
    /** Has all tasks wait until told. */
    static final class Waiting extends AbstractExecutorService {
        final List<Runnable> tasks = new ArrayList<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }

    /** A channel that a test fills. */
    static final class Channel implements WritableChannel {
        long pending;

        @Override
        public boolean isWritable() {
            return pending == 0;
        }

        @Override
        public long pendingBytes() {
            return pending;
        }
    }

    final Waiting waiting = new Waiting();
    final ExecutorService executor;
    final ArrayBlockingQueue<String> items = new ArrayBlockingQueue<>(3);
    final QueueMetrics queue;
    final ComponentMetrics component;
    final ComponentMetrics.Operation operation;
    final ConnectionPoolMetrics pool;
    final Channel channel = new Channel();
    final ChannelMetrics channelMetrics;
    int connections;

    Bound(MetricsCollector metrics) {
        executor = ExecutorMetrics.bind(metrics, "validation", waiting);
        queue = QueueMetrics.bind(metrics, "inbox", items);
        component = ComponentMetrics.of(metrics, "authority");
        operation = component.operation("issue");
        pool = ConnectionPoolMetrics.bind(metrics, "peers", 8, () -> connections, () -> connections);
        channelMetrics = ChannelMetrics.bind(metrics, "backbone", channel);
    }
}
