package io.quorumeter.alerting.route;

import io.quorumeter.promql.model.Labels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An alert as all groups that it came to see it. */
final class RoutedAlert<A> {
    final Labels labels;
    A alert;
    boolean firing = true;

    /** When somebody took notice of it, null before. */
    @Nullable
    Instant acknowledgedAt;

    RoutedAlert(Labels labels, A alert) {
        this.labels = labels;
        this.alert = alert;
    }
}
