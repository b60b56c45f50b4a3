package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamily.PEER_CONNECTED;
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
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToLongFunction;

/** The series of each validator; on a collector that keeps no details they cost nothing. Peers that are none share one. */
final class PeerSeries {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Indexed<Gauge> connected;
    private final Indexed<Gauge> roundTrip;
    private final Indexed<Counter> sent;
    private final Indexed<Counter> received;
    private final Indexed<Counter> dropped;
    private final Indexed<Gauge> lastReceived;
    private final AtomicLongArray smoothed;
    private volatile IntToLongFunction queues = validator -> 0;

    PeerSeries(Families families, Validators validators) {
        ValidatorSet set = ValidatorSet.ofSize(validators.size());
        connected = families.gauge(PEER_CONNECTED).byValidator("peer", set).create();
        roundTrip = families.gauge(PEER_ROUND_TRIP).byValidator("peer", set).create();
        sent = families.counter(PEER_SENT_BYTES).byValidator("peer", set).create();
        received =
                families.counter(PEER_RECEIVED_BYTES).byValidator("peer", set).create();
        dropped = families.counter(PEER_DROPPED).byValidator("peer", set).create();
        lastReceived =
                families.gauge(PEER_LAST_RECEIVED).byValidator("peer", set).create();
        smoothed = new AtomicLongArray(validators.size());
        if (connected.at(0) != Gauge.noop()) {
            for (int i = 0; i < validators.size(); i++) {
                int validator = i;
                families.gauge(PEER_QUEUE).with("peer", set.name(i)).observe(() -> queues.applyAsLong(validator));
            }
        }
    }

    void connected(int validator, boolean now) {
        if (isValidator(validator)) {
            connected.at(validator).set(now ? 1L : 0L);
        }
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

    void observeQueues(IntToLongFunction messages) {
        queues = messages;
    }

    private boolean isValidator(int validator) {
        return validator >= 0 && validator < smoothed.length();
    }
}
