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
import io.quorumeter.spi.Counts;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows by the type of message, for whichever enum the node has. Null and a constant of another enum are counted as refused
 * only.
 */
final class MessageRecords<E extends Enum<E>> {
    /** The labels of messages that no consensus is made of. */
    private static final Set<String> APART = Set.of(
            LabelValue.of(MessageType.SYNC),
            LabelValue.of(MessageType.MEMPOOL),
            LabelValue.of(MessageType.HEARTBEAT),
            LabelValue.of(MessageType.DISCOVERY),
            LabelValue.of(MessageType.OTHER));

    private final Class<E> types;
    private final By<E, Counter> sent;
    private final By<E, Counter> received;
    private final By<E, Counter> bytesSent;
    private final By<E, Counter> bytesReceived;
    private final By<E, Timer> processing;
    private final By<E, Histogram> sizes;
    private final boolean sizesKept;
    private final RefusedRecords refused;

    MessageRecords(MetricsCollector metrics, Class<E> types, RefusedRecords refused) {
        this.types = types;
        this.refused = refused;
        bytesSent = SENT_BYTES.on(metrics, types);
        bytesReceived = RECEIVED_BYTES.on(metrics, types);
        sent = MESSAGES_SENT.on(metrics, types);
        received = MESSAGES_RECEIVED.on(metrics, types);
        processing = MESSAGE_PROCESSING.on(metrics, types);
        sizes = MESSAGE_SIZE.on(metrics, types);
        sizesKept = sizes.of(types.getEnumConstants()[0]) != Histogram.noop();
    }

    /** Says whether the type is known. */
    boolean sent(Enum<?> message, long bytes) {
        E type = known(message, "messageSent");
        bytesSent.of(type).increment(bytes);
        sent.of(type).increment();
        if (sizesKept) {
            sizes.of(type).record(bytes);
        }
        return type != null;
    }

    /** Says whether the type is known. */
    boolean received(Enum<?> message, long bytes) {
        E type = known(message, "messageReceived");
        bytesReceived.of(type).increment(bytes);
        received.of(type).increment();
        if (sizesKept) {
            sizes.of(type).record(bytes);
        }
        return type != null;
    }

    void processed(Enum<?> message, long nanos) {
        processing.of(known(message, "messageProcessed")).record(nanos);
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

    private @Nullable E known(@Nullable Enum<?> message, String method) {
        if (types.isInstance(message)) {
            return types.cast(message);
        }
        if (!refused.lacks(message, method) && message != null) {
            refused.foreign(message);
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
