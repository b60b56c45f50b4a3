package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.BusyTime;
import io.quorumeter.Counter;
import io.quorumeter.Histogram;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import io.quorumeter.OperationTimer;
import io.quorumeter.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class DerivedGaugesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final MetricsCollector metrics = time.collector().create();
    private final Counter commits = metrics.counter("commits_total").create();
    private final Counter attempts = metrics.counter("attempts_total").create();

    @Test
    void rate_isWhatTheCounterGainedWithinTheWindow() {
        metrics.gauge("commits_per_second").rateOf(commits, MINUTE);
        assertThat(value("commits_per_second")).isZero();
        commits.increment(30);
        time.run(Duration.ofSeconds(10));
        assertThat(value("commits_per_second")).isEqualTo(3);
        time.run(Duration.ofSeconds(50));
        assertThat(value("commits_per_second")).isEqualTo(0.5);
        time.run(Duration.ofSeconds(10));
        assertThat(value("commits_per_second")).isZero();
    }

    @Test
    void rate_doesNotDependOnHowOftenItIsRead() {
        metrics.gauge("commits_per_second").rateOf(commits, MINUTE);
        for (int second = 0; second < 300; second++) {
            commits.increment(2);
            time.run(Duration.ofSeconds(1));
            assertThat(value("commits_per_second")).isCloseTo(2, within(1e-9));
        }
    }

    @Test
    void rate_ofTheTimeBeforeItWasDeclared_isNotShown() {
        commits.increment(1_000_000);
        metrics.gauge("commits_per_second").rateOf(commits, MINUTE);
        time.run(Duration.ofSeconds(5));
        assertThat(value("commits_per_second")).isZero();
    }

    @Test
    void rate_ofATimerOrAHistogram_isItsThroughput() {
        Timer fetches = metrics.timer("fetch_seconds").create();
        Histogram sizes = metrics.histogram("batch_bytes").create();
        fetches.record(1, 500);
        metrics.gauge("fetches_per_second").rateOf(fetches, MINUTE);
        metrics.gauge("batches_per_second").rateOf(sizes, MINUTE);
        fetches.record(7_000_000, 30);
        sizes.record(0.5);
        time.run(Duration.ofSeconds(10));
        assertThat(value("fetches_per_second")).isEqualTo(3);
        assertThat(value("batches_per_second")).isEqualTo(0.1);
        time.run(MINUTE);
        assertThat(value("fetches_per_second")).isZero();
    }

    @Test
    void ratio_ofABusyTime_isTheShareOfTheWindowThatWasWorked_unfinishedWorkIncluded() {
        BusyTime busy = metrics.busyTime("consensus_busy_seconds_total").create();
        metrics.gauge("consensus_busy_ratio").ratioOf(busy, MINUTE);
        assertThat(value("consensus_busy_ratio")).isZero();
        time.run(Duration.ofSeconds(30));
        busy.begin(time.getAsLong());
        time.run(Duration.ofSeconds(10));
        assertThat(value("consensus_busy_ratio")).isEqualTo(0.25);
        time.run(MINUTE);
        assertThat(value("consensus_busy_ratio")).isEqualTo(1);
        busy.end(time.getAsLong());
        time.run(Duration.ofSeconds(15));
        assertThat(value("consensus_busy_ratio")).isCloseTo(0.75, within(0.02));
        time.run(MINUTE);
        assertThat(value("consensus_busy_ratio")).isZero();
    }

    /** A clock that moves further at each look: what passes between two looks is not worked twice. */
    @Test
    void ratio_ofWhoeverIsAlwaysBusy_isNeverMoreThanOne() {
        AtomicInteger looks = new AtomicInteger();
        LongSupplier hasty = () -> {
            time.pass(Duration.ofNanos(looks.incrementAndGet()));
            return time.getAsLong();
        };
        MetricsCollector other =
                Quorumeter.collector().nanoTime(hasty).ticker(time).create();
        BusyTime busy = other.busyTime("consensus_busy_seconds_total").create();
        busy.begin(time.getAsLong());
        other.gauge("consensus_busy_ratio").ratioOf(busy, Duration.ofSeconds(5));
        for (int i = 0; i < 20; i++) {
            assertThat(other.snapshot().value("consensus_busy_ratio").orElseThrow())
                    .isBetween(0.0, 1.0);
            time.run(Duration.ofSeconds(1));
        }
    }

    @Test
    void errorRatio_isTheShareOfTheRunsWithinTheWindowThatFailed() {
        OperationTimer fetch = metrics.timer("fetch_seconds").createOperation();
        fetch.error().record(1, 90);
        metrics.gauge("fetch_error_ratio").errorRatioOf(fetch, MINUTE);
        assertThat(value("fetch_error_ratio")).isZero();
        fetch.ok().record(1, 3);
        assertThat(value("fetch_error_ratio")).isZero();
        fetch.error().record(1);
        assertThat(value("fetch_error_ratio")).isEqualTo(0.25);
        time.run(MINUTE.plusSeconds(4));
        assertThat(value("fetch_error_ratio")).isZero();
        fetch.error().record(1);
        assertThat(value("fetch_error_ratio")).isEqualTo(1);
    }

    @Test
    void ratio_isOneUntilSomethingWasTried() {
        metrics.gauge("commit_success_ratio").ratioOf(commits, attempts);
        assertThat(value("commit_success_ratio")).isEqualTo(1);
        attempts.increment(4);
        commits.increment(3);
        assertThat(value("commit_success_ratio")).isEqualTo(0.75);
    }

    @Test
    void ratio_overAWindow_forgetsWhatIsOlder() {
        metrics.gauge("commit_success_ratio").ratioOf(commits, attempts, MINUTE);
        attempts.increment(10);
        time.run(MINUTE);
        attempts.increment(4);
        commits.increment(1);
        time.run(Duration.ofSeconds(4));
        assertThat(value("commit_success_ratio")).isEqualTo(0.25);
        commits.increment(50);
        assertThat(value("commit_success_ratio")).isEqualTo(1);
        time.run(MINUTE.multipliedBy(2));
        assertThat(value("commit_success_ratio")).isEqualTo(1);
    }

    @Test
    void derivation_isComputedOnceForEachSnapshotAndOnlyThen() {
        AtomicInteger asked = new AtomicInteger();
        metrics.gauge("twice").derive(asked::incrementAndGet);
        time.run(MINUTE);
        assertThat(asked).hasValue(0);
        assertThat(value("twice")).isEqualTo(1);
        assertThat(value("twice")).isEqualTo(2);
    }

    @Test
    void derivation_thatFails_showsItsLastValueAndIsCounted() {
        double[] next = {2.5};
        metrics.gauge("broken").derive(() -> {
            if (next[0] < 0) {
                throw new IllegalStateException();
            }
            return next[0];
        });
        assertThat(value("broken")).isEqualTo(2.5);
        next[0] = Double.NaN;
        assertThat(value("broken")).isEqualTo(2.5);
        next[0] = -1;
        assertThat(value("broken")).isEqualTo(2.5);
        for (String reason : new String[] {"exception", "nan"}) {
            assertThat(metrics.snapshot()
                            .value("quorumeter_callback_failures_total", "metric", "broken", "reason", reason)
                            .orElseThrow())
                    .as(reason)
                    .isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void derivation_thatThrowsWhatNobodyDeclared_isCountedAndNoMore() {
        metrics.gauge("checked").derive(() -> {
            throw DerivedGaugesTest.<RuntimeException>sneaky(new IOException());
        });
        metrics.gauge("fatal").derive(() -> {
            throw new StackOverflowError();
        });
        metrics.snapshot();
        for (String family : new String[] {"checked", "fatal"}) {
            assertThat(metrics.snapshot()
                            .value("quorumeter_callback_failures_total", "metric", family, "reason", "exception")
                            .orElseThrow())
                    .as(family)
                    .isPositive();
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void derivation_ofAFamilyThatIsRecorded_isRefused() {
        metrics.gauge("level").create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.gauge("level").derive(() -> 1))
                .withMessageContaining("is recorded; it cannot be derived as well");
    }

    private double value(String gauge) {
        return metrics.snapshot().value(gauge).orElseThrow();
    }
}
