package io.quorumeter.monitoring.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorumeter.consensus.SdkVersion;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code quorumeter}. Its exit code is 0 for an answer, 1 for none, 2 for wrong arguments. */
@Command(
        name = "quorumeter",
        description = "Asks nodes and Prometheus servers, silences their alerts, and checks their rules and routes.",
        subcommands = {
            QueryCommand.class,
            AlertsCommand.class,
            HealthCommand.class,
            CheckConfigCommand.class,
            CheckRulesCommand.class,
            TestRulesCommand.class,
            RoutesCommand.class,
            RulesCommand.class,
            ServeCommand.class,
            SilenceCommand.class,
            MaintenanceCommand.class,
            AckCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true)
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the process.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), args));
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine program = new CommandLine(new Main());
        program.getCommandSpec().version("quorumeter " + SdkVersion.VERSION);
        return program.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::wrong)
                .setExecutionExceptionHandler(Main::failed)
                .execute(args);
    }

    private static int wrong(CommandLine.ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        command.getErr()
                .println("quorumeter: " + wrong.getMessage() + " ("
                        + command.getCommandSpec().qualifiedName() + " --help lists the options)");
        return 2;
    }

    private static int failed(Exception failed, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("quorumeter: " + failed.getMessage());
        return 1;
    }
}
