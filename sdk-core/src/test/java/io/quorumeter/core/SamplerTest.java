package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
    private static final int EVENTS = 20_000;
    private static final int SEEDS = 200;

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.7, 0.5, 0.3, 0.15, 0.07, 0.011})
    void estimate_overManySeeds_isRightOnAverage(double share) {
        double sum = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            sum += estimate(new Sampler(share, new RandomLanes(seed)));
        }
        double mean = sum / SEEDS;
        double deviation = Math.sqrt(EVENTS * (1 / share) / SEEDS); // an upper bound for that of the mean
        assertThat(mean).as("mean estimate of %d", EVENTS).isCloseTo(EVENTS, within(3 * deviation));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.7, 0.5, 0.3, 0.15, 0.07, 0.011})
    void weight_isTheWholeNumberBelowOrAboveOneOverTheShare(double share) {
        Sampler sampler = new Sampler(share, new RandomLanes(1));
        TreeSet<Long> seen = new TreeSet<>();
        for (int i = 0; i < EVENTS; i++) {
            seen.add(sampler.weight());
        }
        long least = (long) (1 / share);
        assertThat(seen.first()).isEqualTo(least);
        assertThat(seen.last()).isEqualTo(1 / share == least ? least : least + 1);
    }

    @Test
    void choice_doesNotFallInStepWithAPattern() {
        Sampler sampler = new Sampler(0.1, new RandomLanes(3));
        long[] chosen = new long[10];
        for (int i = 0; i < 100_000; i++) {
            if (sampler.isChosen()) {
                chosen[i % 10]++;
            }
        }
        assertThat(Arrays.stream(chosen).summaryStatistics().getMin()).isGreaterThan(850);
        assertThat(Arrays.stream(chosen).summaryStatistics().getMax()).isLessThan(1_150);
    }

    @Test
    void oneSeed_givesOneSequence_andAnotherAnother() {
        assertThat(firstOf(new RandomLanes(5))).isEqualTo(firstOf(new RandomLanes(5)));
        assertThat(firstOf(new RandomLanes(5))).isNotEqualTo(firstOf(new RandomLanes(6)));
        assertThat(firstOf(new RandomLanes(5))).doesNotHaveDuplicates().allMatch(number -> number >= 0);
    }

    private static List<Long> firstOf(RandomLanes lanes) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            numbers.add(lanes.next());
        }
        return numbers;
    }

    private static long estimate(Sampler sampler) {
        long estimate = 0;
        for (int i = 0; i < EVENTS; i++) {
            estimate += sampler.isChosen() ? sampler.weight() : 0;
        }
        return estimate;
    }
}
