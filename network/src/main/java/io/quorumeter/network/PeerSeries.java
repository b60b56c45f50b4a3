package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamilies.PEER_CONNECTED;
import static io.quorumeter.network.NetworkFamilies.PEER_CONNECTION_FAILURES;
import static io.quorumeter.network.NetworkFamilies.PEER_DISCONNECTED_AGE;
import static io.quorumeter.network.NetworkFamilies.PEER_DROPPED;
import static io.quorumeter.network.NetworkFamilies.PEER_LAST_RECEIVED;
import static io.quorumeter.network.NetworkFamilies.PEER_QUEUE;
import static io.quorumeter.network.NetworkFamilies.PEER_RECEIVED_BYTES;
import static io.quorumeter.network.NetworkFamilies.PEER_ROUND_TRIP;
import static io.quorumeter.network.NetworkFamilies.PEER_SENT_BYTES;

import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Indexed;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.binding.ValidatorRows;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * The series of each validator. The detailed ones cost nothing on a collector that keeps no details, and peers that are no validators share
 * one of them.
 */
final class PeerSeries {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Indexed<Gauge> roundTrip;
    private final Indexed<Counter> sent;
    private final Indexed<Counter> received;
    private final Indexed<Counter> dropped;
    private final Indexed<Counter> failures;
    private final Indexed<Gauge> lastReceived;
    private final AtomicLongArray smoothed;
    private final ValidatorSet set;
    private final ValidatorRows rows;
    private final Connections connections;
    private final IntToLongFunction queues;

    PeerSeries(MetricsCollector metrics, ValidatorSet validators, Connections connections, IntToLongFunction queues) {
        this.connections = connections;
        this.queues = queues;
        set = validators.copy();
        for (int i = 0; i < set.size(); i++) {
            int validator = i;
            PEER_QUEUE.observe(metrics, set, () -> queues.applyAsLong(validator), set.name(validator));
        }
        roundTrip = PEER_ROUND_TRIP.on(metrics, set);
        sent = PEER_SENT_BYTES.on(metrics, set);
        received = PEER_RECEIVED_BYTES.on(metrics, set);
        dropped = PEER_DROPPED.on(metrics, set);
        failures = PEER_CONNECTION_FAILURES.on(metrics, set);
        lastReceived = PEER_LAST_RECEIVED.on(metrics, set);
        smoothed = new AtomicLongArray(validators.size());
        boolean detailed = roundTrip.at(0) != Gauge.noop();
        rows = new ValidatorRows(set, validators.ownIndex(), detailed, (alone, validator) -> {
            PEER_CONNECTED.observe(
                    metrics, alone, () -> connections.now().isConnected(validator) ? 1 : 0, alone.name(0));
            PEER_DISCONNECTED_AGE.derive(
                    metrics,
                    alone,
                    () -> connections.now().lostNanos(validator, connections.nanos()) / NANOS_PER_SECOND,
                    alone.name(0));
        });
    }

    /** Gives the series of a large set to those who have been cut off longest by now. */
    void showWorst() {
        Links now = connections.now();
        long nanos = connections.nanos();
        rows.show(validator -> now.isGone(validator) ? 1 + now.goneNanos(validator, nanos) : 0);
    }

    /**
     * The series of the next set, which go on for who is in both; to be asked for before these are closed. Where a name has come to stand
     * for another validator all of them begin anew.
     */
    PeerSeries of(MetricsCollector metrics, ValidatorSet next) {
        int[] indices = next.indicesIn(set);
        if (takesAName(next, indices)) {
            set.close();
        }
        PeerSeries changed = new PeerSeries(metrics, next, connections, queues);
        for (int i = 0; i < indices.length; i++) {
            changed.smoothed.set(i, indices[i] < 0 ? 0 : smoothed.get(indices[i]));
        }
        return changed;
    }

    /** Whether a name that some validator has in the next set is another one's in this, so that series must not go on. */
    private boolean takesAName(ValidatorSet next, int[] indices) {
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < set.size(); i++) {
            known.put(set.name(i), i);
        }
        return IntStream.range(0, next.size())
                .anyMatch(index -> known.getOrDefault(next.name(index), indices[index]) != indices[index]);
    }

    void close() {
        set.close();
    }

    void sent(int validator, long bytes) {
        sent.at(validator).increment(bytes);
    }

    void received(int validator, long bytes, long unixMillis) {
        received.at(validator).increment(bytes);
        if (unixMillis != 0) {
            lastReceived.at(validator).set(unixMillis / MILLIS_PER_SECOND);
        }
    }

    void dropped(int validator) {
        dropped.at(validator).increment();
    }

    void connectionFailed(int validator) {
        failures.at(validator).increment();
    }

    void roundTrip(int validator, long nanos) {
        if (set.contains(validator)) {
            long before = smoothed.get(validator);
            long now = before == 0 ? nanos : before + (nanos - before) / 8;
            smoothed.set(validator, now);
            roundTrip.at(validator).set(now / NANOS_PER_SECOND);
        }
    }
}
