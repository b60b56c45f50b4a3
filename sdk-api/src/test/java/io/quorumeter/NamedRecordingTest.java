package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamedRecordingTest {
    private static final String ONE = "{a=\"1\"}";
    private static final String TWO = "{a=\"1\",b=\"2\"}";
    private static final String THREE = "{a=\"1\",b=\"2\",c=\"3\"}";
    private static final String FOUR = "{a=\"1\",b=\"2\",c=\"3\",d=\"4\"}";
    private static final Labels LABELS = Labels.of("d", "4", "c", "3", "b", "2", "a", "1");

    private final FakeCollector metrics = new FakeCollector();

    @Test
    void incrementCounter_addsOneToItsSeries() {
        metrics.incrementCounter("x_total");
        metrics.incrementCounter("x_total", "a", "1");
        metrics.incrementCounter("x_total", "b", "2", "a", "1");
        metrics.incrementCounter("x_total", "c", "3", "a", "1", "b", "2");
        metrics.incrementCounter("x_total", LABELS);
        for (String series : new String[] {"", ONE, TWO, THREE, FOUR}) {
            assertThat(counter("x_total" + series)).as(series).isEqualTo(1);
        }
    }

    @Test
    void incrementCounterBy_addsTheAmountToItsSeries() {
        metrics.incrementCounterBy("x_total", 10);
        metrics.incrementCounterBy("x_total", 11, "a", "1");
        metrics.incrementCounterBy("x_total", 12, "a", "1", "b", "2");
        metrics.incrementCounterBy("x_total", 13, "a", "1", "b", "2", "c", "3");
        metrics.incrementCounterBy("x_total", 14, LABELS);
        assertThat(counter("x_total")).isEqualTo(10);
        assertThat(counter("x_total" + ONE)).isEqualTo(11);
        assertThat(counter("x_total" + TWO)).isEqualTo(12);
        assertThat(counter("x_total" + THREE)).isEqualTo(13);
        assertThat(counter("x_total" + FOUR)).isEqualTo(14);
    }

    @Test
    void setGauge_replacesTheValueOfItsSeries() {
        for (double value : new double[] {5, 0.5}) {
            metrics.setGauge("x", value);
            metrics.setGauge("x", value + 1, "a", "1");
            metrics.setGauge("x", value + 2, "a", "1", "b", "2");
            metrics.setGauge("x", value + 3, "a", "1", "b", "2", "c", "3");
            metrics.setGauge("x", value + 4, LABELS);
        }
        assertThat(gauge("x")).isEqualTo(0.5);
        assertThat(gauge("x" + ONE)).isEqualTo(1.5);
        assertThat(gauge("x" + TWO)).isEqualTo(2.5);
        assertThat(gauge("x" + THREE)).isEqualTo(3.5);
        assertThat(gauge("x" + FOUR)).isEqualTo(4.5);
    }

    @Test
    void incrementGauge_addsToItsSeries() {
        for (double delta : new double[] {5, -0.5}) {
            metrics.incrementGauge("x", delta);
            metrics.incrementGauge("x", delta * 2, "a", "1");
            metrics.incrementGauge("x", delta * 4, "a", "1", "b", "2");
            metrics.incrementGauge("x", delta * 8, "a", "1", "b", "2", "c", "3");
            metrics.incrementGauge("x", delta * 16, LABELS);
        }
        assertThat(gauge("x")).isEqualTo(4.5);
        assertThat(gauge("x" + ONE)).isEqualTo(9);
        assertThat(gauge("x" + TWO)).isEqualTo(18);
        assertThat(gauge("x" + THREE)).isEqualTo(36);
        assertThat(gauge("x" + FOUR)).isEqualTo(72);
    }

    @Test
    void recordHistogram_recordsInItsSeries() {
        metrics.recordHistogram("x_bytes", 1.5);
        metrics.recordHistogram("x_bytes", 2, "a", "1");
        metrics.recordHistogram("x_bytes", 3, "a", "1", "b", "2");
        metrics.recordHistogram("x_bytes", 4, "a", "1", "b", "2", "c", "3");
        metrics.recordHistogram("x_bytes", 5, LABELS);
        assertThat(histogram("x_bytes").values).containsExactly(1.5);
        assertThat(histogram("x_bytes" + ONE).values).containsExactly(2.0);
        assertThat(histogram("x_bytes" + TWO).values).containsExactly(3.0);
        assertThat(histogram("x_bytes" + THREE).values).containsExactly(4.0);
        assertThat(histogram("x_bytes" + FOUR).values).containsExactly(5.0);
    }

    @Test
    void setGauge_ofAWholeNumber_keepsEveryDigit() {
        long beyondADouble = (1L << 53) + 1;
        metrics.setGauge("x", beyondADouble);
        metrics.setGauge("x", beyondADouble + 2, "a", "1");
        metrics.setGauge("x", beyondADouble + 4, "a", "1", "b", "2");
        metrics.setGauge("x", beyondADouble + 6, "a", "1", "b", "2", "c", "3");
        metrics.setGauge("x", beyondADouble + 8, LABELS);
        String[] series = {"", ONE, TWO, THREE, FOUR};
        for (int i = 0; i < series.length; i++) {
            assertThat(instrument("x" + series[i], Gauge.class).longValue()).isEqualTo(beyondADouble + 2L * i);
        }
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
