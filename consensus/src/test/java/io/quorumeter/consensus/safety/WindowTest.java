package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.ViewCause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered, and how little of it a validator can push out. */
class WindowTest {
    private static final int WINDOW = 64;

    private final Watch watch = new Watch(
            Protocol.basic().replicas(4).ownIndex(2), SafetyOptions.standard().window(WINDOW));

    @Test
    void actsOutsideOfTheWindow_areSkippedAndCounted() {
        entered(1_000);
        watch.vote(3, 1_017, 1, 1).vote(3, 1_000 - 48, 1, 1);
        assertThat(skipped()).isEqualTo(2);
        watch.vote(3, 1_016, 1, 1).vote(3, 1_000 - 47, 1, 1);
        assertThat(skipped()).isEqualTo(2);
    }

    @Test
    void everyViewOfTheWindow_isRemembered() {
        entered(1_000);
        for (long view = 953; view <= 1_016; view++) {
            watch.vote(3, view, view, view - 1);
        }
        for (long view = 953; view <= 1_016; view++) {
            watch.vote(3, view, -view, view - 1);
        }
        assertThat(watch.count(ByzantineAct.DOUBLE_VOTE)).isEqualTo(WINDOW);
    }

    @Test
    void votesForViewsThatNobodyIsIn_pushNothingOut() {
        entered(1_000);
        watch.vote(3, 1_001, 1, 1_000);
        for (long ahead = 2; ahead < 5 * WINDOW; ahead++) {
            watch.vote(3, 1_000 + ahead, 7, 1_000).vote(3, Long.MAX_VALUE - ahead, 7, 1_000);
        }
        watch.vote(3, 1_001, -1, 1_000);
        assertThat(watch.found()).containsExactly("DOUBLE_VOTE 3 @1001");
    }

    @Test
    void viewThatMoreThanTheFaultySignFor_isWhereTheNetworkIs() {
        watch.quorum(10, 10);
        watch.vote(3, 5_000, 1, 4_999).vote(3, 5_001, 1, 4_999);
        assertThat(skipped()).isEqualTo(2);
        watch.vote(1, 5_000, 1, 4_999).vote(1, 5_000, 1, 4_999).vote(1, 5_000, -1, 4_999);
        assertThat(skipped()).isEqualTo(3);
        assertThat(watch.found()).containsExactly("DOUBLE_VOTE 1 @5000");
    }

    @Test
    void validatorThatWasSilentForManyViews_isNotTakenForAnotherView() {
        for (long lap = 0; lap < 40; lap++) {
            entered(lap * WINDOW + 5);
            watch.vote((int) (lap % 3), lap * WINDOW + 5, lap, lap * WINDOW + 4);
        }
        assertThat(watch.found()).isEmpty();
    }

    @Test
    void extremes_areSkipped() {
        entered(Long.MAX_VALUE);
        watch.vote(3, Long.MIN_VALUE, 1, 1).vote(3, -1, 1, 1).vote(3, 0, 1, -1);
        assertThat(skipped()).isEqualTo(3);
        watch.vote(3, Long.MAX_VALUE, 1, 1).vote(3, Long.MAX_VALUE, -1, 1);
        assertThat(watch.count(ByzantineAct.DOUBLE_VOTE)).isEqualTo(1);
    }

    @Test
    void unknownValidator_isSkipped() {
        watch.vote(4, 7, 7, 6)
                .vote(-1, 7, 7, 6)
                .vote(Integer.MAX_VALUE, 7, 7, 6)
                .status(4, 7, 6);
        assertThat(watch.monitor.skipped(SkipReason.EPOCH_CHANGE)).isEqualTo(4);
        assertThat(watch.found()).isEmpty();
    }

    @Test
    void setThatGrows_getsRoom() {
        watch.vote(3, 10, 10, 9);
        ValidatorSet seven = ValidatorSet.ofKeys(List.of("a", "b", "c", "d", "e", "f", "g"));
        watch.monitor.validatorSetChanged(new ValidatorSetChange(1, 20, seven.ownIndex(2)));
        entered(21);
        watch.vote(6, 21, 21, 20).vote(6, 21, -21, 20).vote(6, 10, 10, 9).vote(3, 10, -10, 9);
        assertThat(watch.monitor.evidence()).extracting(Evidence::key).containsExactly("g", "");
        assertThat(watch.monitor.skipped(SkipReason.EPOCH_CHANGE)).isEqualTo(1);
    }

    @Test
    void manySetsInTurn_areNotAllKept() {
        for (int epoch = 1; epoch < 1_000; epoch++) {
            List<String> keys = List.of("a" + epoch, "b" + epoch, "c" + epoch, "d" + epoch);
            watch.monitor.validatorSetChanged(new ValidatorSetChange(
                    epoch, epoch * 10L, ValidatorSet.ofKeys(keys).ownIndex(2)));
            entered(epoch * 10L);
            watch.vote(3, epoch * 10L, 1, 2).vote(3, epoch * 10L, -1, 2);
        }
        assertThat(watch.count(ByzantineAct.DOUBLE_VOTE)).isEqualTo(999);
        assertThat(watch.monitor.evidence().get(15).key()).isEqualTo("d16");
    }

    @Test
    void evidence_isKeptUpToItsLimits_andCountedBeyond() {
        for (long view = 1; view <= 100; view++) {
            entered(view);
            watch.vote(3, view, view, view - 1).vote(3, view, -view, view - 1);
        }
        watch.vote(0, 100, 100, 99).vote(0, 100, -100, 99);
        assertThat(watch.count(ByzantineAct.DOUBLE_VOTE)).isEqualTo(101);
        assertThat(watch.monitor.evidence()).hasSize(Quota.MOST_OF_ONE + 1);
        assertThat(watch.monitor.evidence().get(0).view()).isEqualTo(1);
    }

    @Test
    void window_thatCannotBe_isRefused() {
        assertThatThrownBy(() -> SafetyOptions.standard().window(100)).hasMessageContaining("window: 100");
        assertThatThrownBy(() -> SafetyOptions.standard().window(8)).hasMessageContaining("window: 8");
    }

    private void entered(long view) {
        watch.monitor.viewEntered(view, view - 1, ViewCause.SYNC, -1, 0);
    }

    private long skipped() {
        return watch.monitor.skipped(SkipReason.OUTSIDE_WINDOW);
    }
}
