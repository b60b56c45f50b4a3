package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamily.PEER_CONNECTED;
import static io.quorumeter.network.NetworkFamily.PEER_DISCONNECTED_AGE;
import static io.quorumeter.network.NetworkFamily.PEER_DROPPED;
import static io.quorumeter.network.NetworkFamily.PEER_LAST_RECEIVED;
import static io.quorumeter.network.NetworkFamily.PEER_QUEUE;
import static io.quorumeter.network.NetworkFamily.PEER_RECEIVED_BYTES;
import static io.quorumeter.network.NetworkFamily.PEER_ROUND_TRIP;
import static io.quorumeter.network.NetworkFamily.PEER_SENT_BYTES;

import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Indexed;
import io.quorumeter.ValidatorSet;
import io.quorumeter.binding.Families;
import io.quorumeter.binding.ValidatorRows;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToLongFunction;

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
    private final Indexed<Gauge> lastReceived;
    private final AtomicLongArray smoothed;
    private final ValidatorSet set;
    private final ValidatorRows rows;
    private final Connections connections;
    private final IntToLongFunction queues;

    PeerSeries(Families families, Validators validators, Connections connections, IntToLongFunction queues) {
        this.connections = connections;
        this.queues = queues;
        set = validators.names();
        families.gauge(PEER_QUEUE).byValidator("peer", set).observe(queues);
        roundTrip = families.gauge(PEER_ROUND_TRIP).byValidator("peer", set).create();
        sent = families.counter(PEER_SENT_BYTES).byValidator("peer", set).create();
        received =
                families.counter(PEER_RECEIVED_BYTES).byValidator("peer", set).create();
        dropped = families.counter(PEER_DROPPED).byValidator("peer", set).create();
        lastReceived =
                families.gauge(PEER_LAST_RECEIVED).byValidator("peer", set).create();
        smoothed = new AtomicLongArray(validators.size());
        boolean detailed = roundTrip.at(0) != Gauge.noop();
        rows = new ValidatorRows(set, validators.ownIndex(), detailed, (alone, validator) -> {
            families.gauge(PEER_CONNECTED)
                    .byValidator("peer", alone)
                    .observe(only -> connections.now().isConnected(validator) ? 1 : 0);
            families.gauge(PEER_DISCONNECTED_AGE)
                    .byValidator("peer", alone)
                    .derive(only -> connections.now().goneNanos(validator, connections.nanos()) / NANOS_PER_SECOND);
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
    PeerSeries of(Families families, Validators before, Validators next) {
        if (next.takesANameFrom(before)) {
            set.close();
        }
        PeerSeries changed = new PeerSeries(families, next, connections, queues);
        int[] indices = next.indicesIn(before);
        for (int i = 0; i < indices.length; i++) {
            changed.smoothed.set(i, indices[i] < 0 ? 0 : smoothed.get(indices[i]));
        }
        return changed;
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

    void roundTrip(int validator, long nanos) {
        if (isValidator(validator)) {
            long before = smoothed.get(validator);
            long now = before == 0 ? nanos : before + (nanos - before) / 8;
            smoothed.set(validator, now);
            roundTrip.at(validator).set(now / NANOS_PER_SECOND);
        }
    }

    private boolean isValidator(int validator) {
        return validator >= 0 && validator < smoothed.length();
    }
}
