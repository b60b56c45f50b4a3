package io.quorumeter.alerting.route;

import io.quorumeter.promql.model.Labels;

/** An alert as all groups that it came to see it. */
final class RoutedAlert<A> {
    final Labels labels;
    A alert;
    boolean firing = true;

    RoutedAlert(Labels labels, A alert) {
        this.labels = labels;
        this.alert = alert;
    }
}
