package io.quorumeter.network;

import static io.quorumeter.network.TransportFamilies.POOL_CAPACITY;
import static io.quorumeter.network.TransportFamilies.POOL_CONNECTIONS;
import static io.quorumeter.network.TransportFamilies.POOL_HIT_RATIO;
import static io.quorumeter.network.TransportFamilies.POOL_REQUESTS;
import static io.quorumeter.network.TransportFamilies.POOL_WAIT;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.spi.Counts;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * Shows how a pool of connections is used.
 *
 * <pre>{@code
 * ConnectionPoolMetrics pool = ConnectionPoolMetrics.bind(metrics, "peers", 64, pool::active, pool::idle);
 * …
 * pool.requested(ConnectionPoolMetrics.Result.HIT, nanosWaited);
 * }</pre>
 *
 * <p>Safe from any thread; {@link #requested} never throws, blocks or allocates.
 */
public final class ConnectionPoolMetrics {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Whether somebody uses a connection. */
    public enum State {
        /** Somebody does. */
        ACTIVE,
        /** Nobody does. */
        IDLE
    }

    /** How a request for a connection ended. */
    public enum Result {
        /** An idle one was there. */
        HIT,
        /** One was opened. */
        MISS,
        /** None came in time. */
        TIMEOUT,
        /** None could be opened. */
        ERROR
    }

    private final By<Result, Counter> requests;
    private final Timer wait;

    private ConnectionPoolMetrics(
            MetricsCollector metrics, String name, int capacity, IntSupplier active, IntSupplier idle) {
        POOL_CAPACITY.on(metrics, name).set((long) capacity);
        observe(metrics, name, State.ACTIVE, active);
        observe(metrics, name, State.IDLE, idle);
        requests = POOL_REQUESTS.on(metrics, name);
        wait = POOL_WAIT.on(metrics, name);
        POOL_HIT_RATIO.derive(
                metrics,
                metrics.provider()
                        .ratio(
                                requests.of(Result.HIT)::value,
                                () -> Arrays.stream(Result.values())
                                        .mapToLong(result -> requests.of(result).value())
                                        .reduce(0, Counts::sum),
                                WINDOW),
                name);
    }

    /**
     * Binds a pool.
     *
     * @param metrics where the families are declared
     * @param name the pool, one of a few names given when the node is put together
     * @param capacity most connections that it may hold
     * @param active connections in use; asked at each snapshot, off the recording path
     * @param idle connections not in use; asked likewise
     * @return what the pool calls
     */
    public static ConnectionPoolMetrics bind(
            MetricsCollector metrics, String name, int capacity, IntSupplier active, IntSupplier idle) {
        return new ConnectionPoolMetrics(metrics, name, capacity, active, idle);
    }

    /**
     * A connection was asked for.
     *
     * @param result how that ended
     * @param nanos how long it was waited for, in nanoseconds
     */
    public void requested(Result result, long nanos) {
        wait.record(nanos);
        requests.of(result).increment();
    }

    private static void observe(MetricsCollector metrics, String name, State state, IntSupplier connections) {
        POOL_CONNECTIONS.observe(metrics, connections::getAsInt, name, LabelValue.of(state));
    }
}
