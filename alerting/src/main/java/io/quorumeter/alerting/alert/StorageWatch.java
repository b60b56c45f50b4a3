package io.quorumeter.alerting.alert;

import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.storage.StorageFamilies;
import io.quorumeter.storage.StorageMetrics;
import java.util.List;

/** A node's stores: what failed lately, and whether there is room where the size of the volume is known. */
final class StorageWatch extends Watch {
    private final AlertConfig config;
    private final EventCount errors;

    StorageWatch(StorageMetrics metrics, AlertConfig config, long nanos) {
        super(AlertSource.STORAGE, metrics, metrics.collector());
        this.config = config;
        errors = new EventCount(config.duration(AlertSetting.COUNT_WINDOW), nanos);
    }

    @Override
    List<Alert> evaluate(MetricsSnapshot snapshot, long nanos) {
        SnapshotReader reader = new SnapshotReader(snapshot, collector);
        BrokenRules found = new BrokenRules(snapshot.time());
        double failed = errors.within(nanos, reader.total(StorageFamilies.ERRORS));
        found.above(
                AlertRule.STORAGE_ERRORS,
                failed,
                0,
                "%s on the stores failed",
                BrokenRules.count(failed, "operation", "operations"));
        double capacity = reader.value(StorageFamilies.CAPACITY);
        double used = capacity > 0 ? 1 - reader.value(StorageFamilies.AVAILABLE) / capacity : Double.NaN;
        SystemRules.disk(found, used, config);
        return found.alerts();
    }

    @Override
    void remember(MetricsSnapshot snapshot, long nanos) {
        errors.remember(nanos, new SnapshotReader(snapshot, collector).total(StorageFamilies.ERRORS));
    }
}
