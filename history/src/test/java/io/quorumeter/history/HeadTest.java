package io.quorumeter.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.PeerSet;
import io.quorumeter.Timer;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.core.TextBuffer;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.SampleBuffer;
import io.quorumeter.promql.model.Series;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Stale;
import io.quorumeter.promql.model.Value;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HeadTest {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? (\\S+)(?: \\d+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z0-9_]+)=\"([^\"]*)\"");
    private static final long START = 1_700_000_000_000L;

    private final MetricsCollector metrics = Quorumeter.collector()
            .constantLabels(io.quorumeter.Labels.of("chain", "test"))
            .create();
    private final Head head = new Head(HeadLimits.DEFAULT);
    private long now = START;

    private void tick() {
        tick(head, 1_000);
    }

    private void tick(History history, long millis) {
        now += millis;
        history.append(metrics.snapshot(), now);
    }

    private static List<Double> values(History history, String name, String... labels) {
        SampleBuffer samples = samples(history, name, labels);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            values.add(samples.values()[i]);
        }
        return values;
    }

    private static SampleBuffer samples(History history, String name, String... labels) {
        List<Matcher> matchers = new ArrayList<>(List.of(Matcher.equal(Labels.NAME, name)));
        for (int i = 0; i < labels.length; i += 2) {
            matchers.add(Matcher.equal(labels[i], labels[i + 1]));
        }
        SampleBuffer into = new SampleBuffer(size -> {});
        for (Series series : history.select(matchers, 0, Long.MAX_VALUE - 1)) {
            series.read(0, Long.MAX_VALUE - 1, into);
        }
        return into;
    }

    @Test
    void newestSample_isTheLastOfAllSamples_alsoInTheTickThatIsWritten() {
        Random random = new Random(7);
        int[] compared = {0};
        for (int second = 0; second < 1_300; second++) {
            now += 1_000;
            if (second % 10 == 0 || second > 1_250) {
                metrics.incrementCounter("some_total", "which", "" + random.nextInt(3));
                metrics.setGauge("level", random.nextGaussian());
            }
            long to = now - 1_000L * (second % 3);
            head.append(metrics.snapshot(), now, upToNow -> {
                compared[0] += compareNewest(upToNow, now - 60_000, to);
                return List.of();
            });
            compared[0] += compareNewest(head, now - 60_000, to);
        }
        assertThat(compared[0]).isGreaterThan(20_000);
    }

    private static int compareNewest(SeriesSource source, long from, long to) {
        int compared = 0;
        for (Series series : source.select(List.of(), from, to)) {
            SampleBuffer all = new SampleBuffer(size -> {});
            SampleBuffer newest = new SampleBuffer(size -> {});
            series.read(from, to, all);
            series.readNewest(from, to, newest);
            assertThat(newest.size()).isEqualTo(Math.min(all.size(), 1));
            if (all.size() > 0) {
                assertThat(newest.times()[0]).isEqualTo(all.times()[all.size() - 1]);
                assertThat(newest.values()[0]).isEqualTo(all.values()[all.size() - 1]);
                compared++;
            }
        }
        return compared;
    }

    @Test
    void tick_keepsEverySeriesOfAScrape_andNoOtherButQuantiles() {
        metrics.counter("work_total").by("peer").of("a \"b\"").increment(3);
        metrics.gauge("level").create().set(0.25);
        Timer timer = metrics.timer("wait_seconds").create();
        timer.record(1_500_000);
        timer.record(Duration.ofDays(3));
        metrics.summary("size_bytes").create().record(7);
        metrics.histogram("depth").create().record(4);
        now += 1_000;
        Map<Labels, Double> shown = metrics.read(snapshot -> {
            head.append(snapshot, now);
            return scraped(
                    new PrometheusText().write(snapshot, new TextBuffer()).toString());
        });
        Map<Labels, Double> kept = new HashMap<>();
        for (Series series : head.select(List.of(), 0, now)) {
            SampleBuffer one = new SampleBuffer(size -> {});
            series.read(0, now, one);
            assertThat(one.times()[0]).isEqualTo(now);
            kept.put(series.labels(), one.values()[0]);
        }
        assertThat(shown).hasSizeGreaterThan(50);
        assertThat(kept).containsAllEntriesOf(shown);
        kept.keySet().removeAll(shown.keySet());
        assertThat(kept.keySet()).allMatch(labels -> labels.get(Labels.NAME).matches(".*:(p50|p90|p99|max)"));
    }

    private static Map<Labels, Double> scraped(String text) {
        Map<Labels, Double> series = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            var parts = LINE.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            Map<String, String> labels = new HashMap<>(Map.of(Labels.NAME, parts.group(1)));
            if (parts.group(2) != null) {
                String escaped = parts.group(2).replace("\\\"", "\u0001");
                for (MatchResult label : LABEL.matcher(escaped).results().toList()) {
                    labels.put(label.group(1), label.group(2).replace('\u0001', '"'));
                }
            }
            String value = parts.group(3);
            series.put(Labels.of(labels), value.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value));
        });
        return series;
    }

    @Test
    void series_thatEnds_getsAMarker_andMayBeginAgain() {
        PeerSet peers = PeerSet.ofSlots(1);
        var received = metrics.counter("received_total").by("peer", peers);
        received.at(peers.connect("a")).increment(5);
        tick();
        peers.disconnect(0);
        tick();
        tick();
        received.at(peers.connect("a")).increment(2);
        tick();
        assertThat(values(head, "received_total", "peer", "a")).containsExactly(5.0, Stale.MARKER, 2.0);
        long[] times = samples(head, "received_total", "peer", "a").times();
        assertThat(times).startsWith(START + 1_000, START + 2_000, START + 4_000);
        assertThat(Stale.is(values(head, "received_total", "peer", "a").get(1))).isTrue();
    }

    @Test
    void end_marksAllSeries_andATickBeginsThemAgain() {
        metrics.counter("work_total").create().increment();
        tick();
        head.end(now);
        assertThat(values(head, "work_total")).hasSize(2);
        for (Series series : head.select(List.of(), 0, Long.MAX_VALUE - 1)) {
            SampleBuffer one = new SampleBuffer(size -> {});
            series.read(0, Long.MAX_VALUE - 1, one);
            assertThat(Stale.is(one.values()[one.size() - 1]))
                    .as("%s", series.labels())
                    .isTrue();
        }
        tick();
        assertThat(values(head, "work_total")).hasSize(3).endsWith(1.0);
    }

    @Test
    void tick_thatIsNotLater_isDroppedAndCounted() {
        metrics.counter("work_total").create().increment();
        tick();
        tick(head, 0);
        tick(head, -5);
        now += 5;
        assertThat(head.statistics().droppedTicks()).isEqualTo(2);
        assertThat(values(head, "work_total")).hasSize(1);
        tick();
        assertThat(values(head, "work_total")).hasSize(2);
    }

    @Test
    void samples_olderThanTheRetention_areGone_andTheirMemoryToo() {
        Head brief = new Head(new HeadLimits(Duration.ofSeconds(100), 64 << 20, 20_000));
        Counter work = metrics.counter("work_total").create();
        PeerSet peers = PeerSet.ofSlots(1);
        var received = metrics.counter("received_total").by("peer", peers);
        received.at(peers.connect("a")).increment();
        for (int i = 0; i < 3_000; i++) {
            work.increment(i % 7);
            tick(brief, 1_000);
            if (i == 10) {
                peers.disconnect(0);
            }
        }
        assertThat(values(brief, "work_total")).hasSize(101);
        assertThat(values(brief, "received_total", "peer", "a")).isEmpty();
        HistoryStatistics statistics = brief.statistics();
        assertThat(statistics.oldestMillis()).isEqualTo(now - 100_000);
        assertThat(statistics.newestMillis()).isEqualTo(now);
        assertThat(statistics.samples()).isLessThan(statistics.series() * 900L);
        assertThat(brief.select(List.of(Matcher.equal("peer", "a")), 0, Long.MAX_VALUE - 1))
                .isEmpty();
    }

    @Test
    void memory_staysWithinItsLimit_whateverComes() {
        long limit = 2 << 20;
        Head small = new Head(new HeadLimits(Duration.ofHours(2), limit, 20_000));
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            metrics.gauge("noise").by("peer").of("p" + i).set(random.nextGaussian());
        }
        for (int i = 0; i < 2_500; i++) {
            metrics.gauge("noise").by("peer").of("p" + i % 1_000).set(random.nextGaussian());
            for (int j = 0; j < 100; j++) {
                metrics.gauge("noise").by("peer").of("p" + j).set(random.nextGaussian());
            }
            tick(small, 1_000);
            assertThat(small.statistics().bytes()).isLessThanOrEqualTo(limit);
        }
        assertThat(small.statistics().shortenings()).isPositive();
        assertThat(values(small, "noise", "peer", "p1")).hasSizeGreaterThan(300);
        assertThat(small.statistics().newestMillis()).isEqualTo(now);
    }

    @Test
    void series_beyondTheLimit_areRefusedAndCounted() {
        Head few = new Head(new HeadLimits(Duration.ofHours(2), 64 << 20, 3));
        for (int i = 0; i < 10; i++) {
            metrics.counter("a_total").by("peer").of("p" + i).increment(i);
        }
        tick(few, 1_000);
        long refused = few.statistics().refusedSeries();
        tick(few, 1_000);
        assertThat(few.statistics().series()).isEqualTo(3);
        assertThat(values(few, "a_total", "peer", "p0")).containsExactly(0.0, 0.0);
        assertThat(values(few, "a_total", "peer", "p9")).isEmpty();
        assertThat(refused).isGreaterThanOrEqualTo(7);
        assertThat(few.statistics().refusedSeries()).isEqualTo(refused);
    }

    @Test
    void quantiles_areOfTheLastMinute() {
        Timer wait = metrics.timer("wait_seconds").create();
        tick();
        assertThat(values(head, "wait_seconds:p50")).containsExactly(Double.NaN);
        for (int second = 0; second < 200; second++) {
            wait.record(Duration.ofMillis(second < 100 ? 10 : 500));
            tick();
        }
        List<Double> median = values(head, "wait_seconds:p50");
        assertThat(median.get(95)).isCloseTo(0.01, within(0.0002));
        assertThat(median.get(200)).isCloseTo(0.5, within(0.01));
        assertThat(values(head, "wait_seconds:max").get(130)).isCloseTo(0.5, within(0.01));
        for (int second = 0; second < 80; second++) {
            tick();
        }
        assertThat(values(head, "wait_seconds:p99").get(280)).isNaN();
    }

    @Test
    void reader_beside_theWriter_seesEveryTickOnceAndInOrder() throws Exception {
        Counter steady = metrics.counter("steady_total").create();
        Counter jumps = metrics.counter("jumps_total").create();
        Head brief = new Head(new HeadLimits(Duration.ofSeconds(2_000), 64 << 20, 20_000));
        tick(brief, 1_000);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        List<Future<Long>> reads = new ArrayList<>();
        for (int reader = 0; reader < 2; reader++) {
            reads.add(readers.submit(() -> {
                long seen = 0;
                while (!done.get()) {
                    check(samples(brief, "steady_total"), 1);
                    check(samples(brief, "jumps_total"), 3);
                    seen++;
                }
                return seen;
            }));
        }
        for (int i = 1; i < 6_000; i++) {
            steady.increment();
            jumps.increment(3);
            tick(brief, 1_000);
        }
        done.set(true);
        for (Future<Long> read : reads) {
            assertThat(read.get(30, TimeUnit.SECONDS)).isPositive();
        }
        readers.shutdown();
    }

    /** The value of a tick follows from its time. */
    private static void check(SampleBuffer samples, int step) {
        for (int i = 0; i < samples.size(); i++) {
            long tick = (samples.times()[i] - START) / 1_000 - 1;
            assertThat(samples.values()[i]).isEqualTo((double) tick * step);
            assertThat(i == 0 || samples.times()[i] == samples.times()[i - 1] + 1_000)
                    .isTrue();
        }
    }

    @Test
    void limits_outOfRange_areRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadLimits(Duration.ZERO, 1 << 20, 1))
                .withMessageContaining("retention");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadLimits(Duration.ofHours(1), 5, 1))
                .withMessageContaining("maxBytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadLimits(Duration.ofHours(1), 1 << 20, 0))
                .withMessageContaining("maxSeries");
    }

    private static Value.Sample derived(String name, double value) {
        return new Value.Sample(Labels.of(Labels.NAME, name), 0, value);
    }

    private static List<Double> values(SeriesSource source, String name) {
        SampleBuffer into = new SampleBuffer(size -> {});
        source.select(List.of(Matcher.equal(Labels.NAME, name)), 0, Long.MAX_VALUE - 1)
                .forEach(series -> series.read(0, Long.MAX_VALUE - 1, into));
        return Arrays.stream(into.values(), 0, into.size()).boxed().toList();
    }

    @Test
    void derived_seriesOfATick_areMadeFromItAndKeptWithIt() {
        Gauge level = metrics.gauge("level").create();
        for (int i = 1; i <= 1_300; i++) {
            level.set(i);
            now += 1_000;
            int tick = i;
            head.append(metrics.snapshot(), now, upToNow -> {
                assertThat(values(upToNow, "level")).hasSize(tick).endsWith((double) tick);
                assertThat(values(upToNow, "twice")).hasSize(tick - 1);
                assertThat(values(head, "level")).hasSize(tick - 1);
                return List.of(derived("twice", 2.0 * tick));
            });
        }
        assertThat(values(head, "twice")).hasSize(1_300).startsWith(2.0, 4.0).endsWith(2_600.0);
    }

    @Test
    void derived_seriesThatIsNotMadeAgain_endsWithAStaleMarker() {
        metrics.gauge("level").create().set(1);
        head.append(metrics.snapshot(), now + 1, upToNow -> List.of(derived("a", 1), derived("b", 2), derived("a", 3)));
        head.append(metrics.snapshot(), now + 2, upToNow -> List.of(derived("b", 4)));
        head.append(metrics.snapshot(), now + 3, upToNow -> List.of(derived("a", 5), derived("level", 7)));

        assertThat(values(head, "a")).hasSize(3).first().isEqualTo(1.0);
        assertThat(Stale.is(values(head, "a").get(1))).isTrue();
        assertThat(values(head, "b")).hasSize(3).startsWith(2.0, 4.0);
        assertThat(head.select(List.of(Matcher.equal(Labels.NAME, "level")), 0, now + 3))
                .hasSize(2);
    }

    @Test
    void derived_failure_isThrownOnAndTheTickIsKept() {
        metrics.gauge("level").create().set(1);
        assertThatThrownBy(() -> head.append(metrics.snapshot(), now + 1, upToNow -> {
                    throw new IllegalStateException("rules are broken");
                }))
                .hasMessage("rules are broken");
        head.append(metrics.snapshot(), now + 2);

        assertThat(values(head, "level")).containsExactly(1.0, 1.0);
    }

    @Test
    void end_beforeAnySample_leavesTimesInOrder() {
        head.append(metrics.snapshot(), 1_000);
        head.end(500);
        metrics.gauge("level").create().set(1);
        head.append(metrics.snapshot(), 3_000);
        head.append(metrics.snapshot(), 4_000);

        SampleBuffer samples = samples(head, "level");
        assertThat(Arrays.copyOf(samples.times(), samples.size())).containsExactly(3_000, 4_000);
    }

    @Test
    void append_thatFailsHalfWay_movesNoLaterValue() {
        Gauge first = metrics.gauge("a").create();
        Gauge last = metrics.gauge("z").create();
        for (int i = 1; i <= 5; i++) {
            first.set(i);
            last.set(i);
            MetricsSnapshot snapshot = metrics.snapshot();
            now += 1_000;
            if (i == 3) {
                List<FamilySnapshot> families = new ArrayList<>(snapshot.families());
                families.add(1, null);
                MetricsSnapshot broken =
                        new MetricsSnapshot(snapshot.time(), families, snapshot.constantLabels(), List.of());
                assertThatThrownBy(() -> head.append(broken, now)).isInstanceOf(NullPointerException.class);
            } else {
                head.append(snapshot, now);
            }
        }
        for (String name : List.of("a", "z")) {
            SampleBuffer samples = samples(head, name);
            for (int i = 0; i < samples.size(); i++) {
                if (!Stale.is(samples.values()[i])) {
                    assertThat(samples.times()[i]).isEqualTo(START + 1_000 * (long) samples.values()[i]);
                }
            }
            assertThat(samples.size()).isEqualTo(5);
        }
    }

    @Test
    void series_thatWasRefused_isKeptOnceThereIsRoom() {
        head.append(Quorumeter.newCollector().snapshot(), now);
        int own = head.statistics().series();
        Head few = new Head(new HeadLimits(Duration.ofSeconds(60), 64 << 20, own + 2));
        for (int i = 0; i < 200; i++) {
            MetricsCollector other = Quorumeter.newCollector();
            if (i < 5) {
                other.gauge("x").create().set(1);
                other.gauge("y").create().set(1);
            }
            other.gauge("z").create().set(i);
            now += 1_000;
            few.append(other.snapshot(), now);
        }
        assertThat(values(few, "z")).isNotEmpty().endsWith(199.0);
        assertThat(few.statistics().refusedSeries()).isPositive();
    }

    @Test
    void memory_ofLastMinutes_isCounted() {
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            timers.add(metrics.timer("wait" + i + "_seconds").create());
        }
        Random random = new Random(5);
        long before = 0;
        for (int i = 0; i < 100; i++) {
            for (Timer timer : timers) {
                for (int j = 0; j < 100; j++) {
                    timer.record((long) (1e6 * Math.exp(2 * random.nextGaussian())));
                }
            }
            tick();
            before = i == 0 ? head.statistics().bytes() : before;
        }
        long buckets = 20 * 7 * 500;
        assertThat(head.statistics().bytes() - before).isGreaterThan(buckets * (Integer.BYTES + Long.BYTES));
        head.append(Quorumeter.newCollector().snapshot(), now + 1_000);
        assertThat(head.statistics().bytes()).isLessThan(buckets * (Integer.BYTES + Long.BYTES));
    }
}
