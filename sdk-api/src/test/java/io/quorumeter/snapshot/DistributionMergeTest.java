package io.quorumeter.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionMergeTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void merge_isThatOfAllValues(long seed) {
        Random random = new Random(seed);
        long[] a = Samples.whole(random, random.nextInt(500));
        long[] b = Samples.whole(random, random.nextInt(500));
        long[] both = LongStream.concat(LongStream.of(a), LongStream.of(b)).toArray();
        assertThat(content(timer(a).merge(timer(b)))).as("seed %d", seed).isEqualTo(content(timer(both)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void merge_inAnyOrder_isTheSame(long seed) {
        Random random = new Random(seed);
        Distribution a = timer(Samples.whole(random, random.nextInt(300)));
        Distribution b = timer(Samples.whole(random, random.nextInt(300)));
        Distribution c = timer(Samples.whole(random, random.nextInt(300)));
        assertThat(content(a.merge(b))).as("seed %d", seed).isEqualTo(content(b.merge(a)));
        assertThat(content(a.merge(b).merge(c))).as("seed %d", seed).isEqualTo(content(a.merge(b.merge(c))));
    }

    @Test
    void merge_withNothing_isTheSame() {
        Distribution some = timer(1, 2, 3_000_000_000L);
        Distribution none = timer();
        assertThat(content(some.merge(none))).isEqualTo(content(some)).isEqualTo(content(none.merge(some)));
        assertThat(none.merge(none).count()).isZero();
    }

    @Test
    void merge_leavesBothAlone() {
        Distribution a = timer(5);
        Distribution b = timer(5);
        a.merge(b);
        assertThat(content(a)).isEqualTo(content(timer(5))).isEqualTo(content(b));
    }

    @Test
    void merge_ofATimerAndAHistogram_isRefused() {
        Distribution histogram = Samples.of(new long[] {1}, 1).distribution();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timer(1).merge(histogram))
                .withMessageContaining("cannot be merged");
    }

    private static Distribution timer(long... nanos) {
        return Samples.of(nanos, Samples.PER_SECOND).distribution();
    }

    private static List<String> content(Distribution distribution) {
        List<String> content = new ArrayList<>();
        content.add(distribution.count() + " " + distribution.exactSum() + " " + distribution.sum());
        distribution.forEachBucket((lower, upper, count) -> content.add(lower + " " + upper + " " + count));
        return content;
    }
}
