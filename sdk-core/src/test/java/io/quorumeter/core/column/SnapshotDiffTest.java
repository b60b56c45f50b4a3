package io.quorumeter.core.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.snapshot.MetricsSnapshot.EndedSeries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotDiffTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void earlierMergedWithTheDifference_isTheLaterOne(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            Map<String, Distribution> before = new TreeMap<>();
            Map<String, Distribution> after = new TreeMap<>();
            for (int i = 0; i < 20; i++) {
                Distribution first = values(random);
                if (random.nextBoolean()) {
                    before.put("" + i, first);
                }
                after.put("" + i, before.containsKey("" + i) ? first.merge(values(random)) : first);
            }
            MetricsSnapshot earlier = snapshot(before, 7);
            MetricsSnapshot later = snapshot(after, 7);
            assertThat(RandomSnapshots.content(earlier.merge(later.diff(earlier))))
                    .as("seed %d", seed)
                    .isEqualTo(RandomSnapshots.content(later));
            assertThat(later.diff(later).total("work_total")).isZero();
            assertThat(later.diff(later).total("size")).isZero();
        }
    }

    @Test
    void snapshots_theWrongWayRound_areRefused() {
        Object collector = new Object();
        MetricsSnapshot first = taken(collector, 1, 20); // the clock was set back in between
        MetricsSnapshot second = taken(collector, 2, 10);
        assertThat(second.diff(first).time()).isEqualTo(second.time());
        assertThat(second.diff(second).families()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> first.diff(second))
                .withMessageContaining("1970-01-01T00:00:10Z, was taken after this one, of 1970-01-01T00:00:20Z")
                .withMessageContaining("later.diff(earlier)");
    }

    @Test
    void snapshots_ofTwoCollectors_areRefusedUnlessMerged() {
        MetricsSnapshot one = taken(new Object(), 1, 10);
        MetricsSnapshot other = taken(new Object(), 2, 20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.diff(one))
                .withMessageContaining("another collector");
        assertThat(other.diff(one.merge(other)).families()).isEmpty();
    }

    private static MetricsSnapshot taken(Object collector, long number, long second) {
        return new MetricsSnapshot(
                Instant.ofEpochSecond(second), List.of(), Labels.of(), List.of(), collector, number, () -> false);
    }

    @Test
    void series_thatBeganAnew_areShownWhole() {
        Map<String, Distribution> two = Map.of("a", Values.of(1, 2));
        Map<String, Distribution> three = Map.of("a", Values.of(1, 2, 9));
        assertThat(snapshot(three, 7).diff(snapshot(two, 7)).total("size")).isEqualTo(1);
        assertThat(snapshot(three, 8).diff(snapshot(two, 7)).total("size")).isEqualTo(3);
        assertThat(snapshot(three, 8).diff(snapshot(two, 7)).total("work_total"))
                .isEqualTo(3);
        assertThat(snapshot(two, 7).diff(snapshot(three, 7)).total("size")).isEqualTo(2);
        assertThat(snapshot(two, 7).diff(snapshot(three, 7)).total("work_total"))
                .isEqualTo(2);
    }

    @Test
    void series_thatEndedAndBeganAnewInOneMillisecond_isShownWhole() {
        Map<String, Distribution> two = Map.of("a", Values.of(1, 2));
        EndedSeries before = new EndedSeries("work_total", Labels.of("a", "a"), Instant.ofEpochMilli(6));
        EndedSeries since = new EndedSeries("work_total", Labels.of("a", "a"), Instant.ofEpochMilli(7));
        MetricsSnapshot earlier = ended(snapshot(two, 7), before);
        MetricsSnapshot diff = ended(snapshot(two, 7), before, since).diff(earlier);
        assertThat(diff.total("work_total")).isEqualTo(2);
        assertThat(diff.total("size")).isZero();
        assertThat(diff.ended()).containsExactly(since);
        assertThat(ended(snapshot(two, 7), before).diff(earlier).total("work_total"))
                .isZero();
    }

    @Test
    void series_thatAreNoMore_areLeftOut() {
        Map<String, Distribution> one = Map.of("a", Values.of(1));
        Map<String, Distribution> other = Map.of("b", Values.of(1, 2));
        MetricsSnapshot diff = snapshot(other, 7).diff(snapshot(one, 7));
        assertThat(diff.distribution("size", "a", "a")).isEmpty();
        assertThat(diff.distribution("size", "a", "b").orElseThrow().count()).isEqualTo(2);
        assertThat(diff.diff(new MetricsSnapshot(Instant.EPOCH, List.of())).total("size"))
                .isEqualTo(2);
    }

    @Test
    void gauges_areAsTheyAre() {
        FamilyColumns gauge = columns("level", MetricType.GAUGE);
        gauge.begin(List.of(Labels.of()), new long[0]);
        gauge.whole()[0] = 5;
        gauge.fraction()[0] = 0.5;
        gauge.timestamp(0, 99);
        MetricsSnapshot snapshot = new MetricsSnapshot(Instant.EPOCH, List.of(gauge));
        MetricsSnapshot diff = snapshot.diff(snapshot);
        assertThat(diff.value("level")).hasValue(5.5);
        assertThat(diff.families().get(0).timestampMillis(0)).isEqualTo(99);
    }

    @Test
    void distribution_minusWhatIsNotInIt_isRefused() {
        Distribution some = Values.of(1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> some.minus(Values.of(1, 1)))
                .withMessageContaining("lacks");
        assertThat(some.minus(some).count()).isZero();
        assertThat(some.minus(some).exactSum()).isZero();
    }

    private static MetricsSnapshot ended(MetricsSnapshot snapshot, EndedSeries... ended) {
        return new MetricsSnapshot(snapshot.time(), snapshot.families(), Labels.of(), List.of(ended));
    }

    private static Distribution values(Random random) {
        return Values.distribution(Values.random(random, 30), 1);
    }

    /** Counters and histograms with as many records as the distributions have values. */
    private static MetricsSnapshot snapshot(Map<String, Distribution> values, long created) {
        Labels[] labels =
                values.keySet().stream().map(value -> Labels.of("a", value)).toArray(Labels[]::new);
        long[] createdMillis = new long[labels.length];
        java.util.Arrays.fill(createdMillis, created);
        FamilyColumns counters = columns("work_total", MetricType.COUNTER);
        FamilyColumns sizes = columns("size", MetricType.HISTOGRAM);
        counters.begin(new SeriesLabels(labels, labels.length), createdMillis);
        sizes.begin(new SeriesLabels(labels, labels.length), createdMillis);
        int series = 0;
        for (Distribution distribution : values.values()) {
            counters.whole()[series++] = distribution.count();
            sizes.add(distribution);
        }
        return new MetricsSnapshot(Instant.ofEpochSecond(3), List.of(sizes, counters));
    }

    private static FamilyColumns columns(String name, MetricType type) {
        return new FamilyColumns(RandomSnapshots.descriptor(name, type, ""), Bounds.of(1, 2), 1, List.of());
    }
}
