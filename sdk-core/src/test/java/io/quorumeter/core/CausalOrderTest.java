package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.Gauge;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricLevel;
import io.quorumeter.Timer;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Families of all sorts that cause each other at random, each moved by one as often as the others, causes first, by three threads. */
class CausalOrderTest {
    private static final int FAMILIES = 24;
    private static final int WRITERS = 3;
    private static final int READINGS = 1_500;

    private record Pair(String effect, String cause) {}

    private final LiveCollector metrics = (LiveCollector) Quorumeter.collector().create();
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Runnable> moves = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyDeclaredPair_underLoad_hasNeverMoreEffectsThanCauses(long seed) throws Exception {
        declare(new Random(seed));
        assertThat(pairs).hasSizeGreaterThan(FAMILIES);
        assertThat(withoutCause(metrics::snapshot)).as("kept, seed %d", seed).isEmpty();
        MetricsSnapshot nothing = new MetricsSnapshot(Instant.EPOCH, List.of());
        assertThat(withoutCause(() -> metrics.read(nothing::merge)))
                .as("read, seed %d", seed)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyDeclaredPair_readTheOtherWayRound_showsEffectsWithoutCause(long seed) throws Exception {
        declare(new Random(seed));
        List<ReadingOrder.Step> backwards = new ArrayList<>();
        for (ReadingOrder.Step step : metrics.registry().steps()) {
            List<Family> families = new ArrayList<>(step.families());
            Collections.reverse(families);
            backwards.add(0, new ReadingOrder.Step(families, step.asks()));
        }
        Frame frame = new Frame(backwards);
        assertThat(withoutCause(() -> new MetricsSnapshot(Instant.EPOCH, frame.fill(metrics.callbacks()))))
                .as("seed %d", seed)
                .isNotEmpty();
    }

    @Test
    void aCauseThatIsDeclaredWhileItsEffectIsRead_isInTheSameSnapshot() {
        metrics.counter("effects_total").causedBy("causes_total").create();
        AtomicBoolean declared = new AtomicBoolean();
        metrics.gauge("level").causedBy("effects_total").observe(() -> {
            if (declared.compareAndSet(false, true)) {
                metrics.counter("causes_total").create().increment();
                metrics.counter("effects_total")
                        .causedBy("causes_total")
                        .create()
                        .increment();
            }
            return 1;
        });
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.total("effects_total")).isEqualTo(1);
        assertThat(snapshot.total("causes_total")).isEqualTo(1);
    }

    @Test
    void order_holdsThroughFamiliesThatAreNotKept_wheneverTheyAreDeclared() {
        LiveCollector some = (LiveCollector)
                Quorumeter.collector().level(MetricLevel.ESSENTIAL).create();
        String[] chain = {"a_total", "b_total", "c_total", "z_total"};
        some.counter(chain[0]).level(MetricLevel.ESSENTIAL).create();
        some.counter(chain[3]).level(MetricLevel.ESSENTIAL).causedBy(chain[2]).create();
        assertThat(order(some)).containsSubsequence("a_total", "z_total");
        some.counter(chain[2]).causedBy(chain[1]).create();
        some.counter(chain[1]).causedBy(chain[0]).create();
        assertThat(order(some)).containsSubsequence("z_total", "a_total").doesNotContain("b_total", "c_total");
    }

    @Test
    void causes_thatFamiliesNotKeptAreGivenLater_countToo() {
        LiveCollector some = (LiveCollector) Quorumeter.newCollector();
        some.counter("a_total").create();
        some.counter("z_total").causedBy("b_total").create();
        some.counter("b_total").level(MetricLevel.DETAILED).causedBy("c_total").create();
        assertThat(order(some)).containsSubsequence("a_total", "z_total");
        some.counter("b_total").level(MetricLevel.DETAILED).causedBy("a_total").create();
        assertThat(order(some)).containsSubsequence("z_total", "a_total");
    }

    @Test
    void circle_throughAFamilyThatIsNotKept_isRefusedAndForgotten() {
        LiveCollector some = (LiveCollector) Quorumeter.newCollector();
        some.counter("a_total").causedBy("b_total").create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> some.counter("b_total")
                        .level(MetricLevel.DETAILED)
                        .causedBy("a_total")
                        .create())
                .withMessageContaining("circle");
        assertThat(order(some)).contains("a_total");
    }

    @Test
    void order_ofACircle_leavesOutNoFamily() {
        LiveCollector some = (LiveCollector) Quorumeter.newCollector();
        some.counter("a_total").causedBy("x_total").create();
        some.gauge("b").causedBy("a_total").observe(() -> 1);
        some.counter("c_total").create();
        Map<String, Family> families = new HashMap<>();
        List.of("a_total", "b", "c_total")
                .forEach(name -> families.put(
                        name, Objects.requireNonNull(some.registry().find(name))));
        assertThat(ReadingOrder.of(families, Map.of("x_total", List.of("b"))))
                .flatExtracting(ReadingOrder.Step::families)
                .containsExactlyInAnyOrderElementsOf(families.values());
    }

    private static List<String> order(LiveCollector collector) {
        return collector.registry().steps().stream()
                .flatMap(step -> step.families().stream())
                .map(Family::name)
                .toList();
    }

    private void declare(Random random) {
        String[] names = new String[FAMILIES];
        for (int i = 0; i < FAMILIES; i++) {
            boolean counts = i % 5 == 0;
            boolean times = i % 5 == 1;
            names[i] = (char) ('a' + random.nextInt(26)) + "_" + i
                    + (counts ? "_total" : times ? "_seconds" : "_level"); // no order by name
            List<String> causes = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (j == i - 1 || random.nextInt(6) == 0) {
                    causes.add(names[j]);
                    pairs.add(new Pair(names[i], names[j]));
                }
            }
            moves.add(family(i % 5, names[i], causes.toArray(new String[0])));
        }
    }

    /** A counter, a timer, a gauge, an observed gauge, or a gauge with a recorded and an observed series; gives what moves it. */
    private Runnable family(int sort, String name, String... causes) {
        switch (sort) {
            case 0 -> {
                return metrics.counter(name).causedBy(causes).create()::increment;
            }
            case 1 -> {
                Timer timer = metrics.timer(name).causedBy(causes).create();
                return () -> timer.record(1_000);
            }
            case 2 -> {
                return metrics.gauge(name).causedBy(causes).create()::increment;
            }
            case 3 -> {
                AtomicLong observed = new AtomicLong();
                metrics.gauge(name).causedBy(causes).observe(observed::get);
                return observed::incrementAndGet;
            }
            default -> {
                AtomicLong observed = new AtomicLong();
                metrics.gauge(name).causedBy(causes).with("by", "asking").observe(observed::get);
                Gauge recorded = metrics.gauge(name)
                        .causedBy(causes)
                        .with("by", "record")
                        .create();
                return () -> {
                    observed.incrementAndGet();
                    recorded.increment();
                };
            }
        }
    }

    /** The pairs that were seen with more effects than causes. */
    private List<Pair> withoutCause(Supplier<MetricsSnapshot> reading) throws Exception {
        List<Pair> wrong = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writing.add(writers.submit(() -> {
                    while (!done.get()) {
                        moves.forEach(Runnable::run);
                    }
                }));
            }
            for (int i = 0; i < READINGS && wrong.isEmpty(); i++) {
                MetricsSnapshot snapshot = reading.get();
                pairs.stream()
                        .filter(pair -> moved(snapshot, pair.effect()) > moved(snapshot, pair.cause()))
                        .forEach(wrong::add);
            }
            done.set(true);
            for (Future<?> writer : writing) {
                writer.get();
            }
        } finally {
            done.set(true);
            writers.shutdownNow();
            assertThat(writers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        return wrong;
    }

    /** How often the family was moved, as far as all its series say. */
    private static double moved(MetricsSnapshot snapshot, String family) {
        FamilySnapshot found = snapshot.family(family).orElseThrow();
        return found.total() / found.size();
    }
}
