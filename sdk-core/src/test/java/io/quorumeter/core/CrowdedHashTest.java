package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls by name with label values that somebody chose for their hash code: looked for one after the other they would take minutes. */
class CrowdedHashTest {
    private static final int MANY = 60_000;

    private final List<String> values = OneHash.strings(MANY);
    private final MetricsCollector metrics =
            Quorumeter.collector().seriesLimit(MANY / 2).create();

    private final long before = cpuNanos();

    @AfterEach
    void takesLittleTime() {
        assertThat(Duration.ofNanos(cpuNanos() - before)).isLessThan(Duration.ofSeconds(10));
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void valuesOfOneHash_areFound_andRefusedWhenTheFamilyIsFull() {
        assertThat(values.stream().map(String::hashCode).distinct()).hasSize(1);
        for (int round = 0; round < 3; round++) {
            values.forEach(value -> metrics.incrementCounter("errors_total", "peer", value));
        }
        assertThat(metrics.snapshot().family("errors_total").orElseThrow().size())
                .isEqualTo(MANY / 2 + 1);
        assertThat(metrics.snapshot().value("errors_total", "peer", values.get(MANY / 2 - 1)))
                .hasValue(3);
        assertThat(metrics.snapshot().value("errors_total", "peer", "other")).hasValue(3.0 * MANY / 2);
    }

    @Test
    void labelsOfOneHash_areFound_andRefusedWhenTheFamilyIsFull() {
        List<Labels> labels = values.stream()
                .map(value -> Labels.of("peer", value, "zone", "a"))
                .toList();
        assertThat(labels.stream().map(Labels::hashCode).distinct()).hasSize(1);
        for (int round = 0; round < 3; round++) {
            labels.forEach(one -> metrics.incrementCounter("errors_total", one));
        }
        assertThat(metrics.snapshot().family("errors_total").orElseThrow().size())
                .isEqualTo(MANY / 2 + 1);
        assertThat(metrics.snapshot().value("errors_total", "peer", "other", "zone", "other"))
                .hasValue(3.0 * MANY / 2);
    }
}
