package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.rule.RuleTests;
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

/** Runs unit tests of rules. */
@Command(
        name = "test-rules",
        description = {
            "Runs unit tests of Prometheus rules, in the format of promtool.",
            "",
            "  quorumeter test-rules rules_test.yml",
            ""
        },
        footer = {"", "Exit codes: 0 all tests passed; 1 one failed, or a file is wrong; 2 wrong arguments."},
        usageHelpAutoWidth = true)
final class TestRulesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the command runs
    private CommandSpec spec;

    @Mixin
    private final RuleOptions options = new RuleOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of tests; each names its files of rules.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int exitCode = 0;
        for (Path file : files) {
            try {
                RuleTests tests = RuleTests.read(file, options.semantics());
                List<String> failures = tests.run();
                failures.forEach(failure -> err.println(file + ": " + failure));
                out.println(file + ": " + tests.size() + (tests.size() == 1 ? " test" : " tests")
                        + (failures.isEmpty() ? " passed" : ", " + failures.size() + " failures"));
                exitCode = failures.isEmpty() ? exitCode : 1;
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
