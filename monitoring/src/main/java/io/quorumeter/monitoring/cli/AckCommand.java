package io.quorumeter.monitoring.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
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
final class AckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the command runs
    private CommandSpec spec;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "The alert's id, as 'quorumeter alerts' prints it.")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Server.Reply reply = options.server(spec)
                .call("POST", "api/v1/acknowledge", new JsonMapper().writeValueAsString(Map.of("id", id)));
        boolean isOver = reply.json().at("/data/result").asString("").equals("ended");
        spec.commandLine().getOut().println(isOver ? "acknowledged, and over by that" : "acknowledged");
        return 0;
    }
}
