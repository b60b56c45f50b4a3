package io.quorumeter.network;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.MetricType.HISTOGRAM;
import static io.quorumeter.binding.Family.detailed;
import static io.quorumeter.binding.Family.essential;
import static io.quorumeter.binding.Family.standard;

import io.quorumeter.binding.Catalogued;
import io.quorumeter.binding.Family;

/** The catalogue of the network's families. */
public enum NetworkFamily implements Catalogued {
    /** Connected peers. */
    PEERS(essential(GAUGE, "network_peers", "Peers connected, by who opened the connection.")
            .by("direction", ConnectionDirection.class)),
    /** The share of power that can be reached. */
    CONNECTED_POWER_RATIO(essential(
            GAUGE,
            "network_connected_power_ratio",
            "Voting power of the connected validators and of this one, over the total.")),
    /** Messages out. */
    MESSAGES_SENT(essential(COUNTER, "network_messages_sent_total", "Messages handed to the transport, by type.")
            .by("type", MessageType.class)),
    /** Messages in. */
    MESSAGES_RECEIVED(
            essential(COUNTER, "network_messages_received_total", "Messages read from the transport, by type.")
                    .by("type", MessageType.class)),
    /** Bytes out. */
    SENT_BYTES(essential(COUNTER, "network_sent_bytes_total", "Bytes of the messages sent, by type.")
            .by("type", MessageType.class)),
    /** Bytes in. */
    RECEIVED_BYTES(essential(COUNTER, "network_received_bytes_total", "Bytes of the messages received, by type.")
            .by("type", MessageType.class)),
    /** Messages waiting. */
    QUEUE_MESSAGES(
            essential(GAUGE, "network_queue_messages", "Messages waiting to be sent or handled, all peers together.")
                    .by("direction", MessageDirection.class)),
    /** Messages lost. */
    MESSAGES_DROPPED(essential(
                    COUNTER,
                    "network_messages_dropped_total",
                    "Messages lost inside this node, by direction and reason.")
            .by("direction", MessageDirection.class)
            .by("reason", DropReason.class)),
    /** Round trips. */
    ROUND_TRIP(essential(
            HISTOGRAM,
            "network_round_trip_seconds",
            "Round trips to all peers, one observation for each probe answered.")),
    /** Whether quorums can be reached. */
    PARTITION_SUSPECTED(essential(
            GAUGE,
            "network_partition_suspected",
            "1 while the connected power is below a quorum, or no view change comes about although it is not.")),
    /** Whether views change. */
    VIEWS_STUCK(essential(
            GAUGE,
            "network_views_stuck",
            "1 while the node's own code says that views fail to change although enough peers are connected.")),

    /** Connections begun. */
    CONNECTIONS(standard(COUNTER, "network_connections_total", "Connections established, by who opened them.")
            .by("direction", ConnectionDirection.class)),
    /** Connections ended. */
    DISCONNECTIONS(standard(COUNTER, "network_disconnections_total", "Connections that ended, by reason.")
            .by("reason", DisconnectReason.class)),
    /** Connections that never were. */
    CONNECTION_FAILURES(
            standard(COUNTER, "network_connection_failures_total", "Attempts to connect that failed, by reason.")
                    .by("reason", ConnectFailure.class)),
    /** The work of a message. */
    MESSAGE_PROCESSING(standard(
                    HISTOGRAM,
                    "network_message_processing_seconds",
                    "Time to handle a received message, by type (votes sampled).")
            .by("type", MessageType.class)),
    /** How large messages are. */
    MESSAGE_SIZE(detailed(HISTOGRAM, "network_message_size_bytes", "Size of messages sent and received, by type.")
            .by("type", MessageType.class)),
    /** Messages that arrived. */
    DELIVERY_CONFIRMED(standard(
            COUNTER,
            "network_delivery_confirmed_total",
            "Messages that the peer acknowledged, where the transport knows.")),
    /** The share of them. */
    DELIVERY_RATIO(standard(
            GAUGE,
            "network_delivery_ratio",
            "Share of the messages sent within the last minute that were acknowledged; 1 when none was sent.")),
    /** The share of consensus. */
    EFFICIENCY(
            standard(
                    GAUGE,
                    "network_efficiency_ratio",
                    "Share of the bytes sent within the last minute that were proposals, votes and certificates; 1 when none was sent.")),
    /** Δ kept. */
    DELTA_EXCEEDED(standard(
            COUNTER,
            "network_delta_exceeded_total",
            "Probes of which half the round trip took longer than the bound Δ.")),
    /** Clocks apart. */
    CLOCK_OFFSET(standard(
            GAUGE, "network_clock_offset_seconds", "Median of the estimated clock offsets of connected validators.")),
    /** How often it was cut off. */
    PARTITIONS(standard(COUNTER, "network_partitions_total", "Times that a partition was first suspected.")),
    /** Whom it cuts off. */
    PARTITION_AFFECTED_PEERS(
            standard(
                    GAUGE,
                    "network_partition_affected_peers",
                    "Peers cut off while a partition is suspected, as far as is known: validators not connected, or more when told so.")),
    /** Who is connected. */
    PEER_CONNECTED(
            standard(GAUGE, "network_peer_connected", "1 while the validator is connected; not of this node itself.")
                    .open("peer")),
    /** Who is not, and since when. */
    PEER_DISCONNECTED_AGE(standard(
                    GAUGE,
                    "network_peer_disconnected_age_seconds",
                    "Time since the connection to the validator ended, or since the start; 0 while connected.")
            .open("peer")),
    /** The line's width. */
    BANDWIDTH_LIMIT(detailed(GAUGE, "network_bandwidth_limit_bytes_per_second", "Configured limit; 0 for none.")
            .by("direction", MessageDirection.class)),
    /** How full the line is. */
    BANDWIDTH_UTILIZATION(detailed(
                    GAUGE,
                    "network_bandwidth_utilization_ratio",
                    "Bytes a second within the last 10 seconds over the configured limit; 0 without one.")
            .by("direction", MessageDirection.class)),

    /** How far each is. */
    PEER_ROUND_TRIP(detailed(GAUGE, "network_peer_round_trip_seconds", "Smoothed round trip to the validator.")
            .open("peer")),
    /** Bytes to each. */
    PEER_SENT_BYTES(detailed(COUNTER, "network_peer_sent_bytes_total", "Bytes sent to the validator.")
            .open("peer")),
    /** Bytes from each. */
    PEER_RECEIVED_BYTES(detailed(COUNTER, "network_peer_received_bytes_total", "Bytes received from the validator.")
            .open("peer")),
    /** What waits for each. */
    PEER_QUEUE(detailed(GAUGE, "network_peer_queue_messages", "Messages that wait to be sent to the validator.")
            .open("peer")),
    /** What each lost. */
    PEER_DROPPED(detailed(
                    COUNTER,
                    "network_peer_messages_dropped_total",
                    "Messages to the validator that were lost in this node.")
            .open("peer")),
    /** When each was last heard. */
    PEER_LAST_RECEIVED(detailed(
                    GAUGE,
                    "network_peer_last_received_timestamp_seconds",
                    "Unix time of the last authenticated message of the validator; 0 before the first.")
            .open("peer"));

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
    private final Family family;

    NetworkFamily(Family family) {
        this.family = family;
    }

    @Override
    public Family family() {
        return family;
    }
}
