package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallsByNameTest {
    private static final String ONE = "{a=\"1\"}";
    private static final String TWO = "{a=\"1\",b=\"2\"}";
    private static final Labels LABELS = Labels.of("b", "2", "a", "1");

    private final FakeCollector metrics = new FakeCollector();

    @Test
    void collector_hasAtMost35Methods() {
        assertThat(Arrays.stream(MetricsCollector.class.getMethods()).map(Object::toString))
                .hasSizeLessThanOrEqualTo(35);
    }

    @Test
    void incrementCounter_addsOneToItsSeries() {
        metrics.incrementCounter("x_total");
        metrics.incrementCounter("x_total", "a", "1");
        metrics.incrementCounter("x_total", LABELS);
        for (String series : new String[] {"", ONE, TWO}) {
            assertThat(counter("x_total" + series)).as(series).isEqualTo(1);
        }
    }

    @Test
    void incrementCounterBy_addsTheAmountToItsSeries() {
        metrics.incrementCounterBy("x_total", 10);
        metrics.incrementCounterBy("x_total", 11, "a", "1");
        metrics.incrementCounterBy("x_total", 12, LABELS);
        assertThat(counter("x_total")).isEqualTo(10);
        assertThat(counter("x_total" + ONE)).isEqualTo(11);
        assertThat(counter("x_total" + TWO)).isEqualTo(12);
    }

    @Test
    void setGauge_replacesTheValueOfItsSeries() {
        for (double value : new double[] {5, 0.5}) {
            metrics.setGauge("x", value);
            metrics.setGauge("x", value + 1, "a", "1");
            metrics.setGauge("x", value + 2, LABELS);
        }
        assertThat(gauge("x")).isEqualTo(0.5);
        assertThat(gauge("x" + ONE)).isEqualTo(1.5);
        assertThat(gauge("x" + TWO)).isEqualTo(2.5);
    }

    @Test
    void incrementGauge_addsToItsSeries() {
        for (double delta : new double[] {5, -0.5}) {
            metrics.incrementGauge("x", delta);
            metrics.incrementGauge("x", delta * 2, "a", "1");
            metrics.incrementGauge("x", delta * 4, LABELS);
        }
        assertThat(gauge("x")).isEqualTo(4.5);
        assertThat(gauge("x" + ONE)).isEqualTo(9);
        assertThat(gauge("x" + TWO)).isEqualTo(18);
    }

    @Test
    void recordHistogram_recordsInItsSeries() {
        metrics.recordHistogram("x_bytes", 1.5);
        metrics.recordHistogram("x_bytes", 2, "a", "1");
        metrics.recordHistogram("x_bytes", 3, LABELS);
        assertThat(histogram("x_bytes").values).containsExactly(1.5);
        assertThat(histogram("x_bytes" + ONE).values).containsExactly(2.0);
        assertThat(histogram("x_bytes" + TWO).values).containsExactly(3.0);
    }

    @Test
    void timeOperation_recordsInTheSeriesOfItsResult() {
        Object result = new Object();
        metrics.timeOperation("x_seconds", Labels.of(), () -> {});
        assertThat(metrics.<Object, RuntimeException>timeOperation("x_seconds", LABELS, () -> result))
                .isSameAs(result);
        assertTimes("", 1, 0);
        assertTimes(TWO, 1, 0);
    }

    @Test
    void timeOperation_failing_recordsAnErrorAndThrowsTheSame() {
        IllegalStateException failure = new IllegalStateException("broken");
        ThrowingRunnable<RuntimeException> failing = () -> {
            throw failure;
        };
        ThrowingSupplier<Object, RuntimeException> failingWithResult = () -> {
            throw failure;
        };
        assertThatThrownBy(() -> metrics.timeOperation("x_seconds", Labels.of(), failing))
                .isSameAs(failure);
        assertThatThrownBy(() -> metrics.timeOperation("x_seconds", LABELS, failingWithResult))
                .isSameAs(failure);
        assertTimes("", 0, 1);
        assertTimes(TWO, 0, 1);
    }

    @Test
    void timeStage_recordsInItsSeriesWhenTheStageCompletes() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        assertThat(metrics.timeStage("x_seconds", LABELS, () -> stage)).isSameAs(stage);
        assertTimes(TWO, 0, 0);
        stage.complete("done");
        assertTimes(TWO, 1, 0);
    }

    private void assertTimes(String labels, long ok, long error) {
        String before = labels.isEmpty() ? "x_seconds{" : "x_seconds" + labels.replace("}", ",");
        assertThat(instrument(before + "result=\"ok\"}", FakeTimer.class).count())
                .isEqualTo(ok);
        assertThat(instrument(before + "result=\"error\"}", FakeTimer.class).count())
                .isEqualTo(error);
    }

    private long counter(String series) {
        return instrument(series, Counter.class).value();
    }

    private double gauge(String series) {
        return instrument(series, Gauge.class).value();
    }

    private FakeInstruments.FakeHistogram histogram(String series) {
        return instrument(series, FakeInstruments.FakeHistogram.class);
    }

    private <I> I instrument(String series, Class<I> type) {
        return type.cast(assertThat(metrics.instruments)
                .extractingByKey(series)
                .isNotNull()
                .actual());
    }
}
