package io.quorumeter.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.limit.MemoryBudget;
import io.quorumeter.promql.limit.QueryGate;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Value;
import io.quorumeter.promql.series.MemorySource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Instant END = Instant.ofEpochSecond(100);

    private final MemoryBudget budget = new MemoryBudget(1 << 20);
    private final PromQl promql = PromQl.over(series(20, 100)).withMemory(budget);

    @Test
    void samplesHeldAtOnce_areLimited() {
        PromQl limited = promql.withLimits(Limits.DEFAULT.withSamples(1_000));
        assertThat(limited.instant("sum(sum_over_time(m[50s]))", END).peakSamples())
                .isLessThan(200);
        assertFails(() -> limited.instant("m[90s]", END), "execution").hasMessageContaining("query_max_samples");
        assertFails(() -> limited.range("m", END.minusSeconds(90), END, Duration.ofSeconds(1)), "execution")
                .hasMessageContaining("more than 1000 (query_max_samples)");
        assertFails(() -> limited.instant("count_over_time(vector(1)[1d:1ms])", END), "execution")
                .hasMessageContaining("query_max_samples");
    }

    @Test
    void series_areLimitedInTheResultAlone() {
        PromQl limited = promql.withLimits(Limits.DEFAULT.withSeries(10));
        assertThat(limited.instant("count(m)", END).warnings()).isEmpty();
        assertFails(() -> limited.instant("m", END), "execution").hasMessageContaining("query_max_series");
        assertFails(() -> limited.instant("m[5s]", END), "execution").hasMessageContaining("query_max_series");
        assertFails(() -> limited.range("m", END, END, Duration.ofSeconds(1)), "execution")
                .hasMessageContaining("20 series, more than 10 (query_max_series)");
    }

    @Test
    void steps_areLimited() {
        assertFails(() -> promql.range("1", Instant.EPOCH, END, Duration.ofMillis(1)), "bad_data")
                .hasMessageContaining("query_max_steps");
        assertFails(() -> promql.range("1", Instant.EPOCH, END, Duration.ZERO), "bad_data");
        assertFails(() -> promql.instant("1", Instant.MAX), "bad_data");
        assertFails(() -> promql.range("1", Instant.MIN, END, Duration.ofDays(1)), "bad_data");
    }

    @Test
    void time_isLimited() {
        AtomicLong nanos = new AtomicLong();
        PromQl slow =
                promql.withClock(() -> nanos.addAndGet(Duration.ofSeconds(4).toNanos()));
        assertFails(() -> slow.instant("sum(m) + sum(m) + sum(m)", END), "timeout")
                .hasMessageContaining("query_timeout");
        assertThat(budget.used()).isZero();
    }

    @Test
    void time_isLimited_whileSeriesAreSelected() {
        PromQl large = PromQl.over(series(5_000, 0));
        String none = "count({id=~\"(?:.|x)*(?:.|x)*y\"})";
        assertThat(large.instant(none, END).value()).isEqualTo(new Value.Vector(List.of()));
        AtomicLong seconds = new AtomicLong();
        PromQl slow = large.withClock(
                () -> Duration.ofSeconds(seconds.incrementAndGet()).toNanos());
        assertFails(() -> slow.instant(none, END), "timeout");
        AtomicInteger asked = new AtomicInteger();
        PromQl left = large.withCancellation(() -> asked.incrementAndGet() > 10);
        assertFails(() -> left.instant(none, END), "canceled");
    }

    @Test
    void time_isLimited_whileFewWindowsHaveManySamples() {
        AtomicLong seconds = new AtomicLong();
        PromQl slow = PromQl.over(series(0, 0))
                .withClock(() -> Duration.ofSeconds(seconds.incrementAndGet()).toNanos());
        String few = "stddev_over_time(vector(1)[100s:1ms])";
        assertThat(slow.instant(few, END).warnings()).isEmpty();
        assertFails(() -> slow.range(few, END.minusSeconds(20), END, Duration.ofSeconds(1)), "timeout");
    }

    @Test
    void departedClient_endsItsQuery() {
        AtomicInteger asked = new AtomicInteger();
        PromQl left = promql.withCancellation(() -> asked.incrementAndGet() > 2);
        assertFails(() -> left.instant("sum(m) + sum(m) + sum(m)", END), "canceled");
        assertThat(budget.used()).isZero();
    }

    @Test
    void memory_isSharedAndGivenBack() {
        promql.range("sum by (id) (rate(m[20s])) + sum by (id) (m)", Instant.EPOCH, END, Duration.ofSeconds(1));
        assertThat(budget.used()).isZero();
        budget.take(budget.bytes());
        assertFails(() -> promql.instant("m", END), "execution").hasMessageContaining("query_memory");
        budget.give(budget.bytes());
        String nested = "(1 + ".repeat(40) + "time()" + ")".repeat(40);
        assertFails(() -> promql.instant("count_over_time(vector(" + nested + ")[100s:10ms])", END), "execution")
                .hasMessageContaining("query_memory");
        assertThat(budget.used()).isZero();
    }

    @Test
    void gate_letsSomeInSomeWaitAndRefusesOthers() throws Exception {
        QueryGate gate = new QueryGate(1, 2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        QueryGate.Pass first = gate.enter(Duration.ofSeconds(10), () -> false);
        CountDownLatch waiting = new CountDownLatch(2);
        Future<?>[] others = new Future<?>[2];
        for (int i = 0; i < others.length; i++) {
            others[i] = threads.submit(() -> gate.enter(Duration.ofSeconds(30), () -> {
                        waiting.countDown();
                        return false;
                    })
                    .close());
        }
        waiting.await();
        assertFails(() -> gate.enter(Duration.ofSeconds(10), () -> false), "unavailable")
                .hasMessageContaining("2 wait (query_waiting)");
        first.close();
        for (Future<?> other : others) {
            other.get();
        }
        threads.shutdown();
        gate.enter(Duration.ZERO, () -> false).close();
    }

    @Test
    void gate_letsNobodyWaitInVain() {
        QueryGate gate = new QueryGate(1, 1);
        try (QueryGate.Pass inside = gate.enter(Duration.ZERO, () -> false)) {
            assertThat(inside).isNotNull();
            assertFails(() -> gate.enter(Duration.ZERO, () -> false), "timeout");
            assertFails(() -> gate.enter(Duration.ofMinutes(1), () -> true), "canceled");
        }
    }

    private static AbstractThrowableAssert<?, ?> assertFails(Runnable query, String type) {
        return assertThatThrownBy(query::run)
                .isInstanceOfSatisfying(
                        PromQlException.class,
                        error -> assertThat(error.type().label()).isEqualTo(type));
    }

    private static MemorySource series(int count, int samples) {
        MemorySource source = new MemorySource();
        for (int id = 0; id < count; id++) {
            for (int i = 0; i <= samples; i++) {
                source.add(Labels.of(Labels.NAME, "m", "id", "" + id), i * 1000L, i);
            }
        }
        return source;
    }
}
