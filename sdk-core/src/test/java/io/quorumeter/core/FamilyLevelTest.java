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
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource
    void essentialDeclaration_ofAFamilyThatWasNotFromTheFirst_isRefusedAtEveryLevel(MetricLevel collectors) {
        MetricsCollector keeping = Quorumeter.collector().level(collectors).create();
        MetricsCollector denying =
                Quorumeter.collector().level(collectors).deny("*_total").create();
        for (MetricsCollector each : List.of(keeping, denying)) {
            for (MetricLevel first : List.of(MetricLevel.STANDARD, MetricLevel.DETAILED)) {
                String name = first.name().toLowerCase(Locale.ROOT) + "_total";
                each.counter(name).level(first).create();
                assertThatExceptionOfType(MetricDeclarationException.class)
                        .isThrownBy(() ->
                                each.counter(name).level(MetricLevel.ESSENTIAL).create())
                        .withMessageContaining("'" + name + "'")
                        .withMessageContaining(first.name().toLowerCase(Locale.ROOT))
                        .withMessageContaining("essential");
                each.counter(name).level(first).create();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void laterDeclaration_ofAnEssentialFamily_isTakenAtEveryLevel(MetricLevel collectors) {
        MetricsCollector keeping = Quorumeter.collector().level(collectors).create();
        keeping.counter("work_total").level(MetricLevel.ESSENTIAL).create();
        keeping.counter("work_total").level(MetricLevel.DETAILED).create().increment();
        keeping.counter("work_total").level(MetricLevel.ESSENTIAL).create().increment();
        keeping.incrementCounter("named_total");
        keeping.counter("named_total").level(MetricLevel.ESSENTIAL).create().increment();
        assertThat(keeping.snapshot().value("work_total")).hasValue(2);
        assertThat(keeping.snapshot().value("named_total")).hasValue(2);
    }
}
