package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.Counter;
import io.quorumeter.FlushResult;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.event.EventBus;
import io.quorumeter.core.event.ThreadLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FlushTest {
    private static final Duration SHORT = Duration.ofMillis(5);

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final CountDownLatch open = new CountDownLatch(1);

    @Test
    void nothingUnderWay_completesAtOnce() {
        assertThat(metrics.flush()).isCompletedWithValue(FlushResult.COMPLETE);
        assertThat(MetricsCollector.noop().flush()).isCompletedWithValue(FlushResult.COMPLETE);
    }

    @Test
    void events_publishedBefore_areHandedOverWhenItCompletes_andRecordsAreInASnapshot() {
        Counter counter = metrics.counter("work_total").create();
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        metrics.events().subscribe(Integer.class, seen::add);
        metrics.events().subscribe(Long.class, event -> counter.increment(event));
        for (int i = 1; i <= 300; i++) {
            metrics.events().publish(i);
            metrics.events().publish((long) i);
            assertThat(join(metrics.flush()).isComplete()).isTrue();
            assertThat(seen).hasSize(i);
            assertThat(metrics.snapshot().total("work_total")).isEqualTo(i * (i + 1) / 2.0);
        }
    }

    @Test
    void listenerThatIsStuck_isNamedWhenTheTimeIsOver_andTheOthersAreDone() {
        metrics.events().subscribe("stuck", String.class, event -> await(open));
        CountDownLatch seen = new CountDownLatch(1);
        metrics.events().subscribe("quick", String.class, event -> seen.countDown());
        AtomicInteger pushed = new AtomicInteger();
        metrics.provider().onFlush("pusher", left -> CompletableFuture.completedFuture(pushed.incrementAndGet()));
        metrics.events().publish("event");
        await(seen);
        metrics.events().publish("another");
        for (int i = 1; i <= 20; i++) {
            FlushResult result = join(metrics.flush(SHORT));
            assertThat(result.isComplete()).isFalse();
            assertThat(result.unfinished()).contains("stuck");
            assertThat(result.failed()).isEmpty();
        }
        open.countDown();
        assertThat(join(metrics.flush()).isComplete()).isTrue();
        assertThat(pushed.get()).isPositive();
    }

    @Test
    void participant_flushesAfterTheEvents() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        metrics.events().subscribe(String.class, order::add);
        Runnable leave =
                metrics.provider().onFlush("pusher", left -> CompletableFuture.completedFuture(order.add("pushed")));
        metrics.events().publish("event");
        assertThat(join(metrics.flush()).isComplete()).isTrue();
        leave.run();
        join(metrics.flush());
        assertThat(order).containsExactly("event", "pushed");
    }

    @Test
    void participant_takesTheTimeThatIsLeft_andIsWaitedFor() {
        List<Duration> times = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch both = new CountDownLatch(2);
        CompletableFuture<Void> pushed = new CompletableFuture<>();
        metrics.provider().onFlush("pusher", left -> {
            times.add(left);
            both.countDown();
            return pushed;
        });
        CompletableFuture<FlushResult> flush = metrics.flush(Duration.ofMinutes(1));
        assertThat(join(metrics.flush(SHORT)).unfinished()).containsExactly("pusher");
        assertThat(flush).isNotDone();
        pushed.complete(null);
        assertThat(join(flush).isComplete()).isTrue();
        await(both);
        assertThat(times.get(0)).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
        assertThat(times.get(1)).isBetween(Duration.ZERO, SHORT);
    }

    @Test
    void participantThatFails_isNamed() {
        metrics.provider().onFlush("throws", left -> {
            throw new IllegalStateException("no connection");
        });
        metrics.provider()
                .onFlush("fails", left -> CompletableFuture.failedFuture(new IllegalStateException("refused")));
        metrics.provider().onFlush("works", left -> CompletableFuture.completedFuture(1));
        for (int i = 0; i < 2; i++) {
            FlushResult result = join(metrics.flush());
            assertThat(result.failed()).containsExactly("throws", "fails");
            assertThat(result.unfinished()).isEmpty();
            assertThat(result.isComplete()).isFalse();
        }
    }

    @Test
    void participantThatBlocks_isNamedWhenTheTimeIsOver_andTheOthersAreDone() {
        metrics.provider().onFlush("blocking", left -> {
            await(open);
            return CompletableFuture.completedFuture(1);
        });
        metrics.provider().onFlush("works", left -> CompletableFuture.completedFuture(1));
        assertThat(join(metrics.flush(Duration.ofMillis(200))).unfinished()).containsExactly("blocking");
        open.countDown();
        assertThat(join(metrics.flush()).isComplete()).isTrue();
    }

    @Test
    void participantThatHangs_isCalledOnceHoweverManyFlushesCome_andThenOnceMore() {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch entered = new CountDownLatch(1);
        metrics.provider().onFlush("hanging", left -> {
            calls.incrementAndGet();
            entered.countDown();
            await(open);
            return CompletableFuture.completedFuture(1);
        });
        List<CompletableFuture<FlushResult>> flushes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            flushes.add(metrics.flush(Duration.ofMinutes(1)));
        }
        await(entered);
        assertThat(join(metrics.flush(SHORT)).unfinished()).containsExactly("hanging");
        assertThat(calls).hasValue(1);
        open.countDown();
        flushes.forEach(flush -> assertThat(join(flush).isComplete()).isTrue());
        assertThat(calls).hasValue(2);
    }

    @Test
    void stageThatIsNotDone_isWaitedForByTheNextCall_whichTakesTheTimeOfTheLastToEnd() {
        List<Duration> times = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> pushed = new CompletableFuture<>();
        metrics.provider().onFlush("pusher", left -> {
            times.add(left);
            return pushed;
        });
        CompletableFuture<FlushResult> first = metrics.flush(Duration.ofMinutes(1));
        List<CompletableFuture<FlushResult>> later = new ArrayList<>();
        for (int minutes : new int[] {10, 60, 20}) {
            later.add(metrics.flush(Duration.ofMinutes(minutes)));
        }
        pushed.completeExceptionally(new IllegalStateException("refused"));
        assertThat(join(first).failed()).containsExactly("pusher");
        later.forEach(flush -> assertThat(join(flush).failed()).containsExactly("pusher"));
        assertThat(times).hasSize(2);
        assertThat(times.get(1)).isBetween(Duration.ofMinutes(50), Duration.ofMinutes(60));
    }

    @Test
    void flushes_thatTimeOut_leaveNothingBehind() {
        SelfMetrics self = ((LiveCollector) metrics).self();
        EventBus events =
                new EventBus(self::consumer, new Sampling(1, 1, self)::ofEvents, ThreadLoop.starter(() -> {}), 1_024);
        Flushes flushes = new Flushes(events);
        CountDownLatch heard = new CountDownLatch(1);
        events.subscribe("stuck", Integer.class, event -> {
            heard.countDown();
            await(open);
        });
        CompletableFuture<Void> pushed = new CompletableFuture<>();
        flushes.join("hanging", left -> pushed);
        events.publish(-1);
        await(heard);
        List<CompletableFuture<FlushResult>> begun = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            events.publish(i);
            begun.add(flushes.begin(Duration.ofMillis(1)));
        }
        begun.forEach(flush -> assertThat(join(flush).unfinished()).contains("stuck"));
        assertThat(join(flushes.begin(SHORT)).unfinished()).containsExactly("stuck", "hanging");
        assertThat(flushes.waiting()).isZero();
        open.countDown();
        pushed.complete(null);
        assertThat(join(flushes.begin(Duration.ofMinutes(1))).isComplete()).isTrue();
    }

    @Test
    void limit_thatIsOutOfRange_isRefused() {
        for (MetricsCollector collector : List.of(metrics, MetricsCollector.noop())) {
            for (Duration limit : List.of(Duration.ZERO, Duration.ofDays(40_000))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> join(collector.flush(limit)))
                        .withMessageContaining(limit.toString());
            }
        }
    }

    private static FlushResult join(CompletableFuture<FlushResult> flush) {
        return flush.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
