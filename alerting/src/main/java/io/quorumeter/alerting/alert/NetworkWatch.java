package io.quorumeter.alerting.alert;

import io.quorumeter.ValidatorAge;
import io.quorumeter.alerting.alert.NetworkReadings.PartitionCause;
import io.quorumeter.network.NetworkFamilies;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node's network: what its counters were, and what the rules judge by. What was counted while the node warms up, when peers come and go,
 * is left out.
 */
final class NetworkWatch extends Watch {
    /** Of fewer no share is taken. */
    static final int LEAST_MESSAGES = 100;
    /** Of fewer the 95th percentile is the longest. */
    static final int LEAST_ROUND_TRIPS = 20;
    /** Fewer are no churn, however short the window. */
    static final int LEAST_DISCONNECTIONS = 5;

    private static final Duration LONGEST_DISCONNECTION = Duration.ofSeconds(3);

    /** Totals of messages. */
    private record Messages(double sent, double received, double dropped, double confirmed) {
        private static final Messages NONE = new Messages(0, 0, 0, 0);

        Messages since(Messages base) {
            return new Messages(
                    sent - base.sent, received - base.received, dropped - base.dropped, confirmed - base.confirmed);
        }

        /** Of those sent the ones not confirmed, where the transport confirms at all; otherwise those that this node dropped. */
        double loss(boolean confirms) {
            double lost = confirms ? sent - confirmed : dropped;
            double all = confirms ? sent : sent + received + dropped;
            return all < LEAST_MESSAGES ? Double.NaN : Math.max(lost, 0) / all;
        }
    }

    private final NetworkMetrics metrics;
    private final AlertConfig config;
    private final BooleanSupplier stuckInView;
    private final Duration rates;
    private final WarmUp warmUp;
    private final EventCount disconnections;
    private Window<Messages> messages;
    private Window<Distribution> roundTrips;
    private boolean wasConnected;
    /** Validators that no evaluation has found connected; who never came was not lost. */
    private @Nullable Set<String> neverSeen;

    /** With who says whether views fail to change, where that is known. */
    NetworkWatch(NetworkMetrics metrics, AlertConfig config, BooleanSupplier stuckInView, WarmUp warmUp, long nanos) {
        super(AlertSource.NETWORK, metrics, metrics.collector());
        this.metrics = metrics;
        this.config = config;
        this.stuckInView = stuckInView;
        this.warmUp = warmUp;
        rates = config.duration(AlertSetting.RATE_WINDOW);
        disconnections = new EventCount(rates, nanos);
        messages = new Window<>(rates, nanos, Messages.NONE);
        roundTrips = new Window<>(rates, nanos, SnapshotReader.NOTHING);
    }

    @Override
    List<Alert> evaluate(MetricsSnapshot snapshot, long nanos) {
        SnapshotReader reader = new SnapshotReader(snapshot, collector);
        boolean warm = warmUp.isOver(nanos);
        NetworkReadings readings = new NetworkReadings(
                warm ? disconnections(reader, nanos) : Double.NaN,
                warm ? loss(reader, nanos) : Double.NaN,
                warm ? latency(reader, nanos) : Double.NaN,
                partition(reader, nanos),
                reader.value(NetworkFamilies.CONNECTED_POWER_RATIO),
                metrics.quorumPowerRatio());
        BrokenRules found = new BrokenRules(snapshot.time());
        NetworkRules.evaluate(found, readings, config);
        Set<String> never = neverSeen;
        if (warm && never != null) {
            Missing.add(
                    found,
                    AlertRule.VALIDATOR_DOWN,
                    metrics.disconnectedPeers().stream()
                            .filter(one -> !never.contains(one.name()))
                            .toList(),
                    LONGEST_DISCONNECTION,
                    "is not connected",
                    snapshot.time());
        }
        return found.alerts();
    }

    @Override
    void remember(MetricsSnapshot snapshot, long nanos) {
        SnapshotReader reader = new SnapshotReader(snapshot, collector);
        double ended = reader.total(NetworkFamilies.DISCONNECTIONS);
        Messages all = messages(reader);
        Distribution trips = reader.distribution(NetworkFamilies.ROUND_TRIP);
        if (warmUp.isOver(nanos)) {
            disconnections.remember(nanos, ended);
            messages.remember(nanos, all);
            roundTrips.remember(nanos, trips);
        } else {
            disconnections.begin(nanos, ended);
            messages = new Window<>(rates, nanos, all);
            roundTrips = new Window<>(rates, nanos, trips);
        }
        wasConnected |= hasQuorum(reader);
        Set<String> gone =
                metrics.disconnectedPeers().stream().map(ValidatorAge::name).collect(Collectors.toSet());
        if (neverSeen == null) {
            neverSeen = gone;
        } else {
            neverSeen.retainAll(gone);
        }
    }

    private double disconnections(SnapshotReader reader, long nanos) {
        double ended = reader.total(NetworkFamilies.DISCONNECTIONS);
        return disconnections.within(nanos, ended) < LEAST_DISCONNECTIONS
                ? Double.NaN
                : disconnections.perSecond(nanos, ended);
    }

    private double loss(SnapshotReader reader, long nanos) {
        Messages all = messages(reader);
        return all.since(messages.base(nanos)).loss(all.confirmed > 0);
    }

    private double latency(SnapshotReader reader, long nanos) {
        Distribution measured = reader.distribution(NetworkFamilies.ROUND_TRIP).minus(roundTrips.base(nanos));
        return measured.count() < LEAST_ROUND_TRIPS ? Double.NaN : measured.quantile(0.95);
    }

    /**
     * A node that was never connected to a quorum starts until the warm-up has passed, also when it commits the blocks that it
     * catches up on;
     * one whose views do not change starts until its first commit or so long. A quorum that is lost and a partition that the node found are
     * no matter of starting.
     */
    private PartitionCause partition(SnapshotReader reader, long nanos) {
        boolean suspected = reader.value(NetworkFamilies.PARTITION_SUSPECTED) == 1;
        if (suspected && !hasQuorum(reader)) {
            return wasConnected || warmUp.isPast(nanos) ? PartitionCause.NO_QUORUM : PartitionCause.NONE;
        }
        boolean reportedStuck = reader.value(NetworkFamilies.VIEWS_STUCK) == 1;
        if (warmUp.isOver(nanos) && (reportedStuck || stuckInView.getAsBoolean())) {
            return PartitionCause.STUCK;
        }
        return suspected && !reportedStuck ? PartitionCause.FOUND : PartitionCause.NONE;
    }

    private boolean hasQuorum(SnapshotReader reader) {
        return reader.value(NetworkFamilies.CONNECTED_POWER_RATIO) >= metrics.quorumPowerRatio();
    }

    private static Messages messages(SnapshotReader reader) {
        return new Messages(
                reader.total(NetworkFamilies.MESSAGES_SENT),
                reader.total(NetworkFamilies.MESSAGES_RECEIVED),
                reader.total(NetworkFamilies.MESSAGES_DROPPED),
                reader.total(NetworkFamilies.DELIVERY_CONFIRMED));
    }
}
