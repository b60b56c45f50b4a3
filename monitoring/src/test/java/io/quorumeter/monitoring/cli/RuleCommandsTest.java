package io.quorumeter.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("rules.yml"), "groups: [{name: g, rules: [{alert: Up, expr: up > 0}]}]");
        Files.writeString(folder.resolve("wrong.yml"), "groups: [{name: g, rules: [{alert: Up, expr: up >}]}]");
        Files.writeString(folder.resolve("test.yml"), """
                rule_files: [rules.yml]
                tests:
                  - input_series: [{series: up, values: '1'}]
                    alert_rule_test: [{eval_time: 0m, alertname: Up, exp_alerts: [{}]}]
                """);
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void checkRules_goodFile_saysHowManyRules() {
        assertThat(run("check-rules", file("rules.yml"))).isZero();
        assertThat(out.toString().strip()).isEqualTo(file("rules.yml") + ": 1 rule");
    }

    @Test
    void checkRules_wrongAndMissingFile_namesPlaceAndChecksTheRest() {
        assertThat(run("check-rules", file("wrong.yml"), file("none.yml"), file("rules.yml")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("wrong.yml:1:46: ").contains("none.yml: there is no such file");
        assertThat(out.toString()).contains("rules.yml: 1 rule");
    }

    @Test
    void testRules_passingTest_saysSo() {
        assertThat(run("test-rules", "--semantics", "2", file("test.yml")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString().strip()).isEqualTo(file("test.yml") + ": 1 test passed");
    }

    @Test
    void testRules_failingTest_saysWhatWasExpectedAndFound() throws IOException {
        String text = Files.readString(folder.resolve("test.yml"));
        Files.writeString(folder.resolve("test.yml"), text.replace("'1'", "'0'"));

        assertThat(run("test-rules", file("test.yml"))).isEqualTo(1);
        assertThat(err.toString()).contains("alertname: Up, time: 0s").contains("expected: {alertname=\"Up\"}");
    }

    @Test
    void wrongArguments_exitCodeIs2() {
        assertThat(run("check-rules")).isEqualTo(2);
        assertThat(run("test-rules", "--semantics", "5", file("test.yml"))).isEqualTo(2);
        assertThat(err.toString()).contains("'5' is neither 2 nor 3");
    }
}
