package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.ViewCause;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who answers for what when the validator set changes, and what it takes. */
class EpochsTest {
    private final Watch watch = Watch.basic();

    @Test
    void setThatIsToldOfLate_doesNotAnswerForThePredecessors() {
        watch.vote(1, 12, 12, 11).vote(1, 10, 10, 9);
        change(1, 11, "A", "C", "D", "E");
        watch.vote(1, 12, -12, 11).vote(1, 10, -10, 9);
        assertThat(watch.found()).containsExactly("DOUBLE_VOTE 1 @10");
    }

    @Test
    void setThatIsToldOfInTime_sharesTheTable() {
        Epochs epochs = epochs(4);
        ActTable first = epochs.of(0).acts();
        epochs.add(validators(1, 100, 4), 0);
        assertThat(epochs.of(100).acts()).isSameAs(first);
        epochs.add(validators(2, 200, 5), 0);
        assertThat(epochs.of(200).acts()).isNotSameAs(first);
        assertThat(epochs.of(199).acts()).isSameAs(first);
    }

    @Test
    void setsWhoseViewsAreForgotten_areForgotten() {
        Epochs epochs = epochs(4);
        ActTable first = epochs.of(0).acts();
        epochs.add(validators(1, 100, 5), 0);
        epochs.add(validators(2, 200, 9), 99);
        assertThat(epochs.of(99).acts()).isSameAs(first);
        epochs.add(validators(3, 300, 13), 100);
        assertThat(epochs.of(99).acts()).isNotSameAs(first);
    }

    @Test
    void setsThatGrowByOneMember_doNotEachTakeATable() {
        Epochs epochs = epochs(1_000);
        epochs.add(validators(1, 100, 1_001), 0);
        ActTable grown = epochs.of(100).acts();
        for (int i = 2; i < 100; i++) {
            epochs.add(validators(i, i * 100L, 1_000 + i), 0);
            assertThat(epochs.of(i * 100L).acts()).isSameAs(grown);
        }
    }

    @Test
    void setThatIsMuchLarger_isRememberedForFewerViews() {
        Epochs epochs = epochs(4);
        epochs.add(validators(1, 100, 50_000), 0);
        long window = SafetyOptions.standard().windowFor(50_000);
        assertThat(epochs.window()).isEqualTo((int) window);
        assertThat(epochs.of(100).acts().allocatedBytes())
                .isLessThanOrEqualTo(ActTable.bytes((int) window, 50_000 + 50_000 / 8, false));
    }

    @Test
    void viewsAhead_areAcceptedAsTheSmallestWindowAllows() {
        watch.monitor.viewEntered(1_000, 999, ViewCause.DOUBLE_CERTIFICATE, 0, 0);
        watch.monitor.validatorSetChanged(validators(1, 1_001, 50_000));
        long before = watch.monitor.skipped(SkipReason.OUTSIDE_WINDOW);
        watch.vote(1, 1_004, 1, 1_003);
        assertThat(watch.monitor.skipped(SkipReason.OUTSIDE_WINDOW)).isEqualTo(before);
        watch.vote(1, 1_005, 1, 1_004);
        assertThat(watch.monitor.skipped(SkipReason.OUTSIDE_WINDOW)).isEqualTo(before + 1);
    }

    private void change(long epoch, long firstView, String... keys) {
        watch.monitor.validatorSetChanged(
                new ValidatorSetChange(epoch, firstView, List.of(keys), Collections.nCopies(keys.length, 1L), 3, 2));
    }

    private static Epochs epochs(int validators) {
        return new Epochs(
                Protocol.basic().replicas(validators),
                new Rules(
                        Protocol.basic().replicas(validators),
                        SafetyOptions.standard(),
                        MetricsCollector.noop().events()));
    }

    private static ValidatorSetChange validators(long epoch, long firstView, int count) {
        List<String> keys = IntStream.range(0, count).mapToObj(i -> "k" + i).toList();
        return new ValidatorSetChange(
                epoch, firstView, keys, Collections.nCopies(count, 1L), count - (count - 1) / 3, 0);
    }
}
