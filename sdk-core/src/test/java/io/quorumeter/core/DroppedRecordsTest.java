package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.CustomMetric;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A record by name never throws: what contradicts its family, or names none that could be, is dropped, counted and logged once. */
class DroppedRecordsTest {
    private static final String DROPPED = "quorumeter_records_dropped_total";

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final MetricsCollector metrics = Quorumeter.newCollector();

    @Test
    void otherLabels_areDroppedAndTheFirstIsToldWithBothAndThePlace() {
        metrics.incrementCounter("errors_total", "component", "sync");
        for (int i = 0; i < 3; i++) {
            metrics.incrementCounter("errors_total", "peer", "7");
            metrics.incrementCounter("errors_total");
            metrics.incrementCounterBy("errors_total", 5, Labels.of("a", "1", "b", "2", "c", "3", "d", "4"));
        }

        assertThat(metrics.snapshot().value("errors_total", "component", "sync"))
                .hasValue(1);
        assertThat(metrics.snapshot().total("errors_total")).isEqualTo(1);
        assertThat(conflicts("errors_total")).isEqualTo(9);
        assertThat(log.logged()).singleElement().satisfies(one -> {
            assertThat(one.getMessage())
                    .contains("metric=\"errors_total\"", DROPPED)
                    .contains("with the labels [component], and now with [peer]: declare it the same");
            assertThat(one.getThrown().getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(DroppedRecordsTest.class.getName()));
        });
    }

    @Test
    void otherType_isDropped() {
        metrics.timer("run_seconds").create();
        metrics.gauge("depth").observe(() -> 7);
        metrics.recordHistogram("run_seconds", 1);
        metrics.setGauge("depth", 1);
        metrics.incrementGauge("run_seconds", 1);

        assertThat(conflicts("run_seconds")).isEqualTo(2);
        assertThat(conflicts("depth")).isEqualTo(1);
        assertThat(metrics.snapshot().value("depth")).hasValue(7);
        assertThat(log.logged())
                .hasSize(2)
                .anySatisfy(one -> assertThat(one.getMessage()).contains("as a timer, and now as a histogram"))
                .anySatisfy(one -> assertThat(one.getMessage()).contains("is observed"));
    }

    @Test
    void nameOrLabel_thatCouldNotBe_isDroppedWithWhatWouldBeRight() {
        metrics.incrementCounter("errors");
        metrics.setGauge("", 1);
        metrics.setGauge("no\nname", 1);
        metrics.setGauge("level", 1, "__a", "1");
        metrics.recordHistogram("size", 1, "le", "1");

        assertThat(conflicts("errors")).isEqualTo(1);
        assertThat(conflicts("")).isEqualTo(1);
        assertThat(conflicts("no\nname")).isEqualTo(1);
        assertThat(conflicts("level")).isEqualTo(1);
        assertThat(conflicts("size")).isEqualTo(1);
        assertThat(log.logged())
                .hasSize(5)
                .allSatisfy(one -> assertThat(one.getMessage()).doesNotContain("\n"))
                .anySatisfy(one -> assertThat(one.getMessage()).contains("call it 'errors_total'"));
    }

    @Test
    void operation_thatIsWronglyNamed_runsAllTheSame() {
        assertThat(metrics.<Integer, RuntimeException>timeOperation("run", Labels.of(), () -> 42))
                .isEqualTo(42);
        assertThat(metrics.<Integer, RuntimeException>timeOperation("run_seconds", Labels.of("result", "a"), () -> 43))
                .isEqualTo(43);
        CompletableFuture<String> stage = CompletableFuture.completedFuture("done");
        assertThat(metrics.timeStage("run", Labels.of("peer", "a"), () -> stage))
                .isSameAs(stage);
        assertThat(conflicts("run")).isEqualTo(2);
        assertThat(conflicts("run_seconds")).isEqualTo(1);
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void nulls_areDroppedAndTheFirstOfEachNameIsLogged() {
        String none = null;
        metrics.incrementCounter(none);
        metrics.setGauge(none, 1);
        metrics.recordHistogram(none, 1, "peer", "a");
        metrics.incrementCounterBy(none, 1, Labels.of("a", "1", "b", "2", "c", "3", "d", "4"));
        metrics.recordCustomMetric(null);
        metrics.recordCustomMetric(CustomMetric.gauge(none, Labels.of(), 1));
        metrics.incrementCounter("runs_total", (Labels) null);
        metrics.setGauge("height", 1, none, "a");
        metrics.recordCustomMetric(CustomMetric.gauge("height", null, 1));
        metrics.recordCustomMetric(new CustomMetric("height", "", null, Labels.of(), 1, null));

        assertThat(conflicts("null")).isEqualTo(6);
        assertThat(conflicts("runs_total")).isEqualTo(1);
        assertThat(conflicts("height")).isEqualTo(3);
        assertThat(metrics.snapshot().family("height")).isEmpty();
        assertThat(log.logged())
                .hasSize(3)
                .anySatisfy(one -> assertThat(one.getMessage()).contains("name is null"))
                .anySatisfy(one -> assertThat(one.getMessage()).contains("write Labels.of() for none"));
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void valueOrHelp_thatIsNull_isEmpty() {
        metrics.incrementCounter("runs_total", "peer", null);
        metrics.recordCustomMetric(new CustomMetric("height", null, MetricType.GAUGE, Labels.of(), 3, null));
        assertThat(metrics.snapshot().value("runs_total", "peer", "")).hasValue(1);
        assertThat(metrics.snapshot().value("height")).hasValue(3);
        assertThat(log.logged()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void operation_withoutAName_runsAllTheSame() {
        assertThat(metrics.<Integer, RuntimeException>timeOperation(null, Labels.of(), () -> 42))
                .isEqualTo(42);
        assertThat(metrics.<Integer, RuntimeException>timeOperation("run_seconds", (Labels) null, () -> 43))
                .isEqualTo(43);
        assertThat(metrics.<Object, CompletableFuture<Object>>timeStage(null, Labels.of(), () -> null))
                .isNull();
        assertThat(metrics.<Object, CompletableFuture<Object>>timeStage("run_seconds", Labels.of(), () -> null))
                .isNull();
        assertThat(conflicts("null")).isEqualTo(2);
    }

    @Test
    void customMetric_thatContradicts_isDropped() {
        Labels labels = Labels.of("model", "a");
        metrics.recordCustomMetric(CustomMetric.gauge("level", labels, 1));
        metrics.recordCustomMetric(CustomMetric.gauge("level", Labels.of(), 2));
        metrics.recordCustomMetric(CustomMetric.counter("level", labels, 2));
        metrics.recordCustomMetric(new CustomMetric("level", "", MetricType.SUMMARY, labels, 2, null));
        metrics.recordCustomMetric(new CustomMetric("level", "", MetricType.INFO, labels, 2, null));
        assertThat(metrics.snapshot().total("level")).isEqualTo(1);
        assertThat(conflicts("level")).isEqualTo(4);
    }

    @Test
    void namesMadeOfData_areLoggedAndCountedUpToABound() {
        int names = 3 * Admission.MOST_REMEMBERED;
        for (int i = 0; i < names; i++) {
            metrics.incrementCounter("no total " + i);
        }
        metrics.incrementCounter("x".repeat(1_000_000));
        assertThat(log.logged()).hasSize(DroppedRecords.MOST_LOGGED);
        assertThat(metrics.snapshot().family(DROPPED).orElseThrow().size()).isEqualTo(Admission.MOST_REMEMBERED + 1);
        assertThat(metrics.snapshot().total(DROPPED)).isEqualTo(names + 1.0);
        assertThat(conflicts("other")).isEqualTo(names - Admission.MOST_REMEMBERED + 1.0);
    }

    @Test
    void nameOfTheSdksOwn_isDropped() {
        metrics.incrementCounter("quorumeter_mine_total");
        metrics.setGauge("quorumeter_series", 7);
        metrics.recordCustomMetric(CustomMetric.gauge("quorumeter_mine", Labels.of(), 1));
        metrics.recordCustomMetric(
                new CustomMetric("quorumeter_mine_info", "", MetricType.INFO, Labels.of("version", "1"), 1, null));
        assertThat(metrics.snapshot().family("quorumeter_mine_total")).isEmpty();
        assertThat(metrics.snapshot().family("quorumeter_mine")).isEmpty();
        assertThat(metrics.snapshot().family("quorumeter_mine_info")).isEmpty();
        assertThat(conflicts("quorumeter_mine_total")).isEqualTo(1);
        assertThat(conflicts("quorumeter_series")).isEqualTo(1);
        assertThat(log.logged())
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.getMessage()).contains("reserved for what the SDK says"));
    }

    @Test
    void declarations_stillThrow() {
        metrics.incrementCounter("errors_total", "component", "sync");
        for (String label : List.of("peer", "__x")) {
            assertThatExceptionOfType(MetricDeclarationException.class)
                    .isThrownBy(() ->
                            metrics.counter("errors_total").with(label, "7").create())
                    .withMessageContaining(label);
        }
    }

    private double conflicts(String name) {
        return metrics.snapshot()
                .value(DROPPED, "metric", name, "reason", "conflict")
                .orElse(0);
    }
}
