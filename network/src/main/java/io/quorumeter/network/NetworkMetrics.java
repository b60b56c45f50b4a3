package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamily.MESSAGES_DROPPED;
import static io.quorumeter.network.NetworkFamily.MESSAGES_RECEIVED;
import static io.quorumeter.network.NetworkFamily.MESSAGES_SENT;
import static io.quorumeter.network.NetworkFamily.QUEUE_MESSAGES;
import static io.quorumeter.network.NetworkFamily.RECEIVED_BYTES;
import static io.quorumeter.network.NetworkFamily.ROUND_TRIP;
import static io.quorumeter.network.NetworkFamily.SENT_BYTES;

import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.binding.Families;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What a node's network code calls to tell of messages, connections and losses.
 *
 * <pre>{@code
 * NetworkMetrics network = new NetworkMetrics(metrics, Validators.of(4, ownIndex));
 * network.observeQueue(MessageDirection.SEND, transport::queued);
 * …
 * network.connected(validator, ConnectionDirection.INBOUND);
 * network.messageReceived(MessageType.VOTE, 148);
 * }</pre>
 *
 * <p>All methods are safe from any thread; those that tell of an event never throw, block or allocate. On a collector that keeps
 * nothing they do nothing.
 */
public final class NetworkMetrics {
    private final By<MessageType, Counter> messagesSent;
    private final By<MessageType, Counter> messagesReceived;
    private final By<MessageType, Counter> bytesSent;
    private final By<MessageType, Counter> bytesReceived;
    private final By2<MessageDirection, DropReason, Counter> dropped;
    private final Timer roundTrip;
    private final Connections connections;
    private final Families families;
    private final AtomicReferenceArray<LongSupplier> queues =
            new AtomicReferenceArray<>(MessageDirection.values().length);

    /**
     * Declares the families under the usual prefix {@code hotstuff2_}.
     *
     * @param metrics where they are declared
     * @param validators whose power counts
     */
    public NetworkMetrics(MetricsCollector metrics, Validators validators) {
        this(metrics, validators, Families.DEFAULT_PREFIX);
    }

    /**
     * Declares the families under a prefix of one's own.
     *
     * @param metrics where they are declared
     * @param validators whose power counts
     * @param prefix stands before each name
     */
    public NetworkMetrics(MetricsCollector metrics, Validators validators, String prefix) {
        families = new Families(metrics, prefix);
        bytesSent = families.counter(SENT_BYTES).by("type", MessageType.class).create();
        bytesReceived =
                families.counter(RECEIVED_BYTES).by("type", MessageType.class).create();
        messagesSent = families.counter(MESSAGES_SENT)
                .causedBy(families.names(SENT_BYTES))
                .by("type", MessageType.class)
                .create();
        messagesReceived = families.counter(MESSAGES_RECEIVED)
                .causedBy(families.names(RECEIVED_BYTES))
                .by("type", MessageType.class)
                .create();
        dropped = families.counter(MESSAGES_DROPPED)
                .by("direction", MessageDirection.class)
                .by("reason", DropReason.class)
                .create();
        roundTrip = families.timer(ROUND_TRIP).create();
        connections = new Connections(families, validators);
        for (MessageDirection direction : MessageDirection.values()) {
            queues.set(direction.ordinal(), () -> 0);
            families.gauge(QUEUE_MESSAGES)
                    .with("direction", LabelValue.of(direction))
                    .observe(() -> queues.get(direction.ordinal()).getAsLong());
        }
    }

    /**
     * Where the families are, for who reads them back.
     *
     * @return collector and prefix
     */
    public Families families() {
        return families;
    }

    /**
     * A message was handed to the transport.
     *
     * @param type what it is
     * @param bytes its size on the wire, 0 or more
     */
    public void messageSent(MessageType type, long bytes) {
        bytesSent.of(type).increment(bytes);
        messagesSent.of(type).increment();
    }

    /**
     * A message was read from the transport.
     *
     * @param type what it is
     * @param bytes its size on the wire, 0 or more
     */
    public void messageReceived(MessageType type, long bytes) {
        bytesReceived.of(type).increment(bytes);
        messagesReceived.of(type).increment();
    }

    /**
     * A message was lost inside this node.
     *
     * @param direction where it was going
     * @param reason why
     */
    public void messageDropped(MessageDirection direction, DropReason reason) {
        dropped.of(direction, reason).increment();
    }

    /**
     * A probe was answered.
     *
     * @param nanos from sending it to its answer, in nanoseconds
     */
    public void roundTripMeasured(long nanos) {
        roundTrip.record(nanos);
    }

    /**
     * A connection may be used. A peer may have several.
     *
     * @param validator the index of the peer, −1 when it is no validator
     * @param direction who opened it
     */
    public void connected(int validator, ConnectionDirection direction) {
        connections.add(validator, direction);
    }

    /**
     * A connection that was told of by {@link #connected} ended.
     *
     * @param validator the index told then
     * @param direction the direction told then
     */
    public void disconnected(int validator, ConnectionDirection direction) {
        connections.remove(validator, direction);
    }

    /**
     * Says where to read how many messages wait, all peers together.
     *
     * @param direction of which queues
     * @param messages asked at each snapshot, off the recording path; replaces the one given before
     */
    public void observeQueue(MessageDirection direction, LongSupplier messages) {
        queues.set(direction.ordinal(), messages);
    }

    /**
     * Says how to tell that views fail to change although enough peers are connected, which suggests a partition as much as
     * lost connections do.
     *
     * @param stuck asked at each snapshot, off the recording path; replaces the one given before
     */
    public void suspectPartitionWhile(BooleanSupplier stuck) {
        connections.suspectWhile(stuck);
    }

    /**
     * The voting power that can be reached.
     *
     * @return power of the connected validators and of this one over the total, 0 to 1
     */
    public double connectedPowerRatio() {
        return connections.powerRatio();
    }
}
