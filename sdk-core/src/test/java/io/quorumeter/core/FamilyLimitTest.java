package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.CustomMetric;
import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Families that records by name begin, whose names somebody may make of data. */
class FamilyLimitTest {
    private static final String DROPPED = "quorumeter_records_dropped_total";
    private static final Labels WIDE = Labels.of("a", "1", "b", "2", "c", "3", "d", "4");

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final LiveCollector metrics =
            (LiveCollector) Quorumeter.collector().familyLimit(3).create();

    @Test
    void hostileNames_beginAsManyFamiliesAsMayBe_andLeaveNothingElse() {
        for (int i = 0; i < 5_000; i++) {
            metrics.incrementCounter("calls_" + i + "_total", "peer", "p");
            metrics.incrementCounter("wide_" + i + "_total", WIDE);
            metrics.setGauge("level_" + i, i);
            metrics.timeOperation("run_" + i + "_seconds", Labels.of(), () -> {});
            metrics.recordCustomMetric(custom("custom_" + i, MetricType.GAUGE));
            metrics.recordCustomMetric(custom("custom_" + i + "_info", MetricType.INFO));
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.families().stream()
                        .map(family -> family.descriptor().name())
                        .filter(name -> !name.startsWith("quorumeter_")))
                .containsExactlyInAnyOrder("calls_0_total", "wide_0_total", "level_0");
        assertThat(snapshot.families()).hasSizeLessThan(15);
        assertThat(metrics.registry().series()).isLessThan(20);
        assertThat(snapshot.family(DROPPED).orElseThrow().size()).isEqualTo(1);
        assertThat(snapshot.value(DROPPED, "metric", "other", "reason", "family_limit"))
                .hasValue(6 * 5_000 - 3);
        assertThat(metrics.instruments().byName().size()).isEqualTo(3);
        assertThat(log.logged())
                .singleElement()
                .satisfies(one -> assertThat(one.getMessage())
                        .contains("metric=\"run_0_seconds\"")
                        .contains("family_limit")
                        .contains(DROPPED));
    }

    @Test
    void namesThatClashWithSettings_areCountedOneByOne_butNotWithoutEnd() {
        MetricsCollector main = Quorumeter.collector()
                .constantLabels(Labels.of("chain", "main"))
                .create();
        for (int i = 0; i < 3 * Admission.MOST_REMEMBERED; i++) {
            main.incrementCounter("calls_" + i + "_total", "chain", "x");
        }
        MetricsSnapshot snapshot = main.snapshot();
        assertThat(snapshot.family(DROPPED).orElseThrow().size()).isEqualTo(Admission.MOST_REMEMBERED + 1);
        assertThat(snapshot.total(DROPPED)).isEqualTo(3.0 * Admission.MOST_REMEMBERED);
        assertThat(snapshot.value(DROPPED, "metric", "other", "reason", "settings"))
                .hasValue(2.0 * Admission.MOST_REMEMBERED);
    }

    @Test
    void familiesThatAreDeclared_areNotLimited_andAreRecordedByNameToo() {
        for (int i = 0; i < 10; i++) {
            metrics.counter("declared_" + i + "_total").create();
        }
        for (int i = 0; i < 10; i++) {
            metrics.incrementCounter("declared_" + i + "_total");
            metrics.incrementCounter("named_" + i + "_total");
            metrics.incrementCounter("named_" + i + "_total");
        }
        metrics.counter("named_9_total").create();
        metrics.incrementCounter("named_9_total");
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.value("declared_9_total")).hasValue(1);
        assertThat(snapshot.value("named_2_total")).hasValue(2);
        assertThat(snapshot.family("named_3_total")).isEmpty();
        assertThat(snapshot.value("named_9_total")).hasValue(1);
        assertThat(snapshot.value(DROPPED, "metric", "other", "reason", "family_limit"))
                .hasValue(14);
    }

    @Test
    void illegalName_beyondTheLimit_isForgottenLikeTheOthers() {
        for (int i = 0; i < 5; i++) {
            metrics.setGauge("level_" + i, i);
        }
        metrics.setGauge("no\nname", 1);
        metrics.incrementCounter("errors");
        assertThat(metrics.snapshot().value(DROPPED, "metric", "other", "reason", "family_limit"))
                .hasValue(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quorumeter.collector().familyLimit(0))
                .withMessageContaining("family_limit");
    }

    @Test
    void threadsThatBeginFamiliesAtOnce_beginNoMoreThanMayBe() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int first = 1_000 * t;
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException stopped) {
                    return;
                }
                for (int i = first; i < first + 1_000; i++) {
                    metrics.incrementCounter("calls_" + i + "_total");
                }
            });
            threads.add(thread);
            thread.start();
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        long begun = metrics.snapshot().families().stream()
                .filter(family -> family.descriptor().name().startsWith("calls_"))
                .count();
        assertThat(begun).isEqualTo(3);
        assertThat(metrics.snapshot().total(DROPPED)).isEqualTo(4_000 - 3);
    }

    private static CustomMetric custom(String name, MetricType type) {
        return new CustomMetric(name, "", type, Labels.of("version", "1"), 1, null);
    }
}
