package io.quorumeter.network;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.MetricType.HISTOGRAM;
import static io.quorumeter.binding.Family.standard;

import io.quorumeter.binding.Catalogued;
import io.quorumeter.binding.Family;

/** The catalogue of what the bindings of connection pools and channels tell; each appears when the first of its kind is bound. */
public enum BindingFamily implements Catalogued {
    /** Connections held. */
    POOL_CONNECTIONS(
            standard(GAUGE, "connection_pool_connections", "Connections of a pool, by whether somebody uses them.")
                    .open("pool")
                    .by("state", ConnectionPoolMetrics.State.class)),
    /** The limit. */
    POOL_CAPACITY(standard(GAUGE, "connection_pool_capacity", "Most connections that a pool may hold.")
            .open("pool")),
    /** Requests. */
    POOL_REQUESTS(standard(COUNTER, "connection_pool_requests_total", "Requests for a connection of a pool, by result.")
            .open("pool")
            .by("result", ConnectionPoolMetrics.Result.class)),
    /** Their patience. */
    POOL_WAIT(standard(HISTOGRAM, "connection_pool_wait_seconds", "Time that a connection of a pool was waited for.")
            .open("pool")),
    /** How well it serves. */
    POOL_HIT_RATIO(standard(
                    GAUGE,
                    "connection_pool_hit_ratio",
                    "Share of the requests within the last minute that an idle connection served; 1 when there was none.")
            .open("pool")),

    /** Bytes waiting. */
    CHANNEL_PENDING_BYTES(standard(GAUGE, "channel_pending_bytes", "Bytes that wait to be written to a channel.")
            .open("channel")),
    /** Whether it takes more. */
    CHANNEL_WRITABLE(standard(GAUGE, "channel_writable", "1 while a channel takes more to be written.")
            .open("channel")),
    /** How often it did not. */
    CHANNEL_STALLS(standard(COUNTER, "channel_stalls_total", "Times that a channel stopped taking more.")
            .open("channel")),
    /** For how long. */
    CHANNEL_STALL(standard(HISTOGRAM, "channel_stall_seconds", "How long a channel took no more.")
            .open("channel"));

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
    private final Family family;

    BindingFamily(Family family) {
        this.family = family;
    }

    @Override
    public Family family() {
        return family;
    }
}
