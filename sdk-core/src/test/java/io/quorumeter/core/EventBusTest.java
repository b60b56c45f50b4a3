package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.quorumeter.core.event.EventBus;
import io.quorumeter.core.event.ThreadLoop;
import io.quorumeter.event.EventPublisher.Subscription;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventBusTest {
    private static final int CAPACITY = 8;

    private interface Decision {}

    private record Commit(long height) implements Decision {}

    private record ViewChange(long view) implements Decision {}

    private final LiveCollector metrics = (LiveCollector) Quorumeter.newCollector();
    private final Sampling sampling = new Sampling(1, 5, metrics.self());
    private final EventBus small = bus(CAPACITY);

    @Test
    void listener_getsEventsOfItsTypeAndSubtypesInOrder() {
        List<Object> commits = new ArrayList<>();
        List<Object> decisions = new ArrayList<>();
        List<Object> all = new ArrayList<>();
        small.subscribe(Commit.class, commits::add);
        small.subscribe(Decision.class, decisions::add);
        small.subscribe(Object.class, all::add);
        small.publish(new Commit(1));
        small.publish("text");
        small.publish(new ViewChange(7));
        small.publish(new Commit(2));
        flush(small);
        assertThat(commits).containsExactly(new Commit(1), new Commit(2));
        assertThat(decisions).containsExactly(new Commit(1), new ViewChange(7), new Commit(2));
        assertThat(all).containsExactly(new Commit(1), "text", new ViewChange(7), new Commit(2));
    }

    @Test
    void class_isHeardWhileAListenerTakesItOrASupertype() {
        assertThat(small.isHeard(Commit.class)).isFalse();
        Subscription decisions = small.subscribe(Decision.class, event -> {});
        assertThat(small.isHeard(Commit.class)).isTrue();
        assertThat(small.isHeard(Object.class)).isFalse();
        decisions.close();
        assertThat(small.isHeard(Commit.class)).isFalse();
    }

    @Test
    void sampledListener_getsAShareWhoseWeightsAddUpToAllOnAverage() {
        int events = 100_000;
        EventBus bus = bus(events);
        List<Long> weights = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        bus.subscribeSampled("some", Commit.class, 0.15, (commit, weight) -> weights.add(weight));
        bus.subscribeSampled("all", Commit.class, 1, (commit, weight) -> all.add(commit.height() + weight));
        for (int i = 0; i < events; i++) {
            bus.publish(new Commit(i));
            bus.publish("text");
        }
        flush(bus);
        assertThat(weights).hasSizeBetween(14_500, 15_500).containsOnly(6L, 7L).contains(6L, 7L);
        assertThat(weights.stream().mapToLong(weight -> weight).sum()).isBetween(97_000L, 103_000L);
        assertThat(all).hasSize(events).startsWith(1L).endsWith((long) events);
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.value("quorumeter_sampling_ratio", "metric", "events:some"))
                .hasValue(0.15);
        assertThat(snapshot.value("quorumeter_sampling_ratio", "metric", "events:all"))
                .isEmpty();
        assertThat(snapshot.total("quorumeter_events_dropped_total")).isZero();
        for (double wrong : new double[] {0, -1, 1.5, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bus.subscribeSampled("some", Commit.class, wrong, (commit, weight) -> {}))
                    .withMessageContaining("'some'");
        }
    }

    @Test
    void sampledListener_thatEnded_getsNothingMore() {
        List<Commit> heard = new ArrayList<>();
        small.subscribeSampled("some", Commit.class, 0.9, (commit, weight) -> heard.add(commit))
                .close();
        for (int i = 0; i < 100; i++) {
            small.publish(new Commit(i));
        }
        flush(small);
        assertThat(heard).isEmpty();
    }

    @Test
    void events_ofManyPublishers_areNeitherLostNorDoubledNorReorderedWithinOne() throws Exception {
        int each = 50_000;
        EventBus bus = bus(4 * each);
        long[][] seen = new long[3][each];
        int[] sizes = new int[3];
        bus.subscribe(long[].class, event -> {
            int publisher = (int) event[0];
            seen[publisher][sizes[publisher]++] = event[1];
        });
        List<Thread> publishers = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            int publisher = p;
            publishers.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    bus.publish(new long[] {publisher, i});
                }
            }));
        }
        publishers.forEach(Thread::start);
        for (Thread publisher : publishers) {
            publisher.join();
        }
        flush(bus);
        for (int p = 0; p < 3; p++) {
            assertThat(sizes[p]).isEqualTo(each);
            for (int i = 0; i < each; i++) {
                assertThat(seen[p][i]).isEqualTo(i);
            }
        }
    }

    @Test
    void slowListener_losesWhatItsQueueCannotHold_andNobodyElseDoes() throws Exception {
        Gate gate = new Gate();
        small.subscribe("slow", Commit.class, gate);
        small.publish(new Commit(0));
        gate.entered.await();
        List<Commit> others = new ArrayList<>();
        small.subscribe("other", Commit.class, others::add);
        for (int i = 1; i <= CAPACITY + 5; i++) {
            small.publish(new Commit(i));
            flush(small, "other");
        }
        assertThat(others).hasSize(CAPACITY + 5);
        assertThat(dropped("slow", "queue_full")).isEqualTo(5);
        assertThat(dropped("other", "queue_full")).isZero();
        gate.open.countDown();
        flush(small);
        assertThat(gate.seen).hasSize(1 + CAPACITY).endsWith(new Commit(CAPACITY));
    }

    @Test
    void listenerThatThrows_isCountedAndGoesOn() {
        List<Commit> seen = new ArrayList<>();
        small.subscribe("faulty", Commit.class, commit -> {
            seen.add(commit);
            Thread.currentThread().interrupt();
            if (commit.height() == 1) {
                throw new IllegalStateException("first");
            } else if (commit.height() == 2) {
                throw new AssertionError("second");
            }
        });
        for (int i = 1; i <= 4; i++) {
            small.publish(new Commit(i));
        }
        flush(small);
        assertThat(seen).hasSize(4);
        assertThat(metrics.snapshot().value("quorumeter_consumer_errors_total", "consumer", "faulty"))
                .hasValue(2);
        assertThat(dropped("faulty", "error")).isEqualTo(2);
    }

    @Test
    void subscription_thatIsClosed_getsNothingMore_andCountsWhatWaited() throws Exception {
        Gate gate = new Gate();
        Subscription subscription = small.subscribe("gone", Commit.class, gate);
        small.publish(new Commit(1));
        gate.entered.await();
        small.publish(new Commit(2));
        small.publish(new Commit(3));
        subscription.close();
        subscription.close();
        small.publish(new Commit(4));
        gate.open.countDown();
        gate.thread.join();
        assertThat(gate.seen).containsExactly(new Commit(1));
        assertThat(dropped("gone", "disabled")).isEqualTo(2);
        small.flush((consumer, done) -> fail(consumer + " is still there"));
    }

    @Test
    void publishing_allocatesNothing() {
        Commit commit = new Commit(1);
        metrics.events().subscribe("here", Commit.class, event -> {});
        metrics.events().subscribe("there", Decision.class, event -> {});
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 5_000; i++) {
                metrics.events().publish(commit);
            }
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(best).isLessThan(50);
    }

    @Test
    void listener_mayPublish() {
        List<Object> seen = new ArrayList<>();
        small.subscribe(Commit.class, commit -> small.publish(new ViewChange(commit.height())));
        small.subscribe(ViewChange.class, seen::add);
        small.publish(new Commit(3));
        flush(small);
        flush(small);
        assertThat(seen).containsExactly(new ViewChange(3));
    }

    @Test
    void consumers_areNamedByTheirClass_andNoMoreThanTheLimit() {
        LiveCollector limited =
                (LiveCollector) Quorumeter.collector().seriesLimit(2).create();
        limited.events().subscribe(Commit.class, commit -> {});
        limited.events().subscribe(Commit.class, new Gate());
        for (int i = 0; i < 100; i++) {
            limited.events().subscribe("c" + i, Commit.class, commit -> {});
        }
        assertThat(limited.snapshot()
                        .family("quorumeter_consumer_errors_total")
                        .orElseThrow()
                        .allLabels())
                .extracting(labels -> labels.get("consumer"))
                .containsExactly("EventBusTest", "EventBusTest$Gate", "other");
    }

    private double dropped(String consumer, String reason) {
        return metrics.snapshot()
                .value("quorumeter_events_dropped_total", "consumer", consumer, "reason", reason)
                .orElseThrow();
    }

    private EventBus bus(int capacity) {
        return new EventBus(metrics.self()::consumer, sampling::ofEvents, ThreadLoop.starter(() -> {}), capacity);
    }

    private static void flush(EventBus bus) {
        bus.flush((consumer, done) -> done.orTimeout(30, TimeUnit.SECONDS).join());
    }

    private static void flush(EventBus bus, String of) {
        bus.flush((consumer, done) -> {
            if (consumer.equals(of)) {
                done.orTimeout(30, TimeUnit.SECONDS).join();
            }
        });
    }

    /** Lets its first event in and holds it until told. */
    private static final class Gate implements Consumer<Commit> {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private final List<Commit> seen = new ArrayList<>();
        private Thread thread = new Thread();

        @Override
        public void accept(Commit event) {
            seen.add(event);
            thread = Thread.currentThread();
            entered.countDown();
            try {
                assertThat(open.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
