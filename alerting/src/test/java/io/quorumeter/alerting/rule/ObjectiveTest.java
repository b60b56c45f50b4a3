package io.quorumeter.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectiveTest {
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final Objective ISSUANCE =
            Objective.ofLatency("issuance", "certificate_issuance_seconds", Duration.ofMillis(35), 0.99);

    @TempDir
    private Path folder;

    /** Runs a test of the rules in which so many of 100 events each 15 seconds are within the limit, from the first hour on. */
    private List<String> run(int good, String expected) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), ISSUANCE.text(TWO_HOURS));
        Path test = Files.writeString(folder.resolve("test.yml"), """
                rule_files: [rules.yml]
                evaluation_interval: 15s
                tests:
                - interval: 15s
                  input_series:
                  - {series: 'certificate_issuance_seconds_bucket{le="0.035"}', values: '0+100x240 %d+%dx240'}
                  - {series: 'certificate_issuance_seconds_count', values: '0+100x480'}
                  alert_rule_test:
                  - {eval_time: 1h, alertname: ErrorBudgetBurn}
                  - {eval_time: 2h, alertname: ErrorBudgetBurn%s}
                """.formatted(24_000 + good, good, expected));
        return RuleTests.read(test, Semantics.V3).run();
    }

    @Test
    void budgetThatBurnsFast_isAnAlert() throws IOException {
        assertThat(run(70, """
                , exp_alerts: [{exp_labels: {severity: critical, slo: issuance, window: 1h}, exp_annotations: {
                    summary: "30%% of issuance were bad in 1h, 14.4 times what the objective allows",
                    description: "See what changed when slo:issuance:error_ratio_5m rose."}}]""".replace("%%", "%"))).isEmpty();
    }

    @Test
    void budgetThatLasts_isNone() throws IOException {
        assertThat(run(99, "")).isEmpty();
        assertThat(run(87, "")).isEmpty();
    }

    @Test
    void windowsBeyondHistory_areLeftOut() {
        assertThat(ISSUANCE.groups(TWO_HOURS))
                .singleElement()
                .satisfies(group -> assertThat(group.rules()).hasSize(3));
        assertThat(ISSUANCE.groups(Duration.ofDays(3)).get(0).rules()).hasSize(7 + 4);
        assertThat(ISSUANCE.groups(Duration.ofMinutes(59))).isEmpty();
    }

    @Test
    void whatIsNoObjective_isRefused() {
        assertThatThrownBy(() -> new Objective("a b", "x", "y", 0.9)).hasMessageContaining("name");
        assertThatThrownBy(() -> new Objective("a", "rate(x[5m])", "y", 0.9)).hasMessageContaining("no selector");
        assertThatThrownBy(() -> new Objective("a", "x{", "y", 0.9)).isInstanceOf(PromQlException.class);
        assertThatThrownBy(() -> new Objective("a", "x", "y", 99)).hasMessageContaining("target");
    }
}
