package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamilies.MESSAGES_RECEIVED;
import static io.quorumeter.network.NetworkFamilies.MESSAGES_SENT;
import static io.quorumeter.network.NetworkFamilies.MESSAGE_PROCESSING;
import static io.quorumeter.network.NetworkFamilies.MESSAGE_SIZE;
import static io.quorumeter.network.NetworkFamilies.RECEIVED_BYTES;
import static io.quorumeter.network.NetworkFamilies.SENT_BYTES;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Histogram;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.snapshot.Counts;
import io.quorumeter.spi.GuardedThread;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows by the type of message, for whichever enum the node has. A constant of another enum is counted nowhere, and the first such
 * record is logged.
 */
final class MessageRecords<E extends Enum<E>> {
    /** The labels of messages that no consensus is made of. */
    private static final Set<String> APART = Set.of(
            LabelValue.of(MessageType.SYNC), LabelValue.of(MessageType.MEMPOOL), LabelValue.of(MessageType.OTHER));

    private final Class<E> types;
    private final By<E, Counter> sent;
    private final By<E, Counter> received;
    private final By<E, Counter> bytesSent;
    private final By<E, Counter> bytesReceived;
    private final By<E, Timer> processing;
    private final By<E, Histogram> sizes;
    private final boolean sizesKept;
    private final AtomicBoolean logged = new AtomicBoolean();

    MessageRecords(MetricsCollector metrics, Class<E> types) {
        this.types = types;
        bytesSent = SENT_BYTES.on(metrics, types);
        bytesReceived = RECEIVED_BYTES.on(metrics, types);
        sent = MESSAGES_SENT.on(metrics, types);
        received = MESSAGES_RECEIVED.on(metrics, types);
        processing = MESSAGE_PROCESSING.on(metrics, types);
        sizes = MESSAGE_SIZE.on(metrics, types);
        sizesKept = sizes.of(types.getEnumConstants()[0]) != Histogram.noop();
    }

    void sent(Enum<?> message, long bytes) {
        E type = known(message);
        bytesSent.of(type).increment(bytes);
        sent.of(type).increment();
        if (sizesKept) {
            sizes.of(type).record(bytes);
        }
    }

    void received(Enum<?> message, long bytes) {
        E type = known(message);
        bytesReceived.of(type).increment(bytes);
        received.of(type).increment();
        if (sizesKept) {
            sizes.of(type).record(bytes);
        }
    }

    void processed(Enum<?> message, long nanos) {
        processing.of(known(message)).record(nanos);
    }

    /** How many were sent. */
    LongSupplier sent() {
        return sum(sent, type -> true);
    }

    LongSupplier bytesSent() {
        return sum(bytesSent, type -> true);
    }

    /** The bytes sent of messages that consensus is made of. */
    LongSupplier consensusBytesSent() {
        return sum(bytesSent, type -> !APART.contains(LabelValue.of(type)));
    }

    LongSupplier bytesReceived() {
        return sum(bytesReceived, type -> true);
    }

    private @Nullable E known(@Nullable Enum<?> message) {
        return types.isInstance(message) ? types.cast(message) : unknown(message);
    }

    private @Nullable E unknown(@Nullable Enum<?> message) {
        if (message != null && !logged.get() && logged.compareAndSet(false, true)) {
            GuardedThread.log(
                    System.Logger.Level.WARNING,
                    "messages of type " + message.getDeclaringClass().getName() + "." + message.name()
                            + " are not counted: these NetworkMetrics are by the constants of " + types.getName(),
                    null);
        }
        return null;
    }

    private LongSupplier sum(By<E, Counter> counters, Predicate<E> which) {
        Counter[] summed = Stream.of(types.getEnumConstants())
                .filter(which)
                .map(counters::of)
                .toArray(Counter[]::new);
        return () -> Stream.of(summed).mapToLong(Counter::value).reduce(0, Counts::sum);
    }
}
