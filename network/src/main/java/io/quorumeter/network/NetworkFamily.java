package io.quorumeter.network;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.MetricType.HISTOGRAM;
import static io.quorumeter.binding.Family.essential;

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
            "1 while the connected power is below a quorum, or no view change comes about although it is not."));

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
