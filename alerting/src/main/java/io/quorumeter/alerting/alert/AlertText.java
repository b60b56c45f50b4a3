package io.quorumeter.alerting.alert;

import java.util.Locale;

/** An alert in one line for people. */
public final class AlertText {
    private AlertText() {}

    /**
     * Writes an alert in one line.
     *
     * @param alert the alert
     * @return state, severity, name, labels and summary
     */
    public static String line(Alert alert) {
        String labels = alert.labels().size() == 0 ? "" : alert.labels().toString();
        String severity = alert.severity().name().toLowerCase(Locale.ROOT);
        String state = alert.isFiring() ? "FIRING " + severity : "RESOLVED";
        return state + " " + alert.name() + labels + ": " + alert.summary();
    }
}
