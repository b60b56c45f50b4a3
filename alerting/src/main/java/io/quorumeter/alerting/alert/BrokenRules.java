package io.quorumeter.alerting.alert;

import io.quorumeter.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rules that were found broken at one time. */
final class BrokenRules {
    private final Instant now;
    private final List<Alert> alerts = new ArrayList<>();

    BrokenRules(Instant now) {
        this.now = now;
    }

    /** Adds an alert when the value is above the limit; a value that is not known is not. */
    void above(AlertRule rule, double value, double limit, String summary, Object... values) {
        when(value > limit, rule, Labels.of(), value, limit, summary, values);
    }

    void when(
            boolean broken,
            AlertRule rule,
            Labels labels,
            double value,
            double limit,
            String summary,
            Object... values) {
        if (broken) {
            alerts.add(rule.alert(labels, String.format(Locale.ROOT, summary, values), value, limit, now));
        }
    }

    /** How many, with the word for them. */
    static String count(double number, String one, String more) {
        return String.format(Locale.ROOT, "%.0f %s", number, number == 1 ? one : more);
    }

    List<Alert> alerts() {
        return List.copyOf(alerts);
    }
}
