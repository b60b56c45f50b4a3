package io.quorumeter.network;

import static io.quorumeter.network.TransportFamilies.CHANNEL_PENDING_BYTES;
import static io.quorumeter.network.TransportFamilies.CHANNEL_STALL;
import static io.quorumeter.network.TransportFamilies.CHANNEL_STALLS;
import static io.quorumeter.network.TransportFamilies.CHANNEL_WRITABLE;

import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
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

    private ChannelMetrics(MetricsCollector metrics, String name, WritableChannel channel) {
        CHANNEL_PENDING_BYTES.observe(metrics, channel::pendingBytes, name);
        CHANNEL_WRITABLE.observe(metrics, () -> channel.isWritable() ? 1 : 0, name);
        stalls = CHANNEL_STALLS.on(metrics, name);
        stall = CHANNEL_STALL.on(metrics, name);
    }

    /**
     * Binds a channel.
     *
     * @param metrics where the families are declared
     * @param name the channel, one of a few names given when the node is put together
     * @param channel asked at each snapshot, off the recording path
     * @return what the channel's handler calls
     */
    public static ChannelMetrics bind(MetricsCollector metrics, String name, WritableChannel channel) {
        return new ChannelMetrics(metrics, name, channel);
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
