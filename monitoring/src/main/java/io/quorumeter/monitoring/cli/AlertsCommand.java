package io.quorumeter.monitoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists the alerts of rules that wait or fire. */
@Command(
        name = "alerts",
        description = {
            "Lists the alerts of a node, or of a Prometheus server's rules: those that fire, then those that wait.",
            "",
            "  quorumeter alerts",
            ""
        },
        footer = {"", "Exit codes: 0 an answer, even an empty one; 1 none; 2 wrong arguments."},
        usageHelpAutoWidth = true)
final class AlertsCommand extends ServerCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Server.Reply answer = server().ask("alerts", Map.of());
        PrintWriter out = out();
        if (format.isJson()) {
            out.println(answer.text());
            return 0;
        }
        List<JsonNode> alerts = answer.json()
                .at("/data/alerts")
                .valueStream()
                .sorted(Comparator.comparing(AlertsCommand::state)
                        .thenComparing(one -> one.path("activeAt").asString("")))
                .toList();
        if (alerts.isEmpty()) {
            out.println("(no alerts)");
        }
        for (JsonNode alert : alerts) {
            out.println(String.join("  ", state(alert), alert.path("activeAt").asString(""), labels(alert)));
            alert.path("annotations")
                    .forEachEntry((name, text) -> out.println("    " + name + ": " + text.asString("")));
        }
        return 0;
    }

    private static String state(JsonNode alert) {
        return alert.path("state").asString("");
    }

    private static String labels(JsonNode alert) {
        JsonNode labels = alert.path("labels");
        return labels.path("alertname").asString("")
                + labels.propertyStream()
                        .filter(label -> !label.getKey().equals("alertname"))
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
