package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.Counter;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
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
        assertThat(metrics.snapshot()
                        .value("quorumeter_callback_failures_total", "metric", "broken", "reason", "exception")
                        .orElseThrow())
                .isGreaterThanOrEqualTo(2);
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
