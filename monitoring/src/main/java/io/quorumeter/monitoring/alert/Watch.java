package io.quorumeter.monitoring.alert;

import io.quorumeter.alert.Alert;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.List;

/** One part of a node that is watched, and what its totals were over the last while. Used by one thread at a time. */
interface Watch {
    /** The metrics that are read. */
    Object metrics();

    /** The rules that are broken now. Changes nothing. */
    List<Alert> evaluate(MetricsSnapshot snapshot, long nanos);

    /** Keeps what later evaluations compare with. */
    void remember(MetricsSnapshot snapshot, long nanos);
}
