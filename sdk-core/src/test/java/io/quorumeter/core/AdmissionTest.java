package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Counter;
import io.quorumeter.CustomMetric;
import io.quorumeter.Gauge;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.FamilySnapshot;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private enum Mode {
        LIVE,
        SYNCING
    }

    @Test
    void isKept_onlyOfWhatWasDeclaredAndIsNotLeftOut() {
        MetricsCollector metrics = Quorumeter.collector().deny("debug_*").create();
        metrics.counter("votes_total").create();
        metrics.counter("debug_work_total").create();
        metrics.counter("detail_total").level(MetricLevel.DETAILED).create();
        assertThat(metrics.provider().isKept("votes_total")).isTrue();
        assertThat(metrics.provider().isKept("debug_work_total")).isFalse();
        assertThat(metrics.provider().isKept("detail_total")).isFalse();
        assertThat(metrics.provider().isKept("never_declared_total")).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // nulls as of a caller that is not checked
    void declaration_refused_leavesNothingBehind() {
        MetricsCollector metrics =
                Quorumeter.collector().constantLabels(Labels.of("chain", "c1")).create();
        List<ThrowingCallable> wrong = List.of(
                () -> metrics.counter("h_total").help(null).create(),
                () -> metrics.counter("h_total").with("peer", null).create(),
                () -> metrics.counter("h_total").causedBy((String) null).create(),
                () -> metrics.counter("h_total").with("chain", "c2").create(),
                () -> metrics.counter("h_total").observe(null),
                () -> metrics.gauge("h_total").create());
        for (ThrowingCallable declaration : wrong) {
            assertThatThrownBy(declaration).isInstanceOf(MetricDeclarationException.class);
        }
        assertThat(metrics.snapshot().family("h_total")).isEmpty();
        Counter right = metrics.counter("h_total")
                .help("Of the h")
                .level(MetricLevel.ESSENTIAL)
                .with("peer", "a")
                .create();
        right.increment();
        assertThat(metrics.snapshot().value("h_total", "peer", "a")).hasValue(1);
        assertThat(metrics.snapshot()
                        .family("h_total")
                        .orElseThrow()
                        .descriptor()
                        .help())
                .isEqualTo("Of the h");
    }

    @Test
    void deniedFamily_forgetsInEveryForm() {
        MetricsCollector metrics = Quorumeter.collector().deny("debug_*").create();
        Counter counter = metrics.counter("debug_work_total").create();
        counter.increment();
        assertThat(counter.value()).isZero();
        AtomicInteger asked = new AtomicInteger();
        metrics.gauge("debug_level").observe(asked::incrementAndGet);
        metrics.gauge("debug_share").derive(asked::incrementAndGet);
        metrics.stateSet("debug_mode", Mode.class).create().set(Mode.SYNCING);
        metrics.incrementCounter("debug_named_total", "kind", "a");
        metrics.incrementCounter("debug_named_total", Labels.of("a", "1", "b", "2", "c", "3", "d", "4"));
        metrics.timeOperation("debug_time_seconds", Labels.of(), () -> {});
        metrics.info("debug_build_info", "", Labels.of("version", "1"));
        metrics.recordCustomMetric(
                new CustomMetric("debug_custom", "", MetricType.GAUGE, Labels.of(), 1, Instant.EPOCH));
        metrics.incrementCounter("work_total");

        assertThat(names(metrics)).filteredOn(name -> name.startsWith("debug_")).isEmpty();
        assertThat(names(metrics)).contains("work_total");
        assertThat(asked).hasValue(0);
    }

    @Test
    void deniedFamily_isCheckedWhenDeclared() {
        MetricsCollector metrics = Quorumeter.collector().deny("debug_*").create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.counter("debug_work").create());
    }

    @Test
    void denied_hostileNamesAndValues_leaveNothingBehind() {
        LiveCollector metrics =
                (LiveCollector) Quorumeter.collector().deny("debug_*").create();
        int families = metrics.snapshot().families().size();
        for (int i = 0; i < 3 * Admission.MOST_REMEMBERED; i++) {
            metrics.incrementCounter("debug_" + i + "_total", "peer", "p" + i);
            metrics.incrementCounter("debug_total", "peer", "p" + i);
        }
        assertThat(metrics.admission().remembered()).isEqualTo(Admission.MOST_REMEMBERED);
        assertThat(metrics.snapshot().families()).hasSize(families);
    }

    @Test
    void deny_ofTheCollectorsOwnFamilies_isTakenToo() {
        MetricsCollector metrics = Quorumeter.collector().deny("quorumeter_*").create();
        metrics.incrementCounter("work_total");
        assertThat(names(metrics)).containsExactly("work_total");
    }

    @Test
    void deny_calledTwice_addsUp() {
        MetricsCollector metrics = Quorumeter.collector()
                .deny("quorumeter_*", "a_total")
                .deny("b_total")
                .create();
        metrics.incrementCounter("a_total");
        metrics.incrementCounter("b_total");
        metrics.incrementCounter("c_total");
        assertThat(names(metrics)).containsExactly("c_total");
    }

    @Test
    void constantLabel_isOnTheSnapshotAndInBothTextFormats() {
        MetricsCollector metrics = Quorumeter.collector()
                .constantLabels(Labels.of("chain", "main"))
                .create();
        metrics.incrementCounter("work_total", "kind", "a");
        assertThat(metrics.snapshot().constantLabels()).isEqualTo(Labels.of("chain", "main"));
        assertThat(metrics.snapshot().value("work_total", "kind", "a")).hasValue(1);
        PrometheusText text = new PrometheusText();
        String line = "work_total{chain=\"main\",kind=\"a\"} 1";
        assertThat(metrics.<String>read(s -> text.write(s, new TextBuffer()).toString()))
                .contains(line)
                .contains("quorumeter_series{chain=\"main\"} ");
        assertThat(metrics.<String>read(
                        s -> text.openMetrics().write(s, new TextBuffer()).toString()))
                .contains(line);
    }

    @Test
    void seriesLabel_calledAsAConstantOne_isRefused() {
        MetricsCollector metrics = Quorumeter.collector()
                .constantLabels(Labels.of("chain", "main"))
                .create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.gauge("level").with("chain", "test").create())
                .withMessageContaining("'level'")
                .withMessageContaining("{chain=\"main\"}");
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.stateSet("chain", Mode.class).create());
    }

    @Test
    void recordByName_thatSettingsLeaveNoPlaceFor_isForgottenAndCounted() {
        MetricsCollector metrics = Quorumeter.collector()
                .constantLabels(Labels.of("chain", "main"))
                .create();
        Labels wide = Labels.of("chain", "x", "b", "2", "c", "3", "d", "4");
        for (int i = 0; i < 3; i++) {
            metrics.incrementCounter("work_total", "chain", "test");
            metrics.incrementCounter("wide_total", wide);
            metrics.timeOperation("run_seconds", Labels.of("chain", "x"), () -> {});
            metrics.timeOperation("run_wide_seconds", wide, () -> {});
            for (MetricType type : List.of(MetricType.GAUGE, MetricType.INFO)) {
                Labels labels = Labels.of("chain", "test");
                metrics.recordCustomMetric(new CustomMetric(
                        type == MetricType.INFO ? "custom_info" : "custom", "", type, labels, 1, Instant.EPOCH));
            }
        }
        for (String family :
                List.of("work_total", "wide_total", "run_seconds", "run_wide_seconds", "custom", "custom_info")) {
            assertThat(metrics.snapshot()
                            .value("quorumeter_records_dropped_total", "metric", family, "reason", "settings"))
                    .as(family)
                    .hasValue(3);
            assertThat(names(metrics)).doesNotContain(family);
        }
    }

    @Test
    void level_isThatOfTheConfiguration() {
        MetricsCollector metrics =
                Quorumeter.newCollector(MetricsConfig.defaults().withMetricsLevel(MetricLevel.ESSENTIAL));
        Gauge standard = metrics.gauge("standard").create();
        standard.set(1);
        metrics.gauge("essential").level(MetricLevel.ESSENTIAL).create();
        assertThat(names(metrics)).contains("essential").doesNotContain("standard");
    }

    private static List<String> names(MetricsCollector metrics) {
        return metrics.snapshot().families().stream()
                .map(FamilySnapshot::descriptor)
                .map(descriptor -> descriptor.name())
                .toList();
    }
}
