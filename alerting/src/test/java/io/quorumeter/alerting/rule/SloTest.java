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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Slo ISSUANCE =
            Slo.latency("issuance", "issuance_seconds", Duration.ofMillis(35), 0.999, MONTH);

    @TempDir
    private Path folder;

    private List<String> failures(Slo slo, Duration kept, String test) throws IOException {
        Files.writeString(folder.resolve("slo.yml"), new RuleFile(List.of(slo.rules(kept))).text());
        Path file = Files.writeString(folder.resolve("test.yml"), "rule_files: [slo.yml]\ntests:\n" + test.indent(2));
        return RuleTests.read(file, Semantics.V3).run();
    }

    /** Of 1,000 operations a minute these many are slow. */
    private static String test(int slow, String at, String expected) {
        return """
                - interval: 1m
                  input_series:
                    - {series: 'issuance_seconds_bucket{le="0.035"}', values: '0+%dx6000'}
                    - {series: 'issuance_seconds_count', values: '0+1000x6000'}
                  alert_rule_test: [{eval_time: %s, alertname: ErrorBudgetBurn, exp_alerts: [%s]}]
                """.formatted(1000 - slow, at, expected);
    }

    private static String alert(String severity, String window, String share) {
        return "{exp_labels: {slo: issuance, severity: " + severity + ", window: " + window
                + "}, exp_annotations: {summary: '" + share + " of issuance failed within " + window
                + "; 99.9% has to go well'}}";
    }

    @Test
    void rules_budgetBurns_alertsForTheWindowsThatSeeIt() throws IOException {
        assertThat(failures(ISSUANCE, Duration.ofHours(2), test(20, "90m", alert("critical", "1h", "2%"))))
                .isEmpty();
        assertThat(failures(ISSUANCE, Duration.ofHours(2), test(14, "90m", ""))).isEmpty();
        String all = alert("critical", "6h", "1%") + ", " + alert("warning", "1d", "1%") + ", "
                + alert("warning", "3d", "1%");
        assertThat(failures(ISSUANCE, MONTH, test(10, "4500m", all))).isEmpty();
        assertThat(failures(ISSUANCE, MONTH, test(2, "4500m", alert("warning", "3d", "0.2%"))))
                .isEmpty();
    }

    @Test
    void rules_noBurn_noAlert() throws IOException {
        assertThat(failures(ISSUANCE, MONTH, test(0, "4500m", ""))).isEmpty();
    }

    @Test
    void rules_burnThatIsOver_endsWithTheShortWindow() throws IOException {
        String test = """
                - interval: 1m
                  input_series:
                    - {series: 'issuance_seconds_bucket{le="0.035"}', values: '0+500x60 30000+1000x60'}
                    - {series: 'issuance_seconds_count', values: '0+1000x120'}
                  alert_rule_test:
                    - {eval_time: 60m, alertname: ErrorBudgetBurn, exp_alerts: [%s]}
                    - {eval_time: 70m, alertname: ErrorBudgetBurn, exp_alerts: []}
                """.formatted(alert("critical", "1h", "50%"));
        assertThat(failures(ISSUANCE, Duration.ofHours(2), test)).isEmpty();
    }

    @Test
    void rules_nothingGoesWell_countsAsErrors_andNoTrafficAsNone() throws IOException {
        Slo slo = new Slo("a", "r_total{code='200'}", "r_total", 0.99, MONTH);
        String test = """
                - interval: 1m
                  input_series: [{series: 'r_total{code="500"}', values: '%s'}]
                  promql_expr_test:
                    - expr: slo:error_ratio:rate5m > 0
                      eval_time: 60m
                      exp_samples: [%s]
                """;
        String one = "{labels: 'slo:error_ratio:rate5m{slo=\"a\"}', value: 1}";
        assertThat(failures(slo, Duration.ofHours(2), test.formatted("0+1x60", one)))
                .isEmpty();
        assertThat(failures(slo, Duration.ofHours(2), test.formatted("0x60", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1.0,0", "10.0,1", "0.5,1"})
    void latency_targetOfWholeSeconds_isFoundHoweverItIsWritten(String bound, String errors) throws IOException {
        Slo slo = Slo.latency("a", "r_seconds", Duration.ofSeconds(1), 0.99, MONTH);
        String test = """
                - interval: 1m
                  input_series:
                    - {series: 'r_seconds_bucket{le="%s"}', values: '0+1x60'}
                    - {series: r_seconds_count, values: '0+1x60'}
                  promql_expr_test:
                    - expr: slo:error_ratio:rate5m
                      eval_time: 60m
                      exp_samples: [{labels: 'slo:error_ratio:rate5m{slo="a"}', value: %s}]
                """.formatted(bound, errors);
        assertThat(failures(slo, Duration.ofHours(2), test)).isEmpty();
    }

    @Test
    void leftOut_namesWindowsAndWhy() {
        assertThat(ISSUANCE.leftOut(MONTH)).isEmpty();
        assertThat(ISSUANCE.leftOut(Duration.ofHours(2)))
                .containsExactly(
                        "the windows of 30m and 6h are left out: history goes back 2h",
                        "the windows of 2h and 1d are left out: history goes back 2h",
                        "the windows of 6h and 3d are left out: history goes back 2h");
        assertThat(new Slo("a", "a", "b", 0.9, MONTH).leftOut(MONTH))
                .containsExactly(
                        "the windows of 5m and 1h are left out: even if all fails the budget does not burn so fast");
        assertThat(new Slo("a", "a", "b", 0.99, Duration.ofDays(7)).leftOut(MONTH))
                .containsExactly(
                        "the windows of 2h and 1d are left out: too long for a period of 1w",
                        "the windows of 6h and 3d are left out: too long for a period of 1w");
    }

    @Test
    void text_readsBackEqual() {
        String text = new RuleFile(List.of(ISSUANCE.rules(MONTH))).text();

        assertThat(RuleFile.parse("slo", text, Semantics.V2).text()).isEqualTo(text);
        assertThat(text).contains("> 14.4 * 0.001 and ", "> 6 * 0.001 and ", "> 3 * 0.001 and ", "> 1 * 0.001 and ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''|a|b|0.9|P1D
            a|sum(a)|b|0.9|P1D
            a|a|b[5m]|0.9|P1D
            a|a|b offset 5m|0.9|P1D
            a|a|b|1|P1D
            a|a|b|NaN|P1D
            a|a|b|0.9|PT59M
            """)
    void wrong_isRefused(String name, String good, String total, double objective, Duration period) {
        assertThatThrownBy(() -> new Slo(name, good, total, objective, period))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wrongSelector_isRefused() {
        assertThatThrownBy(() -> new Slo("a", "a{", "b", 0.9, MONTH)).isInstanceOf(PromQlException.class);
    }
}
