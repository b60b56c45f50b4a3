package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.Bounds;
import io.quorumeter.Counter;
import io.quorumeter.Histogram;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Summary;
import io.quorumeter.SummaryBuilder;
import io.quorumeter.Unit;
import io.quorumeter.snapshot.Exemplar;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.spi.FamilyDeclaration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SecondDeclarationTest {
    @Test
    void shares_thatAreDeclaredAtOnce_areComparedByWhoKeepsTheFamily() {
        FamilyDeclaration half = timer(0.5);
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> SecondDeclaration.adds(half, timer(0.25)))
                .withMessageContaining("with the share 0.5 of its durations to keep, and now with 0.25");
        assertThat(SecondDeclaration.adds(half, timer(0.5))).isFalse();
    }

    private static FamilyDeclaration timer(double share) {
        return new FamilyDeclaration(
                new MetricDescriptor("x_seconds", "", MetricType.HISTOGRAM, MetricLevel.STANDARD, List.of()),
                FamilyDeclaration.Kind.TIMER,
                Bounds.defaultFor(Unit.SECONDS),
                List.of(),
                null,
                new FamilyDeclaration.Options(false, share, Duration.ZERO, List.of()),
                List.of());
    }

    private final LiveCollector metrics = (LiveCollector) Quorumeter.newCollector();
    private final PrometheusText text = new PrometheusText();

    @Test
    void otherBounds_areRefusedWithBoth() {
        Histogram first = metrics.histogram("size").bounds(Bounds.of(1, 2)).create();
        assertThat(metrics.histogram("size").bounds(Bounds.of(1, 2)).create()).isSameAs(first);
        assertRefused(
                () -> metrics.histogram("size").bounds(Bounds.of(1, 3)).create(), "size", "[1.0, 2.0]", "[1.0, 3.0]");
        assertThat(family("size").bounds()).isEqualTo(Bounds.of(1, 2));
    }

    @Test
    void noBounds_keepsThoseOfTheFirst() {
        metrics.timer("work_seconds").bounds(Bounds.of(1)).create();
        metrics.timer("work_seconds").create();
        assertThat(family("work_seconds").bounds()).isEqualTo(Bounds.of(1));
        assertRefused(() -> metrics.timer("work_seconds").bounds(Bounds.of(2)).create(), "[1.0]", "[2.0]");
    }

    @Test
    void boundsAfterNone_areTakenByWhatIsThere() {
        metrics.recordHistogram("size", 1.5);
        assertThat(exposition()).contains("size_bucket{le=\"10.0\"} 1");
        assertThat(metrics.<Integer>read(snapshot ->
                        snapshot.family("size").orElseThrow().bounds().size()))
                .isEqualTo(14);

        metrics.histogram("size").bounds(Bounds.of(1, 2)).create();

        assertThat(exposition())
                .contains("size_bucket{le=\"2.0\"} 1", "size_count 1")
                .doesNotContain("le=\"10.0\"");
        assertThat(metrics.<Bounds>read(
                        snapshot -> snapshot.family("size").orElseThrow().bounds()))
                .isEqualTo(Bounds.of(1, 2));
    }

    @Test
    void boundsAfterNone_exemplarsGoByThem() {
        Histogram size = metrics.histogram("size").create();
        size.recordWithExemplar(3, 1, 1, 1);
        metrics.histogram("size").bounds(Bounds.of(2, 4)).create();
        assertThat(family("size").exemplar(0, 1)).isNull();
        size.recordWithExemplar(3, 2, 2, 2);
        size.recordWithExemplar(50, 3, 3, 3);
        assertThat(family("size").exemplar(0, 1)).isEqualTo(new Exemplar(2, 2, 3, 2));
        assertThat(family("size").exemplar(0, 2)).isEqualTo(new Exemplar(3, 3, 50, 3));
        assertThat(family("size").exemplar(0, 0)).isNull();
    }

    @Test
    void otherType_isRefusedWithBoth() {
        metrics.gauge("level").create();
        assertRefused(() -> metrics.histogram("level").create(), "level", "as a gauge", "as a histogram");
        metrics.info("build_info", "", Labels.of());
        assertRefused(() -> metrics.gauge("build_info").create(), "build_info", "as a info", "as a gauge");
    }

    @Test
    void otherLabels_areRefusedWithBoth() {
        metrics.counter("work_total").with("kind", "a").create();
        assertRefused(() -> metrics.counter("work_total").with("sort", "a").create(), "[kind]", "[sort]");
        assertRefused(() -> metrics.counter("work_total").create(), "[kind]", "[]");
    }

    @Test
    void otherWindowOrQuantiles_areRefusedWithBoth() {
        metrics.summary("size").window(Duration.ofMinutes(1)).quantiles(0.5).create();
        assertRefused(
                () -> metrics.summary("size")
                        .window(Duration.ofMinutes(2))
                        .quantiles(0.5)
                        .create(),
                "PT1M",
                "PT2M");
        assertRefused(
                () -> metrics.summary("size")
                        .window(Duration.ofMinutes(1))
                        .quantiles(0.9)
                        .create(),
                "[0.5]",
                "[0.9]");
    }

    @Test
    void noWindowOrQuantiles_keepsThoseOfTheFirst() {
        Summary first = metrics.summary("size")
                .window(Duration.ofMinutes(1))
                .quantiles(0.5)
                .create();
        assertThat(metrics.summary("size").create()).isSameAs(first);
        assertThat(metrics.summary("size").quantiles(0.5).create()).isSameAs(first);
        assertThat(metrics.summary("size").window(Duration.ofMinutes(1)).create())
                .isSameAs(first);
        assertThat(family("size").quantiles()).containsExactly(0.5);
        assertRefused(
                () -> metrics.summary("size").window(Duration.ofMinutes(10)).create(), "PT1M", "PT10M");
        assertRefused(() -> metrics.summary("size").quantiles(0.9).create(), "[0.5]", "[0.9]");
    }

    @Test
    void quantilesAfterNone_areTakenByWhatIsThere() {
        metrics.summary("size").create().record(7);
        assertThat(family("size").quantiles()).isEqualTo(SummaryBuilder.DEFAULT_QUANTILES);
        assertThat(metrics.<Integer>read(
                        snapshot -> snapshot.family("size").orElseThrow().size()))
                .isEqualTo(1);
        metrics.summary("size").quantiles(0.25).create();
        assertThat(exposition())
                .contains("size{quantile=\"0.25\"} 7", "size_count 1")
                .doesNotContain("0.99");
    }

    @Test
    void windowAfterNone_isThatOfEverySeries() {
        VirtualTime time = new VirtualTime();
        MetricsCollector metrics = time.collector().create();
        Summary before = metrics.summary("size").with("kind", "a").create();
        metrics.summary("size").with("kind", "b").window(Duration.ofSeconds(20)).create();
        Summary after = metrics.summary("size").with("kind", "c").create();
        before.record(1);
        after.record(1);
        time.run(Duration.ofSeconds(19));
        assertThat(before.windowCount()).isEqualTo(1);
        assertThat(after.windowCount()).isEqualTo(1);
        time.run(Duration.ofSeconds(6));
        assertThat(before.windowCount()).isZero();
        assertThat(after.windowCount()).isZero();
    }

    @Test
    void help_isTheFirstThatIsNotEmpty() {
        metrics.incrementCounter("work_total");
        assertThat(exposition()).doesNotContain("# HELP work_total");
        Counter counter = metrics.counter("work_total").help("Work done").create();
        metrics.counter("work_total").help("Something else").create();
        counter.increment();
        assertThat(exposition()).contains("# HELP work_total Work done\n", "work_total 2");
    }

    @Test
    void causes_ofBothDeclarations_areReadAfterTheFamily() {
        metrics.counter("effect_total").causedBy("one_total").create();
        metrics.counter("one_total").create();
        metrics.counter("another_total").create();
        assertThat(metrics.snapshot().family("effect_total")).isPresent();
        metrics.counter("effect_total").causedBy("another_total").create();
        assertThat(order()).containsSubsequence("effect_total", "one_total");
        assertThat(order()).containsSubsequence("effect_total", "another_total");
    }

    @Test
    void causes_thatCloseACircle_areRefusedAndForgotten() {
        metrics.counter("first_total").causedBy("second_total").create();
        metrics.counter("second_total").create();
        assertRefused(
                () -> metrics.counter("second_total")
                        .causedBy("first_total", "third_total")
                        .create(),
                "circle",
                "first_total",
                "second_total");
        metrics.counter("third_total").causedBy("second_total").create();
        assertThat(order()).containsSubsequence("third_total", "second_total");
        assertThat(order()).containsSubsequence("first_total", "second_total");
    }

    private List<String> order() {
        return metrics.registry().steps().stream()
                .flatMap(step -> step.families().stream())
                .map(Family::name)
                .toList();
    }

    private String exposition() {
        return new String(text.export(metrics.snapshot()), StandardCharsets.UTF_8);
    }

    private FamilySnapshot family(String name) {
        return ((MetricsCollector) metrics).snapshot().family(name).orElseThrow();
    }

    private static void assertRefused(ThrowingCallable declaration, String... naming) {
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(declaration)
                .satisfies(refused -> assertThat(refused.getMessage()).contains(naming));
    }
}
