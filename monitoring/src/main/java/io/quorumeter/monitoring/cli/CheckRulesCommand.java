package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.rule.RuleFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return options.work(err, (file, semantics) -> {
            RuleFile rules = RuleFile.read(file, semantics);
            out.println(file + ": " + rules.size() + (rules.size() == 1 ? " rule" : " rules"));
            rules.doubts().forEach(doubt -> err.println("warning: " + doubt));
            return true;
        });
    }
}
