package io.quorumeter.monitoring.alert;

import io.quorumeter.alert.Alert;
import io.quorumeter.network.NetworkFamily;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.util.List;

/** A node's network: what its counters were, and what the rules judge by. */
final class NetworkWatch implements Watch {
    /** Totals of messages. */
    private record Messages(double sent, double received, double dropped, double confirmed) {
        private static final Messages NONE = new Messages(0, 0, 0, 0);

        Messages since(Messages base) {
            return new Messages(
                    sent - base.sent, received - base.received, dropped - base.dropped, confirmed - base.confirmed);
        }

        /** Of those sent the ones not confirmed, where the transport knows; otherwise those that this node dropped. */
        double loss() {
            if (confirmed > 0) {
                return Math.max(1 - confirmed / sent, 0);
            }
            return dropped == 0 ? 0 : dropped / (sent + received + dropped);
        }
    }

    private final NetworkMetrics metrics;
    private final AlertConfig config;
    private final long warmUntil;
    private final Window<Double> disconnections;
    private final Window<Messages> messages;
    private final Window<Distribution> roundTrips;
    private boolean wasConnected;

    NetworkWatch(NetworkMetrics metrics, AlertConfig config, long nanos) {
        this.metrics = metrics;
        this.config = config;
        this.warmUntil = nanos + config.duration(AlertSetting.WARM_UP).toNanos();
        Duration rates = config.duration(AlertSetting.RATE_WINDOW);
        disconnections = new Window<>(rates, nanos, 0.0);
        messages = new Window<>(rates, nanos, Messages.NONE);
        roundTrips = new Window<>(rates, nanos, Read.NOTHING);
    }

    @Override
    public Object metrics() {
        return metrics;
    }

    @Override
    public List<Alert> evaluate(MetricsSnapshot snapshot, long nanos) {
        return NetworkRules.evaluate(read(new Read(snapshot, metrics.families()), nanos), config, snapshot.time());
    }

    @Override
    public void remember(MetricsSnapshot snapshot, long nanos) {
        Read read = new Read(snapshot, metrics.families());
        disconnections.remember(nanos, read.totalOf("network_disconnections_total"));
        messages.remember(nanos, messages(read));
        roundTrips.remember(nanos, read.distribution(NetworkFamily.ROUND_TRIP));
        wasConnected |= read.value(NetworkFamily.PARTITION_SUSPECTED) == 0;
    }

    NetworkReadings read(Read read, long nanos) {
        boolean suspected = read.value(NetworkFamily.PARTITION_SUSPECTED) == 1;
        double ended = read.totalOf("network_disconnections_total") - disconnections.base(nanos);
        return new NetworkReadings(
                ended / disconnections.seconds(),
                messages(read).since(messages.base(nanos)).loss(),
                read.distribution(NetworkFamily.ROUND_TRIP)
                        .minus(roundTrips.base(nanos))
                        .quantile(0.95),
                suspected && (wasConnected || nanos - warmUntil >= 0),
                read.value(NetworkFamily.CONNECTED_POWER_RATIO));
    }

    private static Messages messages(Read read) {
        return new Messages(
                read.total(NetworkFamily.MESSAGES_SENT),
                read.total(NetworkFamily.MESSAGES_RECEIVED),
                read.total(NetworkFamily.MESSAGES_DROPPED),
                read.totalOf("network_delivery_confirmed_total"));
    }
}
