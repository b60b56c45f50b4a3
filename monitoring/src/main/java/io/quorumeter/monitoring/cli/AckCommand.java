package io.quorumeter.monitoring.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Acknowledges an alert. */
@Command(
        name = "ack",
        description = {
            "Acknowledges an alert of a node: it is neither repeated nor escalated until something changes.",
            "",
            "  quorumeter ack dc392c5cd615e877 --token-file /var/lib/node/alerts/token",
            ""
        },
        footer = {"", "Exit codes: 0 acknowledged; 1 not; 2 wrong arguments."},
        usageHelpAutoWidth = true)
final class AckCommand extends ServerCommand {
    @Parameters(paramLabel = "ID", description = "The alert's id, as 'quorumeter alerts' prints it.")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Server.Reply reply =
                server().call("POST", "api/v1/acknowledge", new JsonMapper().writeValueAsString(Map.of("id", id)));
        boolean isOver = reply.json().at("/data/result").asString("").equals("ended");
        out().println(isOver ? "acknowledged, and over by that" : "acknowledged");
        return 0;
    }
}
