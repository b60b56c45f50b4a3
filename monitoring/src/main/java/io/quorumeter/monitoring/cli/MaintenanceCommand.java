package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.route.Silence;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Silences everything for planned work. */
@Command(
        name = "maintenance",
        description = {
            "Keeps all notices back for planned work, and prints the id of that silence, by which 'silence expire' ends it.",
            "",
            "  quorumeter maintenance --for 10m --comment \"new disk\"",
            ""
        },
        footer = {"", "Exit codes: 0 it has begun; 1 it has not; 2 wrong arguments."},
        usageHelpAutoWidth = true)
final class MaintenanceCommand extends ServerCommand {
    @Mixin
    private final SilenceOptions silence = new SilenceOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        out().println(silence.add(options, spec, Silence.MAINTENANCE));
        return 0;
    }
}
