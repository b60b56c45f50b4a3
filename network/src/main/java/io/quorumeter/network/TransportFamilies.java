package io.quorumeter.network;

import static io.quorumeter.Declaration.standard;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.Timer;

/** The catalogue of what the bindings of connection pools and channels tell; each appears when the first of its kind is bound. */
public final class TransportFamilies {
    public static final Declaration<By<ConnectionPoolMetrics.State, Gauge>> POOL_CONNECTIONS = standard(
                    "hotstuff2_connection_pool_connections", "Connections of a pool, by whether somebody uses them.")
            .gauge()
            .with("pool")
            .by("state", ConnectionPoolMetrics.State.class);
    public static final Declaration<Gauge> POOL_CAPACITY = standard(
                    "hotstuff2_connection_pool_capacity", "Most connections that a pool may hold.")
            .gauge()
            .with("pool");
    public static final Declaration<By<ConnectionPoolMetrics.Result, Counter>> POOL_REQUESTS = standard(
                    "hotstuff2_connection_pool_requests_total", "Requests for a connection of a pool, by result.")
            .counter()
            .with("pool")
            .by("result", ConnectionPoolMetrics.Result.class);
    public static final Declaration<Timer> POOL_WAIT = standard(
                    "hotstuff2_connection_pool_wait_seconds", "Time that a connection of a pool was waited for.")
            .timer()
            .with("pool");
    public static final Declaration<Gauge> POOL_HIT_RATIO = standard(
                    "hotstuff2_connection_pool_hit_ratio",
                    "Share of the requests within the last minute that an idle connection served; 1 when there was none.")
            .gauge()
            .with("pool");

    public static final Declaration<Gauge> CHANNEL_PENDING_BYTES = standard(
                    "hotstuff2_channel_pending_bytes", "Bytes that wait to be written to a channel.")
            .gauge()
            .with("channel");
    public static final Declaration<Gauge> CHANNEL_WRITABLE = standard(
                    "hotstuff2_channel_writable", "1 while a channel takes more to be written.")
            .gauge()
            .with("channel");
    public static final Declaration<Counter> CHANNEL_STALLS = standard(
                    "hotstuff2_channel_stalls_total", "Times that a channel stopped taking more.")
            .counter()
            .with("channel");
    public static final Declaration<Timer> CHANNEL_STALL = standard(
                    "hotstuff2_channel_stall_seconds", "How long a channel took no more.")
            .timer()
            .with("channel");

    private TransportFamilies() {}
}
