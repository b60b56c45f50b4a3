package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.ViewCause;
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
        epochs.add(validators(1, 100, 4), at(5));
        assertThat(epochs.of(100).acts()).isSameAs(first);
        epochs.add(validators(2, 200, 5), at(5));
        assertThat(epochs.of(200).acts()).isNotSameAs(first);
        assertThat(epochs.of(199).acts()).isSameAs(first);
    }

    @Test
    void actThatIsOnItsWay_isNotWrittenIntoTheTableOfTheNextSet() {
        Epochs epochs = epochs(4);
        Horizon horizon = at(100 - Horizon.MOST_ABOVE);
        Epochs.Epoch judge = epochs.of(100);
        epochs.add(validators(1, 100, 4), horizon);
        assertThat(epochs.of(100).acts()).isNotSameAs(judge.acts());
        epochs.add(validators(2, 101, 4), horizon);
        assertThat(epochs.of(101).acts()).isSameAs(epochs.of(100).acts());
    }

    @Test
    void setThatIsToldOfBeforeThePresentIsKnown_hasItsOwnTable() {
        Epochs epochs = epochs(4);
        epochs.add(validators(1, 100, 4), new Horizon(128));
        assertThat(epochs.of(100).acts()).isNotSameAs(epochs.of(99).acts());
    }

    @Test
    void setWhoseMembersSignedAlready_doesNotShareTheirTable() {
        Epochs epochs = epochs(4);
        epochs.of(100).acts().certified().vote(0, 1, 100, 7, BlockId.NONE, 99);
        epochs.add(validators(1, 100, 4), at(5));
        assertThat(epochs.of(100).acts()).isNotSameAs(epochs.of(99).acts());
    }

    @Test
    void setAnnouncedAgain_keepsWhatItsMembersSigned() {
        change(1, 100, "A", "B", "C", "D");
        entered(110);
        watch.vote(1, 110, 110, 109);
        change(1, 100, "A", "B", "C", "D");
        watch.vote(1, 110, -110, 109);
        assertThat(watch.found()).containsExactly("DOUBLE_VOTE 1 @110");
    }

    @Test
    void setAnnouncedAgain_voidsThoseAfterIt() {
        Epochs epochs = epochs(4);
        epochs.add(validators(1, 100, 4), at(5));
        epochs.add(validators(2, 200, 4), at(5));
        Members first = epochs.membersOf(100);
        assertThat(epochs.add(validators(1, 100, 4), at(5))).isTrue();
        assertThat(epochs.membersOf(200)).isSameAs(first);
        assertThat(epochs.of(100).end()).isEqualTo(Long.MAX_VALUE);
        assertThat(epochs.membersOf(99).epoch()).isZero();
    }

    @Test
    void setThatDiffersInOneRespect_isAnotherOne() {
        ValidatorSet set = ValidatorSet.ofKeys(List.of("A", "B"))
                .powers(2, 1)
                .quorumPower(2)
                .ownIndex(0);
        Epochs epochs = epochs(4);
        for (ValidatorSetChange other : List.of(
                new ValidatorSetChange(2, 100, set),
                new ValidatorSetChange(1, 99, set),
                new ValidatorSetChange(
                        1,
                        100,
                        ValidatorSet.ofKeys(List.of("A", "C"))
                                .powers(2, 1)
                                .quorumPower(2)
                                .ownIndex(0)),
                new ValidatorSetChange(1, 100, set.powers(1, 2).quorumPower(2)),
                new ValidatorSetChange(1, 100, set.quorumPower(3)),
                new ValidatorSetChange(1, 100, set.ownIndex(1)))) {
            epochs.add(new ValidatorSetChange(1, 100, set), at(5));
            Members members = epochs.membersOf(100);
            epochs.add(new ValidatorSetChange(1, 100, set.copy()), at(5));
            assertThat(epochs.membersOf(100)).isSameAs(members);
            epochs.add(other, at(5));
            assertThat(epochs.membersOf(100)).as("%s", other).isNotSameAs(members);
        }
    }

    @Test
    void currentSet_isKnownHoweverManyAreAnnouncedAhead() {
        entered(5);
        for (int i = 1; i <= ValidatorSetChange.MOST_AHEAD; i++) {
            watch.monitor.validatorSetChanged(validators(i, i * 100L, 7));
        }
        assertThat(watch.monitor.skipped(SkipReason.EPOCH_CHANGE)).isZero();
        watch.quorum(6, 6).certificate(CertificateKind.QUORUM, 7, 7, 6, 0, 1);
        assertThat(watch.found()).containsExactly("WEAK_CERTIFICATE @7");
    }

    @Test
    void setTooFarAhead_isCounted_andNobodyIsJudgedInItsViews() {
        int most = ValidatorSetChange.MOST_AHEAD;
        entered(5);
        for (int i = 1; i <= most + 3; i++) {
            watch.monitor.validatorSetChanged(validators(i, i * 100L, 7));
        }
        assertThat(watch.monitor.skipped(SkipReason.EPOCH_CHANGE)).isEqualTo(3);
        long view = (most + 1) * 100L;
        entered(view);
        watch.vote(1, view, view, view - 1).vote(1, view, -view, view - 1).quorum(view, view);
        assertThat(watch.found()).isEmpty();
        assertThat(watch.monitor.skipped(SkipReason.EPOCH_CHANGE)).isEqualTo(6);
        watch.monitor.validatorSetChanged(validators(most + 1, view, 7));
        watch.vote(1, view, view, view - 1).vote(1, view, -view, view - 1);
        assertThat(watch.found()).containsExactly("DOUBLE_VOTE 1 @" + view);
    }

    @Test
    void setsFarAhead_takeNoTableYet() {
        Epochs epochs = epochs(4);
        for (int i = 1; i <= 10; i++) {
            epochs.add(validators(i, i * 100L, 4 + 4 * i), at(5));
        }
        assertThat(epochs.tables()).hasSize(1);
        epochs.prepare(at(100 - Horizon.MOST_ABOVE - 1));
        assertThat(epochs.tables()).hasSize(1);
        epochs.prepare(at(100 - Horizon.MOST_ABOVE));
        assertThat(epochs.tables()).hasSize(2);
        assertThat(epochs.tables()).contains(epochs.of(100).acts());
    }

    @Test
    void tableOfASetThatWasAnnounced_isThereWhenItsViewsCome() {
        Epochs epochs = epochs(4);
        epochs.add(validators(1, 100, 7), at(100));
        assertThat(epochs.tables()).hasSize(2);
    }

    @Test
    void setsWhoseViewsAreForgotten_areForgotten() {
        Epochs epochs = epochs(4);
        ActTable first = epochs.of(0).acts();
        epochs.add(validators(1, 100, 5), at(5));
        Horizon before = at(99 + 127 - Horizon.MOST_ABOVE);
        assertThat(before.lowest()).isEqualTo(99);
        epochs.add(validators(2, 300, 9), before);
        assertThat(epochs.of(99).acts()).isSameAs(first);
        epochs.add(validators(3, 400, 13), at(before.view() + 1));
        assertThat(epochs.membersOf(99)).isSameAs(Members.NOBODY);
        assertThat(epochs.membersOf(100).epoch()).isEqualTo(1);
    }

    @Test
    void certificateOfViewsThatAreForgotten_isNotJudgedByAnotherSet() {
        entered(1_000);
        watch.monitor.validatorSetChanged(validators(1, 100, 7));
        watch.monitor.validatorSetChanged(validators(2, 900, 13));
        watch.quorum(50, 50).quorum(150, 150);
        assertThat(watch.found()).doesNotContain("WEAK_CERTIFICATE @50");
        assertThat(watch.monitor.variantMismatch()).isEmpty();
    }

    @Test
    void setsThatGrowByOneMember_doNotEachTakeATable() {
        Epochs epochs = epochs(1_000);
        epochs.add(validators(1, 100, 1_001), at(5));
        ActTable grown = epochs.of(100).acts();
        for (int i = 2; i < 100; i++) {
            epochs.add(validators(i, i * 100L, 1_000 + i), at(i * 100L - 50));
            assertThat(epochs.of(i * 100L).acts()).isSameAs(grown);
        }
    }

    @Test
    void setThatIsMuchLarger_isRememberedForFewerViews() {
        Epochs epochs = epochs(4);
        epochs.add(validators(1, 100, 50_000), at(5));
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
        watch.monitor.validatorSetChanged(new ValidatorSetChange(
                epoch, firstView, ValidatorSet.ofKeys(List.of(keys)).ownIndex(2)));
    }

    private void entered(long view) {
        watch.monitor.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, 0, 0);
    }

    private static Horizon at(long view) {
        Horizon horizon = new Horizon(128);
        horizon.raise(view);
        return horizon;
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
                epoch, firstView, ValidatorSet.ofKeys(keys).ownIndex(0));
    }
}
