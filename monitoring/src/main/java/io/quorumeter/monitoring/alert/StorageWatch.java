package io.quorumeter.monitoring.alert;

import io.quorumeter.Labels;
import io.quorumeter.alert.Alert;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.storage.StorageFamily;
import io.quorumeter.storage.StorageMetrics;
import java.util.List;

/** A node's stores: what failed lately, and whether there is room where the size of the volume is known. */
final class StorageWatch implements Watch {
    private final StorageMetrics metrics;
    private final AlertConfig config;
    private final Window<Double> errors;

    StorageWatch(StorageMetrics metrics, AlertConfig config, long nanos) {
        this.metrics = metrics;
        this.config = config;
        errors = new Window<>(config.duration(AlertSetting.COUNT_WINDOW), nanos, 0.0);
    }

    @Override
    public Object metrics() {
        return metrics;
    }

    @Override
    public List<Alert> evaluate(MetricsSnapshot snapshot, long nanos) {
        Read read = new Read(snapshot, metrics.families());
        Findings found = new Findings(snapshot.time());
        double failed = read.total(StorageFamily.ERRORS) - errors.base(nanos);
        found.above(AlertRule.STORAGE_ERRORS, failed, 0, "%.0f operations on the stores failed", failed);
        double capacity = read.totalOf("storage_capacity_bytes");
        double used = capacity > 0 ? 1 - read.value(StorageFamily.AVAILABLE) / capacity : Double.NaN;
        double limit = config.number(AlertSetting.MAX_DISK_USAGE);
        found.when(
                used > limit,
                AlertRule.DISK_ALMOST_FULL,
                Labels.of("volume", "stores"),
                used,
                limit,
                "%.1f %% of the stores' volume is in use",
                100 * used);
        return found.alerts();
    }

    @Override
    public void remember(MetricsSnapshot snapshot, long nanos) {
        errors.remember(nanos, new Read(snapshot, metrics.families()).total(StorageFamily.ERRORS));
    }
}
