package io.quorumeter.network;

import static io.quorumeter.Declaration.detailed;
import static io.quorumeter.Declaration.essential;
import static io.quorumeter.Declaration.standard;

import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Indexed;
import io.quorumeter.Timer;

/** The catalogue of the network's families. */
public final class NetworkFamilies {
    public static final Declaration<By<ConnectionDirection, Gauge>> PEERS = essential(
                    "hotstuff2_network_peers", "Peers connected, by who opened the connection.")
            .gauge()
            .by("direction", ConnectionDirection.class);
    public static final Declaration<Gauge> CONNECTED_POWER_RATIO = essential(
                    "hotstuff2_network_connected_power_ratio",
                    "Voting power of the connected validators and of this one, over the total.")
            .gauge();
    public static final Declaration<Counter> MESSAGES_SENT = essential(
                    "hotstuff2_network_messages_sent_total", "Messages handed to the transport, by type.")
            .counter()
            .byEnum("type")
            .causedBy("hotstuff2_network_sent_bytes_total");
    public static final Declaration<Counter> MESSAGES_RECEIVED = essential(
                    "hotstuff2_network_messages_received_total", "Messages read from the transport, by type.")
            .counter()
            .byEnum("type")
            .causedBy("hotstuff2_network_received_bytes_total");
    public static final Declaration<Counter> SENT_BYTES = essential(
                    "hotstuff2_network_sent_bytes_total", "Bytes of the messages sent, by type.")
            .counter()
            .byEnum("type");
    public static final Declaration<Counter> RECEIVED_BYTES = essential(
                    "hotstuff2_network_received_bytes_total", "Bytes of the messages received, by type.")
            .counter()
            .byEnum("type");
    public static final Declaration<By<MessageDirection, Gauge>> QUEUE_MESSAGES = essential(
                    "hotstuff2_network_queue_messages", "Messages waiting to be sent or handled, all peers together.")
            .gauge()
            .by("direction", MessageDirection.class);
    public static final Declaration<By2<MessageDirection, DropReason, Counter>> MESSAGES_DROPPED = essential(
                    "hotstuff2_network_messages_dropped_total",
                    "Messages lost inside this node, by direction and reason.")
            .counter()
            .by("direction", MessageDirection.class, "reason", DropReason.class);
    public static final Declaration<Timer> ROUND_TRIP = essential(
                    "hotstuff2_network_round_trip_seconds",
                    "Round trips to all peers, one observation for each probe answered.")
            .timer();
    public static final Declaration<Gauge> PARTITION_SUSPECTED = essential(
                    "hotstuff2_network_partition_suspected",
                    "1 while the connected power is below a quorum, or no view change comes about although it is not.")
            .gauge();
    public static final Declaration<Gauge> VIEWS_STUCK = essential(
                    "hotstuff2_network_views_stuck",
                    "1 while the node's own code says that views fail to change although enough peers are connected.")
            .gauge()
            .causedBy(PARTITION_SUSPECTED);

    public static final Declaration<By<ConnectionDirection, Counter>> CONNECTIONS = standard(
                    "hotstuff2_network_connections_total", "Connections established, by who opened them.")
            .counter()
            .by("direction", ConnectionDirection.class);
    public static final Declaration<By<DisconnectReason, Counter>> DISCONNECTIONS = standard(
                    "hotstuff2_network_disconnections_total", "Connections that ended, by reason.")
            .counter()
            .by("reason", DisconnectReason.class);
    public static final Declaration<By<ConnectFailure, Counter>> CONNECTION_FAILURES = standard(
                    "hotstuff2_network_connection_failures_total", "Attempts to connect that failed, by reason.")
            .counter()
            .by("reason", ConnectFailure.class);
    public static final Declaration<Timer> MESSAGE_PROCESSING = standard(
                    "hotstuff2_network_message_processing_seconds", "Time to handle a received message, by type.")
            .timer()
            .byEnum("type");
    public static final Declaration<Histogram> MESSAGE_SIZE = detailed(
                    "hotstuff2_network_message_size_bytes", "Size of messages sent and received, by type.")
            .histogram()
            .byEnum("type");
    public static final Declaration<Counter> DELIVERY_CONFIRMED = standard(
                    "hotstuff2_network_delivery_confirmed_total",
                    "Messages that the peer acknowledged, where the transport knows.")
            .counter()
            .causedBy(MESSAGES_SENT);
    public static final Declaration<Gauge> DELIVERY_RATIO = standard(
                    "hotstuff2_network_delivery_ratio",
                    "Share of the messages sent within the last minute that were acknowledged; 1 when none was sent."
                            + " No series before the first acknowledgement.")
            .gauge();
    public static final Declaration<Gauge> EFFICIENCY = standard(
                    "hotstuff2_network_efficiency_ratio",
                    "Share of the bytes sent within the last minute that were proposals, votes and certificates; 1 when none was sent.")
            .gauge();
    public static final Declaration<Counter> DELTA_EXCEEDED = standard(
                    "hotstuff2_network_delta_exceeded_total",
                    "Probes of which half the round trip took longer than the bound Δ.")
            .counter()
            .causedBy(ROUND_TRIP);
    public static final Declaration<Gauge> CLOCK_OFFSET = standard(
                    "hotstuff2_network_clock_offset_seconds",
                    "Median of the estimated clock offsets of connected validators.")
            .gauge();
    public static final Declaration<Counter> PARTITIONS = standard(
                    "hotstuff2_network_partitions_total", "Times that a partition was first suspected.")
            .counter();
    public static final Declaration<Gauge> PARTITION_AFFECTED_PEERS = standard(
                    "hotstuff2_network_partition_affected_peers",
                    "Peers cut off while a partition is suspected, as far as is known: validators not connected, or more when so reported.")
            .gauge();
    public static final Declaration<Indexed<Gauge>> PEER_CONNECTED = standard(
                    "hotstuff2_network_peer_connected", "1 while the validator is connected; not of this node itself.")
            .gauge()
            .byIndex("peer");
    public static final Declaration<Indexed<Gauge>> PEER_DISCONNECTED_AGE = standard(
                    "hotstuff2_network_peer_disconnected_age_seconds",
                    "Time since the connection to the validator ended; 0 while connected, and before it first was.")
            .gauge()
            .byIndex("peer");
    public static final Declaration<By<MessageDirection, Gauge>> BANDWIDTH = standard(
                    "hotstuff2_network_bandwidth_bytes_per_second",
                    "Bytes of messages a second, within the last 10 seconds.")
            .gauge()
            .by("direction", MessageDirection.class);
    public static final Declaration<By<MessageDirection, Gauge>> BANDWIDTH_LIMIT = detailed(
                    "hotstuff2_network_bandwidth_limit_bytes_per_second", "Configured limit; 0 for none.")
            .gauge()
            .by("direction", MessageDirection.class);
    public static final Declaration<By<MessageDirection, Gauge>> BANDWIDTH_UTILIZATION = detailed(
                    "hotstuff2_network_bandwidth_utilization_ratio",
                    "Bytes a second within the last 10 seconds over the configured limit; 0 without one.")
            .gauge()
            .by("direction", MessageDirection.class);

    public static final Declaration<Indexed<Gauge>> PEER_ROUND_TRIP = detailed(
                    "hotstuff2_network_peer_round_trip_seconds", "Smoothed round trip to the validator.")
            .gauge()
            .byIndex("peer");
    public static final Declaration<Indexed<Counter>> PEER_SENT_BYTES = detailed(
                    "hotstuff2_network_peer_sent_bytes_total", "Bytes sent to the validator.")
            .counter()
            .byIndex("peer");
    public static final Declaration<Indexed<Counter>> PEER_RECEIVED_BYTES = detailed(
                    "hotstuff2_network_peer_received_bytes_total", "Bytes received from the validator.")
            .counter()
            .byIndex("peer");
    public static final Declaration<Indexed<Gauge>> PEER_QUEUE = detailed(
                    "hotstuff2_network_peer_queue_messages", "Messages that wait to be sent to the validator.")
            .gauge()
            .byIndex("peer");
    public static final Declaration<Indexed<Counter>> PEER_DROPPED = detailed(
                    "hotstuff2_network_peer_messages_dropped_total",
                    "Messages to the validator that were lost in this node.")
            .counter()
            .byIndex("peer");
    public static final Declaration<Indexed<Counter>> PEER_CONNECTION_FAILURES = detailed(
                    "hotstuff2_network_peer_connection_failures_total",
                    "Attempts to connect to the validator that failed.")
            .counter()
            .byIndex("peer");
    public static final Declaration<Indexed<Gauge>> PEER_LAST_RECEIVED = detailed(
                    "hotstuff2_network_peer_last_received_timestamp_seconds",
                    "Unix time of the last authenticated message of the validator; 0 before the first.")
            .gauge()
            .byIndex("peer");

    private NetworkFamilies() {}
}
