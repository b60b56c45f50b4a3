package io.quorumeter.alerting.health;

import io.quorumeter.LabelValue;
import java.time.Duration;
import java.util.Locale;

/** Health as lines for people. */
public final class HealthText {
    private HealthText() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @param age how long ago it was made
     * @return a line for the node, and one for each issue
     */
    public static String write(HealthReport report, Duration age) {
        if (report.components().isEmpty()) {
            return "nothing is checked: no check is registered";
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, score %.2f, checked %d s ago",
                LabelValue.of(report.status().level()),
                report.score(),
                age.toSeconds()));
        for (HealthIssue issue : report.status().issues()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%s: %s: %s, since %s",
                    LabelValue.of(issue.severity()),
                    issue.component(),
                    issue.message(),
                    issue.since()));
            text.append(issue.suggestion().isEmpty() ? "" : ". " + issue.suggestion());
        }
        return text.toString();
    }
}
