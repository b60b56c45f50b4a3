package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.ValidatorSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidatorScheduleTest {
    private final ValidatorSchedule sets = new ValidatorSchedule(Samples.PROTOCOL);

    @Test
    void view_belongsToTheNewestSetThatHasBegunByThen() {
        sets.announce(set(1, 10), Long.MAX_VALUE);
        sets.announce(set(2, 20), Long.MAX_VALUE);
        assertThat(epochs(0, 9, 10, 19, 20, Long.MAX_VALUE)).containsExactly(0L, 0L, 1L, 1L, 2L, 2L);
        assertThat(epochs(-1, Long.MIN_VALUE)).containsExactly(0L, 0L);
    }

    @Test
    void setAnnouncedForAnEarlierView_voidsThoseAfterIt() {
        sets.announce(set(1, 10), Long.MAX_VALUE);
        sets.announce(set(2, 20), Long.MAX_VALUE);
        sets.announce(set(3, 20), Long.MAX_VALUE);
        assertThat(epochs(15, 25)).containsExactly(1L, 3L);
        sets.announce(set(4, 5), Long.MAX_VALUE);
        assertThat(epochs(4, 5, 25)).containsExactly(0L, 4L, 4L);
        sets.announce(set(5, -3), Long.MAX_VALUE);
        assertThat(epochs(0, 25)).containsExactly(5L, 5L);
    }

    @Test
    void setAnnouncedAgain_isTheSame() {
        sets.announce(set(1, 10), Long.MAX_VALUE);
        ValidatorSetChange first = sets.of(10);
        sets.announce(set(1, 10), Long.MAX_VALUE);
        assertThat(sets.of(10)).isSameAs(first);
        sets.announce(set(2, 20), Long.MAX_VALUE);
        sets.announce(set(1, 10), Long.MAX_VALUE);
        assertThat(sets.of(20)).isSameAs(first);
    }

    @Test
    void oldSets_areForgotten() {
        for (int i = 1; i <= 3 * ValidatorSchedule.KEPT; i++) {
            sets.announce(set(i, 10L * i), Long.MAX_VALUE);
        }
        long oldest = 2L * ValidatorSchedule.KEPT + 1;
        assertThat(epochs(0, 10 * oldest + 10)).containsExactly(oldest, oldest + 1);
    }

    @Test
    void setsToCome_areKnownUpToALimit_andThePresentOneAlways() {
        int most = ValidatorSetChange.MOST_AHEAD;
        for (int i = 1; i <= 3 * ValidatorSchedule.KEPT; i++) {
            sets.announce(set(i, 10L * i), 9);
        }
        assertThat(epochs(9, 10, 10L * most, Long.MAX_VALUE)).containsExactly(0L, 1L, (long) most, (long) most);
        sets.announce(set(most + 1, 10L * (most + 1)), 10);
        assertThat(epochs(9, 10, Long.MAX_VALUE)).containsExactly(0L, 1L, most + 1L);
        sets.announce(set(100, 15), 10);
        assertThat(epochs(9, 10, Long.MAX_VALUE)).containsExactly(0L, 1L, 100L);
    }

    private List<Long> epochs(long... views) {
        return Arrays.stream(views).mapToObj(view -> sets.of(view).epoch()).toList();
    }

    private static ValidatorSetChange set(long epoch, long firstView) {
        return new ValidatorSetChange(
                epoch, firstView, ValidatorSet.ofKeys(List.of("a")).ownIndex(0));
    }
}
