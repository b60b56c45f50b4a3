package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.rule.RuleTests;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return options.work(err, (file, semantics) -> {
            RuleTests tests = RuleTests.read(file, semantics);
            List<String> failures = tests.run();
            failures.forEach(failure -> err.println(file + ": " + failure));
            out.println(file + ": " + tests.size() + (tests.size() == 1 ? " test" : " tests")
                    + (failures.isEmpty() ? " passed" : ", " + failures.size() + " failures"));
            return failures.isEmpty();
        });
    }
}
