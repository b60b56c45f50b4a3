package io.quorumeter.alerting.alert;

import io.quorumeter.binding.Families;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.List;

/** One part of a node that is watched, and what its totals were over the last while. Used by one thread at a time. */
abstract class Watch {
    /** The part of the node. */
    final AlertSource source;
    /** The metrics that are read. */
    final Object watched;
    /** Where the families of the metrics are. */
    final Families families;

    Watch(AlertSource source, Object watched, Families families) {
        this.source = source;
        this.watched = watched;
        this.families = families;
    }

    /** The rules that are broken now. Changes nothing. */
    abstract List<Alert> evaluate(MetricsSnapshot snapshot, long nanos);

    /** Keeps what later evaluations compare with, where it compares. */
    void remember(MetricsSnapshot snapshot, long nanos) {}
}
