package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.BusyTime;
import io.quorumeter.Counter;
import io.quorumeter.CustomMetric;
import io.quorumeter.Histogram;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals that pass what a long holds stay there, whoever adds, and are counted. */
class SaturationTest {
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int THREADS = 4;

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final List<ExecutorService> threads = new ArrayList<>();

    SaturationTest() {
        for (int i = 0; i < THREADS; i++) {
            threads.add(Executors.newSingleThreadExecutor());
        }
    }

    @AfterEach
    void endThreads() {
        threads.forEach(ExecutorService::shutdown);
    }

    /** Seeds of which a few keep to what a long holds. */
    static long[] seeds() {
        return new Random(16).longs(30).toArray();
    }

    private static long amount(Random chance) {
        return switch (chance.nextInt(7)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> chance.nextInt(Integer.MAX_VALUE);
            case 3 -> (1L << 31) + chance.nextInt(3) - 1;
            case 4 -> chance.nextLong() >>> (1 + chance.nextInt(40));
            case 5 -> chance.nextInt(20) == 0 ? Long.MAX_VALUE : 7;
            default -> chance.nextInt(8) == 0 ? 1L << 62 : 3;
        };
    }

    private void on(int thread, Runnable work) throws ExecutionException, InterruptedException {
        threads.get(thread).submit(work).get();
    }

    private long overflows(String family) {
        return (long) metrics.snapshot()
                .value("quorumeter_invalid_observations_total", "metric", family, "reason", "overflow")
                .orElse(0);
    }

    private String page() throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        new PrometheusText().export(metrics.snapshot(), page);
        return page.toString(StandardCharsets.UTF_8);
    }

    private void assertReadable() throws IOException {
        assertThat(page()).doesNotContainPattern("(?m)^[^#].* -");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void counter_isTheSumUpToTheGreatestLong(long seed) throws Exception {
        Random chance = new Random(seed);
        Counter counter = metrics.counter("sent_bytes_total").create();
        BigInteger exact = BigInteger.ZERO;
        int steps = chance.nextInt(200);
        for (int i = 0; i < steps; i++) {
            long amount = amount(chance);
            exact = exact.add(BigInteger.valueOf(amount));
            boolean byName = chance.nextInt(4) == 0;
            on(chance.nextInt(THREADS), () -> {
                if (byName) {
                    metrics.incrementCounterBy("sent_bytes_total", amount);
                } else {
                    counter.increment(amount);
                }
            });
            if (chance.nextInt(10) == 0) {
                assertThat(counter.value())
                        .as("seed %d", seed)
                        .isEqualTo(exact.min(MOST).longValueExact());
            }
        }
        assertThat(counter.value())
                .as("seed %d", seed)
                .isEqualTo(exact.min(MOST).longValueExact());
        assertThat(overflows("sent_bytes_total") > 0).as("seed %d", seed).isEqualTo(exact.compareTo(MOST) > 0);
        assertReadable();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void histogram_hasTheCountUpToTheGreatestLong_andTheSum(long seed) throws Exception {
        Random chance = new Random(seed);
        Histogram histogram = metrics.histogram("batch_transactions").create();
        BigInteger count = BigInteger.ZERO;
        double sum = 0;
        Distribution earlier = Distribution.of(new int[0], new long[0], 0, 0, 1);
        int steps = chance.nextInt(100);
        for (int i = 0; i < steps; i++) {
            long value = chance.nextInt(4) == 0 ? 0 : chance.nextLong() >>> (20 + chance.nextInt(44));
            long times = chance.nextBoolean() ? 1 : amount(chance);
            count = count.add(BigInteger.valueOf(times));
            sum += (double) value * times;
            on(chance.nextInt(THREADS), () -> {
                if (times == 1) {
                    histogram.record(value);
                } else {
                    histogram.record(value, times);
                }
            });
            if (i == steps / 2) {
                earlier = metrics.snapshot().distribution("batch_transactions").orElseThrow();
            }
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        Distribution all = snapshot.distribution("batch_transactions").orElseThrow();
        long expected = count.min(MOST).longValueExact();
        assertThat(all.count()).as("seed %d", seed).isEqualTo(expected);
        assertThat(histogram.count()).as("seed %d", seed).isEqualTo(expected);
        assertThat(all.countAtOrBelow(Double.MAX_VALUE)).as("seed %d", seed).isEqualTo(expected);
        assertThat(all.sum()).as("seed %d", seed).isCloseTo(sum, within(1 + sum * 1e-9));
        assertThat(all.merge(all).count())
                .as("seed %d", seed)
                .isEqualTo(BigInteger.valueOf(expected).shiftLeft(1).min(MOST).longValueExact());
        assertThat(all.minus(earlier).count()).as("seed %d", seed).isNotNegative();
        assertReadable();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void busyTime_isTheSumUpToTheGreatestLong(long seed) {
        Random chance = new Random(seed);
        BusyTime busy = metrics.busyTime("stage_busy_seconds_total").create();
        BusyTime.Worker worker = busy.worker();
        BigInteger exact = BigInteger.ZERO;
        int steps = chance.nextInt(60);
        for (int i = 0; i < steps; i++) {
            long amount = amount(chance);
            (chance.nextBoolean() ? busy : worker).add(amount);
            exact = exact.add(BigInteger.valueOf(amount));
        }
        assertThat(busy.nanos()).as("seed %d", seed).isEqualTo(exact.min(MOST).longValueExact());
        assertThat(overflows("stage_busy_seconds_total") > 0)
                .as("seed %d", seed)
                .isEqualTo(exact.compareTo(MOST) > 0);
    }

    @Test
    void fullCounter_goesOnBeingFull_andCountsEachOverflow() {
        Counter counter = metrics.counter("sent_bytes_total").create();
        counter.increment(Long.MAX_VALUE);
        assertThat(overflows("sent_bytes_total")).isZero();
        counter.increment();
        counter.increment(Long.MAX_VALUE);
        assertThat(counter.value()).isEqualTo(Long.MAX_VALUE);
        assertThat(overflows("sent_bytes_total")).isEqualTo(2);
    }

    @Test
    void counter_fullByThePartsOfSeveralThreads_isCountedOnce() throws Exception {
        Counter counter = metrics.counter("sent_bytes_total").create();
        on(0, () -> counter.increment(Long.MAX_VALUE / 2));
        on(1, () -> counter.increment(Long.MAX_VALUE / 2));
        on(2, () -> counter.increment(2));
        assertThat(counter.value()).isEqualTo(Long.MAX_VALUE);
        assertThat(overflows("sent_bytes_total")).isOne();
        assertThat(overflows("sent_bytes_total")).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000})
    void fullBucket_ofOneThreadOrAmongOthers_staysFull(long value) throws Exception {
        Histogram histogram = metrics.histogram("batch_transactions").create();
        for (int thread = 0; thread < THREADS; thread++) {
            on(thread, () -> {
                histogram.record(value, Long.MAX_VALUE);
                histogram.record(value);
                histogram.record(value, 5);
            });
            assertThat(histogram.count()).isEqualTo(Long.MAX_VALUE);
        }
        assertThat(overflows("batch_transactions")).isEqualTo(2 * 3 + 3);
    }

    static Stream<Arguments> observedTotals() {
        return Stream.of(
                Arguments.of(0, "0", null),
                Arguments.of(7L, "7", null),
                Arguments.of(0.5, "0.5", null),
                Arguments.of(Long.MAX_VALUE, "9223372036854775807", null),
                Arguments.of(-5L, "3", "negative"),
                Arguments.of(-0.5, "3", "negative"),
                Arguments.of(Long.MIN_VALUE, "3", "negative"),
                Arguments.of(BigInteger.TWO.pow(80).negate(), "3", "negative"),
                Arguments.of(Double.NEGATIVE_INFINITY, "3", "negative"),
                Arguments.of(0x1p63, "9223372036854775807", "overflow"),
                Arguments.of(1e300, "9223372036854775807", "overflow"),
                Arguments.of(BigInteger.TWO.pow(63), "9223372036854775807", "overflow"),
                Arguments.of(Double.POSITIVE_INFINITY, "9223372036854775807", "overflow"));
    }

    @ParameterizedTest
    @MethodSource("observedTotals")
    void observedCounter_isATotalThatALongHolds(Number answer, String shown, @Nullable String refusedAs)
            throws IOException {
        AtomicReference<Number> total = new AtomicReference<>(3);
        metrics.counter("x_total").observe(total::get);
        assertThat(page()).contains("\nx_total 3\n");
        total.set(answer);
        assertThat(page()).containsPattern("\nx_total " + shown.replace(".", "\\.") + "( \\d+)?\n");
        assertThat(page().contains("quorumeter_invalid_observations_total{")).isEqualTo(refusedAs != null);
        if (refusedAs != null) {
            assertThat(metrics.snapshot()
                            .value("quorumeter_invalid_observations_total", "metric", "x_total", "reason", refusedAs)
                            .orElse(0))
                    .isPositive();
        }
        total.set(11);
        assertThat(page()).contains("\nx_total 11\n");
    }

    @Test
    void observedCounter_thatIsNegativeFromTheStart_hasNoSeries() throws IOException {
        metrics.counter("x_total").observe(() -> -5L);
        metrics.gauge("x_level").observe(() -> -5L);
        assertThat(page()).doesNotContain("\nx_total ").contains("\nx_level -5\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 9.3e18", "5e18, 9.3e18", "5e18, Infinity", "0, 9.223372036854775808e18"})
    void customCounter_beyondALong_staysAtItsGreatest(double before, double beyond) {
        metrics.recordCustomMetric(CustomMetric.counter("runs_total", Labels.of(), before));
        assertThat(overflows("runs_total")).isZero();
        for (int times = 1; times <= 2; times++) {
            metrics.recordCustomMetric(CustomMetric.counter("runs_total", Labels.of(), beyond));
            assertThat(metrics.snapshot().total("runs_total")).isEqualTo(Long.MAX_VALUE);
            assertThat(overflows("runs_total")).isEqualTo(times);
        }
    }
}
