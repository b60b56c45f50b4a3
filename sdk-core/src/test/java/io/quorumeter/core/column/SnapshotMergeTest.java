package io.quorumeter.core.column;

import static io.quorumeter.core.column.RandomSnapshots.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.snapshot.MetricsSnapshot.EndedSeries;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotMergeTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void merge_inAnyOrder_isTheSame(long seed) {
        RandomSnapshots snapshots = new RandomSnapshots(seed);
        for (int round = 0; round < 40; round++) {
            MetricsSnapshot a = snapshots.next();
            MetricsSnapshot b = snapshots.next();
            MetricsSnapshot c = snapshots.next();
            assertThat(content(a.merge(b))).as("seed %d", seed).isEqualTo(content(b.merge(a)));
            assertThat(content(a.merge(b).merge(c))).as("seed %d", seed).isEqualTo(content(a.merge(b.merge(c))));
        }
    }

    @Test
    void counters_addUpBeyondTheRangeOfLong_withoutLoss() {
        MetricsSnapshot most = counter(Long.MAX_VALUE, 0);
        FamilySnapshot sum = only(most.merge(most).merge(counter(5, 0)));
        assertThat(sum.value(0)).isEqualTo(0x1p64);
        assertThat(sum.wholeValue(0)).isEqualTo(3);
    }

    @Test
    void gauges_giveTheGreatest_andCountersTheSum() {
        assertThat(gauge(-3).merge(gauge(-7)).value("level")).hasValue(-3);
        assertThat(counter(4, 0).merge(counter(5, 0)).value("work_total")).hasValue(9);
    }

    @Test
    void series_ofOnlyOne_areTakenOver_andCreatedAtTheEarliestKnown() {
        MetricsSnapshot merged = counter(4, 30).merge(new MetricsSnapshot(Instant.EPOCH, List.of()));
        assertThat(merged.value("work_total")).hasValue(4);
        assertThat(only(counter(4, 30).merge(counter(4, 0))).createdMillis(0)).isEqualTo(30);
        assertThat(only(counter(4, 30).merge(counter(4, 20))).createdMillis(0)).isEqualTo(20);
    }

    @Test
    void series_thatEndedHereAndLivesThere_hasNotEnded() {
        List<EndedSeries> ended = List.of(
                new EndedSeries("level", Labels.of(), Instant.EPOCH),
                new EndedSeries("level", Labels.of("a", "1"), Instant.EPOCH));
        MetricsSnapshot gone = new MetricsSnapshot(Instant.EPOCH, List.of(), Labels.of(), ended);
        assertThat(gone.merge(gauge(1)).ended()).containsExactly(ended.get(1));
        assertThat(gauge(1).merge(gone).ended()).containsExactly(ended.get(1));
        assertThat(gone.merge(gone).ended()).containsExactlyElementsOf(ended);
    }

    @Test
    void merge_ofWhatWasReadFromRecycledMemory_stays() {
        FamilyColumns columns = columns(Bounds.of(1));
        columns.begin(List.of(Labels.of()), new long[0]);
        columns.add(Values.of(1, 2, 3));
        MetricsSnapshot read = new MetricsSnapshot(Instant.EPOCH, List.of(columns));
        MetricsSnapshot merged = read.merge(new MetricsSnapshot(Instant.EPOCH, List.of()));
        columns.end();
        assertThat(merged.distribution("size").orElseThrow().count()).isEqualTo(3);
    }

    @Test
    void families_thatAreDeclaredDifferently_areRefusedByName() {
        FamilySnapshot gauge =
                new FamilyColumns(RandomSnapshots.descriptor("size", MetricType.GAUGE, ""), Bounds.of(1), 1, List.of());
        MetricsSnapshot bounds = new MetricsSnapshot(Instant.EPOCH, List.of(columns(Bounds.of(1))));
        MetricsSnapshot others = new MetricsSnapshot(Instant.EPOCH, List.of(columns(Bounds.of(2))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bounds.merge(new MetricsSnapshot(Instant.EPOCH, List.of(gauge))))
                .withMessageContaining("'size' is a HISTOGRAM here and a GAUGE there");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bounds.merge(others))
                .withMessageContaining("'size' has other bounds");
    }

    private static FamilyColumns columns(Bounds bounds) {
        return new FamilyColumns(RandomSnapshots.descriptor("size", MetricType.HISTOGRAM, ""), bounds, 1, List.of());
    }

    private static MetricsSnapshot gauge(long value) {
        return number("level", MetricType.GAUGE, value, 0);
    }

    private static MetricsSnapshot counter(long value, long created) {
        return number("work_total", MetricType.COUNTER, value, created);
    }

    private static MetricsSnapshot number(String name, MetricType type, long value, long created) {
        FamilyColumns columns =
                new FamilyColumns(RandomSnapshots.descriptor(name, type, ""), Bounds.of(1), 1, List.of());
        columns.begin(List.of(Labels.of()), new long[] {created});
        columns.whole()[0] = value;
        return new MetricsSnapshot(Instant.EPOCH, List.of(columns));
    }

    private static FamilySnapshot only(MetricsSnapshot snapshot) {
        return snapshot.families().get(0);
    }
}
