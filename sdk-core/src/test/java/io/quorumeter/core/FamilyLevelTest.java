package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.Counter;
import io.quorumeter.CustomMetric;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FamilyLevelTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();

    @Test
    void laterDeclaration_aboveTheLevel_ofAFamilyThatIsKept_isKeptToo() {
        Counter first = metrics.counter("work_total").with("kind", "a").create();
        assertThat(metrics.counter("work_total")
                        .level(MetricLevel.DETAILED)
                        .with("kind", "a")
                        .create())
                .isSameAs(first);
        metrics.counter("work_total")
                .level(MetricLevel.DETAILED)
                .with("kind", "b")
                .create()
                .increment();
        assertThat(metrics.snapshot().value("work_total", "kind", "b")).hasValue(1);
        assertThat(metrics.snapshot()
                        .family("work_total")
                        .orElseThrow()
                        .descriptor()
                        .level())
                .isEqualTo(MetricLevel.STANDARD);
    }

    @Test
    void familyRecordedByNameFirst_isKeptWhateverItIsDeclaredAs() {
        metrics.incrementCounter("work_total");
        metrics.counter("work_total").level(MetricLevel.DETAILED).create().increment();
        assertThat(metrics.snapshot().value("work_total")).hasValue(2);
    }

    @Test
    void familyFirstDeclaredAboveTheLevel_isForgottenAsAWhole() {
        metrics.counter("work_total").level(MetricLevel.DETAILED).create();
        Counter later = metrics.counter("work_total").create();
        later.increment();
        metrics.incrementCounter("work_total");
        metrics.incrementCounter("work_total", Labels.of("a", "1", "b", "2", "c", "3", "d", "4"));
        metrics.recordCustomMetric(
                new CustomMetric("work_total", "", MetricType.COUNTER, Labels.of(), 1, Instant.EPOCH));
        assertThat(later.value()).isZero();
        assertThat(metrics.snapshot().family("work_total")).isEmpty();
    }

    @Test
    void essentialDeclaration_ofAFamilyThatIsNotKept_isRefusedWithBoth() {
        metrics.counter("work_total").level(MetricLevel.DETAILED).create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.counter("work_total")
                        .level(MetricLevel.ESSENTIAL)
                        .create())
                .withMessageContaining("'work_total'")
                .withMessageContaining("detailed")
                .withMessageContaining("essential");
    }

    @Test
    void essentialDeclaration_ofAFamilyThatIsKept_isTaken() {
        metrics.counter("work_total").create();
        metrics.counter("work_total").level(MetricLevel.ESSENTIAL).create().increment();
        assertThat(metrics.snapshot().value("work_total")).hasValue(1);
    }
}
