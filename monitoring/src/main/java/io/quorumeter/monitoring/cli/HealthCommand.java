package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.health.ComponentHealth;
import io.quorumeter.alerting.health.HealthIssue;
import io.quorumeter.alerting.health.HealthJson;
import io.quorumeter.alerting.health.HealthReport;
import io.quorumeter.health.HealthLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how a node is. */
@Command(
        name = "health",
        description = {
            "Shows how a node is: its components, what is wrong with them since when, and what to do.",
            "",
            "  quorumeter health --url http://10.0.0.1:9464",
            ""
        },
        footer = {"", "Exit codes: 0 all components do their work; 1 one does not, or no answer; 2 wrong arguments."},
        usageHelpAutoWidth = true)
final class HealthCommand extends ServerCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String answer = server().health();
        HealthReport report;
        try {
            report = HealthJson.readReport(answer);
        } catch (IllegalArgumentException none) {
            throw new IOException(
                    "the server has no report of its health: "
                            + answer.lines().findFirst().orElse(""),
                    none);
        }
        PrintWriter out = out();
        if (format.isJson()) {
            out.println(answer);
        } else {
            show(report, out);
        }
        return report.status().level().compareTo(HealthLevel.CRITICAL) < 0 ? 0 : 1;
    }

    private static void show(HealthReport report, PrintWriter out) {
        out.printf(Locale.ROOT, "%s, score %.2f%n", word(report.status().level()), report.score());
        for (ComponentHealth component : report.components()) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %-9s works in %.1f %% of %d checks%n",
                    component.component(),
                    word(component.status().level()),
                    100 * component.track().availability(),
                    component.track().checks());
            for (HealthIssue issue : component.status().issues()) {
                out.printf("    %s since %s: %s%n", word(issue.severity()), issue.since(), issue.message());
                if (!issue.suggestion().isEmpty()) {
                    out.printf("        %s%n", issue.suggestion());
                }
            }
        }
    }

    private static String word(HealthLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
