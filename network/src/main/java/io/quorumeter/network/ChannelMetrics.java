package io.quorumeter.network;

import static io.quorumeter.network.BindingFamily.CHANNEL_PENDING_BYTES;
import static io.quorumeter.network.BindingFamily.CHANNEL_STALL;
import static io.quorumeter.network.BindingFamily.CHANNEL_STALLS;
import static io.quorumeter.network.BindingFamily.CHANNEL_WRITABLE;

import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.binding.Families;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows back-pressure: what waits to be written to a channel, and when and how long it takes no more.
 *
 * <pre>{@code
 * ChannelMetrics backbone = ChannelMetrics.bind(metrics, "backbone", channel);
 * …
 * public void channelWritabilityChanged(…) { backbone.writabilityChanged(channel.isWritable(), System.nanoTime()); }
 * }</pre>
 *
 * <p>Safe from any thread; {@link #writabilityChanged} never throws, blocks or allocates.
 */
public final class ChannelMetrics {
    private static final long WRITABLE = Long.MIN_VALUE;

    private final Counter stalls;
    private final Timer stall;
    private final AtomicLong stalledAt = new AtomicLong(WRITABLE);

    private ChannelMetrics(Families families, String name, WritableChannel channel) {
        families.gauge(CHANNEL_PENDING_BYTES).with("channel", name).observe(channel::pendingBytes);
        families.gauge(CHANNEL_WRITABLE).with("channel", name).observe(() -> channel.isWritable() ? 1 : 0);
        stalls = families.counter(CHANNEL_STALLS).with("channel", name).create();
        stall = families.timer(CHANNEL_STALL).with("channel", name).create();
    }

    /**
     * Binds a channel under the usual prefix.
     *
     * @param metrics where the families are declared
     * @param name the channel, one of a few names given when the node is put together
     * @param channel asked at each snapshot, off the recording path
     * @return what the channel's handler calls
     */
    public static ChannelMetrics bind(MetricsCollector metrics, String name, WritableChannel channel) {
        return bind(metrics, name, channel, Families.DEFAULT_PREFIX);
    }

    /**
     * Binds a channel under a prefix of one's own.
     *
     * @param metrics where the families are declared
     * @param name the channel, one of a few names given when the node is put together
     * @param channel asked at each snapshot, off the recording path
     * @param prefix stands before each name
     * @return what the channel's handler calls
     */
    public static ChannelMetrics bind(MetricsCollector metrics, String name, WritableChannel channel, String prefix) {
        return new ChannelMetrics(new Families(metrics, prefix), name, channel);
    }

    /**
     * The channel takes more again, or no more. Told again of the same, it does nothing.
     *
     * @param writable whether it takes more
     * @param nanos {@link System#nanoTime()} of the change
     */
    public void writabilityChanged(boolean writable, long nanos) {
        if (!writable) {
            if (stalledAt.compareAndSet(WRITABLE, nanos)) {
                stalls.increment();
            }
        } else {
            long since = stalledAt.getAndSet(WRITABLE);
            if (since != WRITABLE) {
                stall.record(Math.max(nanos - since, 0));
            }
        }
    }
}
