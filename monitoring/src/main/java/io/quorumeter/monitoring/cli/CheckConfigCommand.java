package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.monitoring.config.MonitoringConfig;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a configuration and says what is wrong with it. */
@Command(
        name = "check-config",
        description = {
            "Checks a configuration, with the files that it names and the variables QUORUMETER_… of the environment.",
            "",
            "  quorumeter check-config monitoring.yaml",
            ""
        },
        footer = {"", "Exit codes: 0 it is right; 1 it is wrong; 2 wrong arguments."},
        usageHelpAutoWidth = true)
final class CheckConfigCommand extends HelpOption implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "In YAML, TOML or JSON.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    public Integer call() throws IOException {
        try {
            MonitoringConfig config = MonitoringConfig.read(file);
            config.alerting().check();
            config.warnings().forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
            spec.commandLine().getOut().println(file + ": right");
            return 0;
        } catch (NoSuchFileException missing) {
            throw new ParameterException(spec.commandLine(), missing.getMessage() + ": there is no such file", missing);
        } catch (FileException wrong) {
            wrong.mistakes().forEach(spec.commandLine().getErr()::println);
            return 1;
        }
    }
}
