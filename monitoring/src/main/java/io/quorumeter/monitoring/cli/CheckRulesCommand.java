package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.rule.RuleFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads files of rules and says what is wrong with them. */
@Command(
        name = "check-rules",
        description = {"Checks files of Prometheus rules.", "", "  quorumeter check-rules rules.yml", ""},
        footer = {"", "Exit codes: 0 all files are right; 1 one is wrong; 2 wrong arguments."},
        usageHelpAutoWidth = true)
final class CheckRulesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the command runs
    private CommandSpec spec;

    @Mixin
    private final RuleOptions options = new RuleOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of rules.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int exitCode = 0;
        for (Path file : files) {
            try {
                RuleFile rules = RuleFile.read(file, options.semantics());
                out.println(file + ": " + rules.size() + (rules.size() == 1 ? " rule" : " rules"));
                rules.doubts().forEach(doubt -> err.println("warning: " + doubt));
            } catch (FileException wrong) {
                wrong.mistakes().forEach(err::println);
                exitCode = 1;
            } catch (IOException unreadable) {
                err.println(file + ": cannot be read: " + unreadable);
                exitCode = 1;
            }
        }
        return exitCode;
    }
}
