package io.quorumeter.monitoring.alert;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alert.Alert;
import io.quorumeter.binding.Families;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.network.Validators;
import io.quorumeter.storage.StorageMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node of four validators that is watched, in virtual time. */
final class AlertFixture {
    final ManualLoops loops = new ManualLoops();
    final MetricsCollector collector = Quorumeter.collector()
            .clock(loops.clock())
            .nanoTime(loops::nanoTime)
            .ticker((period, tick) -> {})
            .create();
    final HotStuff2Events events = HotStuff2Events.on(
            collector,
            Protocol.basic().replicas(4).ownIndex(0),
            Families.DEFAULT_PREFIX,
            UnixClock.of(loops.clock(), loops::nanoTime));
    final NetworkMetrics network = new NetworkMetrics(collector, Validators.of(4, 0));
    final StorageMetrics storage = new StorageMetrics(collector);
    final List<Alert> told = new ArrayList<>();

    AlertManagerBuilder builder() {
        return AlertManager.on(collector)
                .clock(loops.clock())
                .nanoTime(loops::nanoTime)
                .loops(loops)
                .watch(events.metrics())
                .watch(network)
                .watch(storage)
                .handler("test", told::add);
    }

    AlertManager start(AlertConfig config) {
        AlertManager manager = builder().config(config).start();
        loops.run();
        return manager;
    }

    /** One on which nothing alerts by itself. */
    static AlertConfig quiet() {
        return AlertConfig.defaults()
                .with(AlertSetting.MAX_BLOCK_TIME, Duration.ofDays(1))
                .with(AlertSetting.MIN_TRANSACTION_THROUGHPUT, 0)
                .with(AlertSetting.WARM_UP, Duration.ofDays(1));
    }

    List<String> names() {
        return told.stream()
                .map(alert -> (alert.isFiring() ? "" : "-") + alert.name())
                .toList();
    }

    double notifications(String handler, String result) {
        return collector
                .snapshot()
                .value("quorumeter_alert_notifications_total", "handler", handler, "result", result)
                .orElseThrow();
    }

    double active(String severity) {
        return collector
                .snapshot()
                .value("quorumeter_alerts_active", "severity", severity)
                .orElseThrow();
    }
}
