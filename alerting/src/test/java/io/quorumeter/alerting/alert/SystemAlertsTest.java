package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemAlertsTest {
    private final AlertFixture node = new AlertFixture();
    private final AlertManager alerts = node.start(AlertFixture.quiet());

    private List<Alert> check(double cpu, double heap, double disk) {
        node.collector.setGauge("hotstuff2_performance_cpu_usage_ratio", cpu, "scope", "process");
        node.collector.setGauge("hotstuff2_performance_memory_usage_ratio", heap, "scope", "heap");
        node.collector.setGauge("hotstuff2_performance_disk_usage_ratio", disk);
        node.seconds(601); // a process that starts is busy, which is no matter
        List<Alert> all = new ArrayList<>(alerts.checkSystemHealth());
        all.addAll(alerts.checkStorageHealth(node.storage));
        return all;
    }

    @Test
    void usage_atItsLimit_isNoAlert() {
        assertThat(check(0.8, 0.9, 0.9)).isEmpty();
    }

    @Test
    void usage_aboveItsLimit_firesEach() {
        assertThat(check(0.81, 0.91, 0.91))
                .extracting(Alert::summary)
                .containsExactly(
                        "the process takes 81% of all processors",
                        "91% of the heap stays in use", "91% of the volume is in use");
    }

    @Test
    void console_hasALineForEach() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConsoleAlertHandler console = new ConsoleAlertHandler(new PrintStream(out, true, StandardCharsets.UTF_8));
        Alert alert = Alert.firing("HotStuff2CpuHigh", Severity.WARNING, "the process is busy", Instant.EPOCH);
        console.handle(alert);
        console.handle(alert.resolved(Instant.ofEpochSecond(60)));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "1970-01-01T00:00:00Z FIRING warning HotStuff2CpuHigh: the process is busy",
                        "1970-01-01T00:01:00Z RESOLVED HotStuff2CpuHigh: over after 1 min; it was: the process is busy");
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
