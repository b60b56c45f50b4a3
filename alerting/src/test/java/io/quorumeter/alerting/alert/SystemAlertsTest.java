package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SystemAlertsTest {
    private final AlertManager alerts = new AlertFixture().start(AlertConfig.defaults());

    @Test
    void usage_atItsLimit_isNoAlert() {
        assertThat(alerts.checkSystemHealth(new FixedReadings(0.8, 0.9, 0.9))).isEmpty();
        assertThat(alerts.checkSystemHealth(new FixedReadings(Double.NaN, Double.NaN, Double.NaN)))
                .isEmpty();
    }

    @Test
    void usage_aboveItsLimit_firesEach() {
        assertThat(alerts.checkSystemHealth(new FixedReadings(0.81, 0.91, 0.91)))
                .extracting(Alert::name)
                .containsExactly("HotStuff2CpuHigh", "HotStuff2HeapHigh", "HotStuff2DiskAlmostFull");
    }

    @Test
    void console_hasALineForEach() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConsoleAlertHandler console = new ConsoleAlertHandler(new PrintStream(out, true, StandardCharsets.UTF_8));
        Alert alert = alerts.checkSystemHealth(new FixedReadings(0.81, 0, 0)).get(0);
        console.handle(alert);
        console.handle(alert.resolved(Instant.ofEpochSecond(60)));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "1970-01-01T00:00:00Z FIRING warning HotStuff2CpuHigh: the process takes 81.0 % of 2 processors",
                        "1970-01-01T00:01:00Z RESOLVED HotStuff2CpuHigh: over after 1 min; "
                                + "it was: the process takes 81.0 % of 2 processors");
    }

    @Test
    void log_hasTheLevelOfTheSeverity() {
        ListLogger logger = new ListLogger();
        LogAlertHandler log = new LogAlertHandler(logger);
        for (Severity severity : Severity.values()) {
            log.handle(Alert.firing("Odd", severity, "it is odd", Instant.EPOCH).withSuggestion("Look."));
        }
        log.handle(
                Alert.firing("Odd", Severity.INFO, "It is odd.", Instant.EPOCH).withSuggestion("Look."));
        log.handle(Alert.firing("Odd", Severity.CRITICAL, "it is odd", Instant.EPOCH)
                .resolved(Instant.EPOCH));
        assertThat(logger.lines)
                .containsExactly(
                        "INFO FIRING info Odd: it is odd. Look.",
                        "WARNING FIRING warning Odd: it is odd. Look.",
                        "ERROR FIRING critical Odd: it is odd. Look.",
                        "INFO FIRING info Odd: It is odd. Look.",
                        "INFO RESOLVED Odd: over after 0 s; it was: it is odd");
    }
}
