package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers say of states belongs to them, whatever index they have. */
class StateRootsTest {
    private static final BlockId OWN = Watch.block(1);
    private static final BlockId BAD = Watch.block(2);

    private final Watch watch = new Watch(Protocol.basic()
            .validators(ValidatorSet.ofKeys(List.of("a", "b", "c", "d")).ownIndex(0)));

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void lie_doesNotGetThePowerOfWhoHasTheIndexLater(long height) {
        named(height, BAD, 3);
        changed(1, 6, List.of("a", "b", "c", "x"), 1, 1, 1, 100);
        executed(height);
        assertThat(watch.found()).isEmpty();
        named(height, BAD, 3);
        assertThat(watch.found()).containsExactly("STATE_DIVERGENCE @" + height);
    }

    @Test
    void liarThatGetsAnotherIndex_countsOnce() {
        named(6, BAD, 3);
        changed(1, 6, List.of("d", "b", "c", "a"), 1, 1, 1, 1);
        executed(6);
        named(6, BAD, 0);
        changed(2, 7, List.of("a", "d", "c", "b"), 1, 1, 1, 1);
        named(6, BAD, 1);
        named(6, Watch.block(3), 1);
        assertThat(watch.found()).isEmpty();
        named(6, BAD, 2);
        assertThat(watch.found()).containsExactly("STATE_DIVERGENCE @6");
    }

    @Test
    void whatWasToldBeforeTheSetChanged_staysWithWhoToldIt() {
        named(6, BAD, 3);
        changed(1, 6, List.of("d", "c", "b", "a"), 1, 1, 1, 1);
        named(6, BAD, 2);
        executed(6);
        assertThat(watch.found()).containsExactly("STATE_DIVERGENCE @6");
    }

    @Test
    void setThatGrows_hasRoomForWhatItsNewMembersTell() {
        executed(6);
        changed(1, 6, List.of("a", "b", "c", "d", "e", "f", "g"), 1, 1, 1, 1, 1, 1, 1);
        named(6, BAD, 4);
        named(6, BAD, 5);
        assertThat(watch.found()).isEmpty();
        named(6, BAD, 6);
        assertThat(watch.found()).containsExactly("STATE_DIVERGENCE @6");
    }

    @Test
    void validatorsWithoutKeys_areOthersInEachSet() {
        Watch unnamed = new Watch(Protocol.basic().replicas(4).ownIndex(0));
        unnamed.monitor.peerStateRoot(6, BAD, 3, Verification.VERIFIED);
        ValidatorSet next = ValidatorSet.ofKeys(List.of("", "", "", "")).powers(1, 1, 1, 100);
        unnamed.monitor.validatorSetChanged(new ValidatorSetChange(1, 6, next.ownIndex(0)));
        unnamed.monitor.viewEntered(6, 5, ViewCause.SYNC, -1, 0);
        unnamed.monitor.blockExecuted(
                ExecutedBlock.of(6, Watch.block(6)).root(OWN).at(0));
        assertThat(unnamed.found()).isEmpty();
    }

    /** Whoever signed for views far ahead in one set gives its index in the next one no say in where the network is. */
    @Test
    void signaturesForViewsAhead_belongToTheirSetToo() {
        watch.monitor.viewEntered(10, 9, ViewCause.SYNC, -1, 0);
        watch.vote(3, 5_000, 1, 4_999);
        ValidatorSet next = ValidatorSet.ofKeys(List.of("a", "b", "c", "x")).powers(1, 1, 1, 100);
        watch.monitor.validatorSetChanged(new ValidatorSetChange(1, 6_000, next.ownIndex(0)));
        watch.vote(1, 7_000, 1, 6_999).vote(1, 11, 11, 10).vote(1, 11, -11, 10);
        assertThat(watch.found()).containsExactly("DOUBLE_VOTE 1 @11");
    }

    private void named(long height, BlockId root, int validator) {
        watch.monitor.peerStateRoot(height, root, validator, Verification.VERIFIED);
    }

    private void executed(long height) {
        watch.monitor.blockExecuted(
                ExecutedBlock.of(height, Watch.block(height)).root(OWN).at(0));
    }

    private void changed(long epoch, long firstView, List<String> keys, long... powers) {
        ValidatorSet set = ValidatorSet.ofKeys(keys).powers(powers).ownIndex(0);
        watch.monitor.validatorSetChanged(new ValidatorSetChange(epoch, firstView, set));
        watch.monitor.viewEntered(firstView, firstView - 1, ViewCause.SYNC, -1, 0);
    }
}
