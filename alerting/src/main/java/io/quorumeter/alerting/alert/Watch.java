package io.quorumeter.alerting.alert;

import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.List;

/** One part of a node that is watched, and what its totals were over the last while. Used by one thread at a time. */
abstract class Watch {
    /** The part of the node. */
    final AlertSource source;
    /** The metrics that are read. */
    final Object watched;
    /** Where the families of the metrics are. */
    final MetricsCollector collector;

    Watch(AlertSource source, Object watched, MetricsCollector collector) {
        this.source = source;
        this.watched = watched;
        this.collector = collector;
    }

    /** The rules that are broken now. Changes nothing. */
    abstract List<Alert> evaluate(MetricsSnapshot snapshot, long nanos);

    /** Keeps what later evaluations compare with, where it compares. */
    void remember(MetricsSnapshot snapshot, long nanos) {}
}
