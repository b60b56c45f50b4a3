package io.quorumeter.alerting.alert;

import io.quorumeter.LabelValue;
import io.quorumeter.alerting.route.Notice;

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
        String severity = LabelValue.of(alert.severity());
        String state = alert.isFiring() ? "FIRING " + severity : "RESOLVED";
        return state + " " + alert.name() + labels + ": " + alert.summary();
    }

    /** Whether a notice has so many news that one line is better than one for each. */
    static boolean isLarge(Notice<Alert> notice) {
        return notice.news().size() > 10;
    }

    /** Writes a notice that has news in one line: the numbers of alerts, and one of them. */
    static String line(Notice<Alert> notice) {
        return notice.firing().size() + " alerts of " + notice.group() + " fire, "
                + notice.begun().size()
                + " of them are new, and " + notice.ended().size() + " are over; the first is "
                + line(notice.news().get(0));
    }
}
