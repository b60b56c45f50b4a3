package io.quorumeter.monitoring.alert;

import io.quorumeter.alert.Alert;
import io.quorumeter.binding.Families;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.List;

/** One part of a node that is watched, and what its totals were over the last while. Used by one thread at a time. */
interface Watch {
    /** The part of the node. */
    AlertSource source();

    /** The metrics that are read. */
    Object metrics();

    /** Where the families of the metrics are. */
    Families families();

    /** The rules that are broken now. Changes nothing. */
    List<Alert> evaluate(MetricsSnapshot snapshot, long nanos);

    /** Keeps what later evaluations compare with. */
    void remember(MetricsSnapshot snapshot, long nanos);
}
