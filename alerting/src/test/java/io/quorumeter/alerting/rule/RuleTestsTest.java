package io.quorumeter.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTestsTest {
    private static final Path RULES = Path.of("src/test/resources/rules");

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
        {"expr: 1 + 1", "expr: 1 +"},
        {"expr: 1 + 1", "expr: '\"text\"'"},
    };

    @ParameterizedTest
    @EnumSource(Semantics.class)
    void run_rulesThatDoWhatTheirTestsSay_passes(Semantics semantics) throws IOException {
        RuleTests tests = RuleTests.read(RULES.resolve("levels_test.yml"), semantics);

        assertThat(tests.run()).isEmpty();
        assertThat(tests.size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "eval_time: 6m30s,eval_time: 6m29s,found:",
        "value: 0.8,value: 0.9,0.9",
        "north: tank,south: tank,north",
        "1 + 1,1 +,parse error"
    })
    void run_testThatExpectsSomethingElse_saysWhatWasFound(String from, String to, String said, @TempDir Path folder)
            throws IOException {
        RuleTests tests = RuleTests.read(changed(folder, from, to), Semantics.V3);

        assertThat(tests.run()).hasSize(1).allMatch(failure -> failure.contains(said));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    eval_time: 10m30s|evaltime: 10m30s|'eval_time' is meant
                    level?.yml|none.yml|there is no file none.yml
                    100x20'|100y20'|not a value of a series
                    100x20'|100x20000000'|more than 1000000 values
                    10m29s|10000y|out of range
                    """)
    void run_wrongFile_namesPlace(String from, String to, String said, @TempDir Path folder) throws IOException {
        Path file = changed(folder, from, to);

        assertThatThrownBy(() -> RuleTests.read(file, Semantics.V3).run())
                .isInstanceOf(FileException.class)
                .hasMessageMatching("(?s).*levels_test.yml:\\d+:\\d+: .*")
                .hasMessageContaining(said);
    }

    @Test
    void run_timeFarAway_isRefusedAtOnce(@TempDir Path folder) throws IOException {
        RuleTests tests = RuleTests.read(changed(folder, "10m29s", "100y"), Semantics.V3);

        assertThat(tests.run()).hasSize(1).allMatch(failure -> failure.contains("more than 1000000 evaluations"));
    }

    @Test
    @Tag("servers")
    void run_allFiles_agreesWithPromtool(@TempDir Path folder) throws IOException, InterruptedException {
        List<String> disagree = new ArrayList<>();
        for (String[] change : CHANGES) {
            Path file = changed(folder, change[0], change[1]);
            Process promtool = new ProcessBuilder("promtool", "test", "rules", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out").toFile())
                    .start();
            assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
            if ((promtool.exitValue() == 0) != passes(file)) {
                disagree.add(change[1] + ": " + Files.readString(folder.resolve("out")));
            }
        }
        assertThat(disagree).isEmpty();
    }

    private static boolean passes(Path file) throws IOException {
        try {
            return RuleTests.read(file, Semantics.V2).run().isEmpty();
        } catch (FileException wrong) {
            return false;
        }
    }

    private static Path changed(Path folder, String from, String to) throws IOException {
        Files.writeString(folder.resolve("levels.yml"), Files.readString(RULES.resolve("levels.yml")));
        String tests = Files.readString(RULES.resolve("levels_test.yml"));
        assertThat(tests).contains(from);
        return Files.writeString(folder.resolve("levels_test.yml"), tests.replace(from, to));
    }
}
