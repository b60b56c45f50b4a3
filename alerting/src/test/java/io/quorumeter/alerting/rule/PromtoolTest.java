package io.quorumeter.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.DefaultRules;
import io.quorumeter.alerting.file.FileException;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's {@code promtool} makes the same of files of rules and of tests. */
@Tag("servers")
class PromtoolTest {
    /** A file of tests as it is, and with one thing in it changed, so that a test fails. */
    private static final String[][] CHANGES = {
        {"", ""},
        {"eval_time: 6m30s", "eval_time: 6m29s"},
        {"eval_time: 10m30s", "eval_time: 10m29s"},
        {"tank a is 0% full", "tank a is 1% full"},
        {"north", "south"},
        {"value: 0.8", "value: 0.80001"},
        {"severity: critical", "severity: warning"},
        {"value: 4}", "value: 5}"},
        {"[levels, later]", "[later, levels]"},
        {"exp_alerts: []", "exp_alert: []"},
        {"level?.yml", "none.yml"},
        {"100x20'", "100y20'"},
        {"labels: 'tanks:firing'", "labels: 'tanks:firing{'"},
        {"tank_capacity_litres{tank=", "tank_capacity_litres{tank=~"},
        {"labels: ''", "labels: '1'"},
        {"expr: 1 + 1", "expr: 1 +"},
        {"expr: 1 + 1", "expr: '\"text\"'"},
    };

    @TempDir
    private Path folder;

    @Test
    void checkRules_allFiles_agree() throws IOException, InterruptedException {
        List<String> disagree = new ArrayList<>();
        List<RuleFileTest.Case> cases = RuleFileTest.cases().toList();
        for (RuleFileTest.Case file : cases) {
            if (isRight("check", Files.writeString(folder.resolve("rules.yml"), file.text())) != file.isGood()) {
                disagree.add(file + said());
            }
        }
        assertThat(disagree).isEmpty();
        assertThat(cases).hasSizeGreaterThan(30);
    }

    @Test
    void checkRules_defaultRules_areAccepted() throws IOException, InterruptedException {
        for (int seconds : new int[] {1, 15, 90}) {
            String text = DefaultRules.text(AlertConfig.relaxed(), Duration.ofSeconds(seconds));
            assertThat(isRight("check", Files.writeString(folder.resolve("rules.yml"), text)))
                    .as(said())
                    .isTrue();
        }
    }

    @Test
    void testRules_allFiles_agree() throws IOException, InterruptedException {
        List<String> disagree = new ArrayList<>();
        for (String[] change : CHANGES) {
            Path file = RuleTestsTest.changed(folder, change[0], change[1]);
            if (isRight("test", file) != passes(file)) {
                disagree.add(change[1] + ": " + said());
            }
        }
        assertThat(disagree).isEmpty();
    }

    private boolean isRight(String command, Path file) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder("promtool", command, "rules", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return promtool.exitValue() == 0;
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private static boolean passes(Path file) throws IOException {
        try {
            return RuleTests.read(file, Semantics.V2).run().isEmpty();
        } catch (FileException wrong) {
            return false;
        }
    }
}
