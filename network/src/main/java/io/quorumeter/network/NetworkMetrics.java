package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamilies.CLOCK_OFFSET;
import static io.quorumeter.network.NetworkFamilies.DELIVERY_CONFIRMED;
import static io.quorumeter.network.NetworkFamilies.DELTA_EXCEEDED;
import static io.quorumeter.network.NetworkFamilies.MESSAGES_DROPPED;
import static io.quorumeter.network.NetworkFamilies.QUEUE_MESSAGES;
import static io.quorumeter.network.NetworkFamilies.ROUND_TRIP;

import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.ValidatorSet;
import io.quorumeter.spi.DurationRange;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

/**
 * What a node's network code calls to tell of messages, connections and losses.
 *
 * <pre>{@code
 * NetworkMetrics network = new NetworkMetrics(metrics, ValidatorSet.ofSize(4).ownIndex(ownIndex));
 * network.observeQueue(MessageDirection.SEND, transport::queued);
 * …
 * network.connected(validator, ConnectionDirection.INBOUND);
 * network.messageReceived(MessageType.VOTE, 148);
 * }</pre>
 *
 * <p>A record with null counts nothing but itself, in {@code quorumeter_records_dropped_total}; the first is logged at the next snapshot.
 *
 * <p>All methods are safe from any thread; those that tell of an event never throw or block, and those of messages allocate nothing. On a
 * collector that keeps nothing they do nothing.
 */
public final class NetworkMetrics extends ConnectionRecords {
    private final MessageRecords<?> messages;
    private final By2<MessageDirection, DropReason, Counter> dropped;
    private final Timer roundTrip;
    private final Counter confirmed;
    private final Counter deltaExceeded;
    private final Gauge clockOffset;
    private final NetworkRates rates;
    private volatile long deltaNanos = Long.MAX_VALUE;
    private final AtomicReferenceArray<LongSupplier> queues =
            new AtomicReferenceArray<>(MessageDirection.values().length);

    /**
     * Declares the families.
     *
     * @param metrics where they are declared
     * @param validators whose power counts, until {@link #validators others} do; the set stays open
     */
    public NetworkMetrics(MetricsCollector metrics, ValidatorSet validators) {
        this(metrics, validators, MessageType.class);
    }

    /**
     * Declares the families, with rows for the node's own types of messages. What is not a constant called {@code
     * sync}, {@code mempool}, {@code heartbeat}, {@code discovery} or {@code other} counts as part of consensus in {@code
     * hotstuff2_network_efficiency_ratio}.
     *
     * @param <E> the enum
     * @param metrics where they are declared
     * @param validators whose power counts, until {@link #validators others} do; the set stays open
     * @param messageTypes the types of messages; a record of another enum's constant counts as dropped, and the first is logged at
     *     the next snapshot
     * @throws io.quorumeter.MetricDeclarationException when the enum has no constants, or two with the same {@link LabelValue}
     */
    public <E extends Enum<E>> NetworkMetrics(
            MetricsCollector metrics, ValidatorSet validators, Class<E> messageTypes) {
        super(metrics, validators, messageTypes);
        messages = new MessageRecords<>(metrics, messageTypes, refused);
        dropped = MESSAGES_DROPPED.on(metrics);
        roundTrip = ROUND_TRIP.on(metrics);
        confirmed = DELIVERY_CONFIRMED.on(metrics);
        deltaExceeded = DELTA_EXCEEDED.on(metrics);
        clockOffset = CLOCK_OFFSET.on(metrics);
        rates = new NetworkRates(metrics, messages, confirmed);
        for (MessageDirection direction : MessageDirection.values()) {
            queues.set(direction.ordinal(), () -> 0);
            QUEUE_MESSAGES.observe(
                    metrics, () -> queues.get(direction.ordinal()).getAsLong(), LabelValue.of(direction));
        }
    }

    /**
     * A message was handed to the transport.
     *
     * @param type what it is, a {@link MessageType} unless these metrics were made for another enum
     * @param bytes its size on the wire, 0 or more
     */
    public void messageSent(Enum<?> type, long bytes) {
        messages.sent(type, bytes);
    }

    /**
     * A message to a validator was handed to the transport; counts it as {@link #messageSent(Enum, long)} does, and for the validator.
     *
     * @param type what it is, a {@link MessageType} unless these metrics were made for another enum
     * @param validator the index of the peer; any other number stands for all that are none
     * @param bytes its size on the wire, 0 or more
     */
    public void messageSent(Enum<?> type, int validator, long bytes) {
        if (messages.sent(type, bytes)) {
            peers().sent(validator, bytes);
        }
    }

    /**
     * A message was read from the transport.
     *
     * @param type what it is, a {@link MessageType} unless these metrics were made for another enum
     * @param bytes its size on the wire, 0 or more
     */
    public void messageReceived(Enum<?> type, long bytes) {
        messages.received(type, bytes);
    }

    /**
     * An authenticated message of a validator was read from the transport; counts it as {@link #messageReceived(Enum, long)} does, and
     * for the validator.
     *
     * @param type what it is, a {@link MessageType} unless these metrics were made for another enum
     * @param validator the index of the peer; any other number stands for all that are none
     * @param bytes its size on the wire, 0 or more
     * @param unixMillis when, in milliseconds of Unix time, 0 when no clock was read
     */
    public void messageReceived(Enum<?> type, int validator, long bytes, long unixMillis) {
        if (messages.received(type, bytes)) {
            peers().received(validator, bytes, unixMillis);
        }
    }

    /**
     * A received message was handled. Tell of a sample where reading a clock for each is too much.
     *
     * @param type what it is, a {@link MessageType} unless these metrics were made for another enum
     * @param nanos how long it took, in nanoseconds
     */
    public void messageProcessed(Enum<?> type, long nanos) {
        messages.processed(type, nanos);
    }

    /**
     * The peer acknowledged messages, where the transport knows.
     *
     * @param messages how many, 0 or more
     */
    public void deliveryConfirmed(long messages) {
        confirmed.increment(messages);
    }

    /**
     * A message to a validator was lost inside this node; counts it as {@link #messageDropped(MessageDirection, DropReason)} does, and for
     * the validator.
     *
     * @param validator the index of the peer
     * @param reason why
     */
    public void messageToPeerDropped(int validator, DropReason reason) {
        messageDropped(MessageDirection.SEND, reason);
        if (reason != null) {
            peers().dropped(validator);
        }
    }

    /**
     * A message was lost inside this node.
     *
     * @param direction where it was going
     * @param reason why
     */
    public void messageDropped(MessageDirection direction, DropReason reason) {
        if (!refused.lacks(direction, "messageDropped") && !refused.lacks(reason, "messageDropped")) {
            dropped.of(direction, reason).increment();
        }
    }

    /**
     * A probe was answered.
     *
     * @param nanos from sending it to its answer, in nanoseconds
     */
    public void roundTripMeasured(long nanos) {
        roundTrip.record(nanos);
        if (nanos / 2 > deltaNanos) {
            deltaExceeded.increment();
        }
    }

    /**
     * A probe of a validator was answered; counts it as {@link #roundTripMeasured(long)} does, and smooths it for the validator: an eighth
     * of the new one, as TCP does (RFC 6298).
     *
     * @param validator the index of the peer
     * @param nanos from sending it to its answer, in nanoseconds
     */
    public void roundTripMeasured(int validator, long nanos) {
        roundTripMeasured(nanos);
        peers().roundTrip(validator, nanos);
    }

    /**
     * Says what the protocol takes for the longest delivery; half a round trip above it is counted.
     *
     * @param delta Δ, positive, up to 36,500 days
     * @throws IllegalArgumentException when it is out of range
     */
    public void delta(Duration delta) {
        deltaNanos = DurationRange.positive("delta", delta).toNanos();
    }

    /**
     * How far the clocks of the connected validators are from this one's.
     *
     * @param seconds the median of the estimates, positive when they are ahead
     */
    public void clockOffset(double seconds) {
        clockOffset.set(seconds);
    }

    /**
     * Says how much the network may carry.
     *
     * @param direction which way
     * @param bytesPerSecond the limit, 0 for none
     */
    public void bandwidthLimit(MessageDirection direction, long bytesPerSecond) {
        rates.limit(direction, bytesPerSecond);
    }

    /**
     * Says where to read how many messages wait, all peers together.
     *
     * @param direction of which queues
     * @param messages asked at each snapshot, off the recording path; replaces the one given before
     */
    public void observeQueue(MessageDirection direction, LongSupplier messages) {
        queues.set(direction.ordinal(), Objects.requireNonNull(messages, "messages"));
    }
}
