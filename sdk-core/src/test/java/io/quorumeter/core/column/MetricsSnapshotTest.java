package io.quorumeter.core.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MetricsSnapshotTest {
    private static final long BIG = (1L << 60) + 1;

    private static final List<Labels> KINDS = List.of(Labels.of("kind", "a"), Labels.of("kind", "b"));

    private final FamilyColumns sizes = columns("size_bytes", MetricType.HISTOGRAM, KINDS);
    private final FamilyColumns views = columns("view", MetricType.GAUGE, KINDS);
    private final FamilyColumns votes = columns("votes_total", MetricType.COUNTER, List.of(Labels.of()));
    private final MetricsSnapshot snapshot =
            new MetricsSnapshot(Instant.ofEpochSecond(5), List.of(sizes, views, votes));

    MetricsSnapshotTest() {
        sizes.add(Values.of(1, 2));
        sizes.add(Values.of(5, 6, 7));
        views.whole()[0] = BIG;
        views.whole()[1] = 2;
        views.fraction()[1] = 0.5;
        views.timestamp(1, 1234);
        votes.whole()[0] = 9;
    }

    private static FamilyColumns columns(String name, MetricType type, List<Labels> series) {
        MetricDescriptor descriptor = new MetricDescriptor(name, "", type, MetricLevel.STANDARD, List.of());
        FamilyColumns columns = new FamilyColumns(descriptor, Bounds.of(1, 2), 1, List.of());
        columns.begin(series, new long[0]);
        return columns;
    }

    @Test
    void total_ofNoFamily_throwsWithTheNearestNames() {
        for (String name : List.of("vote_total", "votes", "")) {
            assertThatThrownBy(() -> snapshot.total(name))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("no family '" + name + "'")
                    .hasMessageContaining("'votes_total'");
        }
        assertThat(snapshot.value("vote_total")).isEmpty();
        assertThat(snapshot.distribution("vote_total")).isEmpty();
        assertThatThrownBy(() -> new MetricsSnapshot(Instant.EPOCH, List.of()).total("votes_total"))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void value_ofASeries_isFound() {
        assertThat(snapshot.value("votes_total")).hasValue(9);
        assertThat(snapshot.value("view", "kind", "b")).hasValue(2.5);
    }

    @Test
    void value_ofWhatIsNotThere_isEmpty() {
        assertThat(snapshot.value("nothing")).isEmpty();
        assertThat(snapshot.value("view")).isEmpty();
        assertThat(snapshot.value("view", "kind", "c")).isEmpty();
        assertThat(snapshot.value("size_bytes", "kind", "a")).isEmpty();
    }

    @Test
    void whatAFamilyDoesNotHold_isRefusedWithWhatItDoes() {
        for (ThrowingCallable ask :
                List.<ThrowingCallable>of(() -> sizes.value(0), () -> sizes.wholeValue(0), () -> sizes.isWhole(0))) {
            assertThatThrownBy(ask)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("'size_bytes' is a histogram")
                    .hasMessageContaining("count(…)");
        }
        for (ThrowingCallable ask : List.<ThrowingCallable>of(
                () -> views.count(0),
                () -> views.sum(0),
                () -> views.wholeSum(0),
                () -> views.isWholeSum(0),
                () -> views.quantile(0, 0.5),
                () -> views.distribution(0))) {
            assertThatThrownBy(ask)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("'view' is a gauge")
                    .hasMessageContaining("value(…)");
        }
    }

    @Test
    void text_saysWhatItIs() {
        assertThat(views).hasToString("view (gauge, 2 series)");
        assertThat(snapshot).hasToString("snapshot of 1970-01-01T00:00:05Z, 3 families");
        MetricsSnapshot over =
                new MetricsSnapshot(snapshot.time(), List.of(), Labels.of(), List.of(), null, 0, () -> true);
        assertThat(over).hasToString("snapshot of 1970-01-01T00:00:05Z, 0 families, given back");
    }

    @Test
    void reader_ofASharedSnapshot_canOnlyAsk() {
        assertThat(Stream.of(MetricsSnapshot.class, FamilySnapshot.class)
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .filter(method ->
                                Modifier.isPublic(method.getModifiers()) && method.getReturnType() == void.class))
                .isEmpty();
    }

    @Test
    void distribution_ofASeries_isFound() {
        assertThat(snapshot.distribution("size_bytes", "kind", "b").map(Distribution::count))
                .hasValue(3L);
    }

    @Test
    void distribution_ofWhatIsNotThere_isEmpty() {
        assertThat(snapshot.distribution("nothing")).isEmpty();
        assertThat(snapshot.distribution("size_bytes")).isEmpty();
        assertThat(snapshot.distribution("view", "kind", "a")).isEmpty();
    }

    @Test
    void total_sumsValuesOrCounts() {
        assertThat(snapshot.total("votes_total")).isEqualTo(9);
        assertThat(snapshot.total("size_bytes")).isEqualTo(5);
    }

    @Test
    void family_isFoundByName() {
        assertThat(snapshot.family("view")).containsSame(views);
        assertThat(snapshot.family("nothing")).isEmpty();
        assertThat(snapshot.families()).containsExactly(sizes, views, votes);
        assertThat(snapshot.time()).isEqualTo(Instant.ofEpochSecond(5));
    }

    @Test
    void wholeValue_beyond2To53_isExact() {
        assertThat(views.wholeValue(0)).isEqualTo(BIG);
        assertThat(views.isWhole(0)).isTrue();
        assertThat(views.isWhole(1)).isFalse();
        assertThat(views.value(1)).isEqualTo(2.5);
    }

    @Test
    void timestamp_isThatOfTheSourceOrZero() {
        assertThat(views.timestampMillis(1)).isEqualTo(1234);
        assertThat(votes.timestampMillis(0)).isZero();
    }

    @Test
    void series_areFoundByLabels() {
        assertThat(views.indexOf(Labels.of("kind", "b"))).isEqualTo(1);
        assertThat(views.indexOf(Labels.of())).isEqualTo(-1);
        assertThat(views.labels(0)).isEqualTo(Labels.of("kind", "a"));
        assertThat(views.allLabels()).hasSize(views.size());
        assertThat(views.hasDistributions()).isFalse();
        assertThat(sizes.hasDistributions()).isTrue();
        assertThat(sizes.bounds().size()).isEqualTo(2);
        assertThat(sizes.descriptor().name()).isEqualTo("size_bytes");
    }

    @Test
    void families_ofOneName_areRefused() {
        assertThatThrownBy(() -> new MetricsSnapshot(Instant.EPOCH, List.of(votes, votes)))
                .isInstanceOf(IllegalStateException.class);
    }
}
