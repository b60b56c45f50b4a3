package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.route.Silence;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
final class MaintenanceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the command runs
    private CommandSpec spec;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Mixin
    private final SilenceOptions silence = new SilenceOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        spec.commandLine().getOut().println(silence.add(options, spec, Silence.MAINTENANCE));
        return 0;
    }
}
