package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.ViewCause;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterObserverTest {
    private static final Protocol FOUR = Protocol.basic().replicas(4);

    private final Watch one = new Watch(FOUR.ownIndex(0));
    private final Watch two = new Watch(FOUR.ownIndex(1));
    private final ClusterObserver cluster = new ClusterObserver(FOUR);

    @Test
    void leaderThatTellsEachSomethingElse_isSeenByAllTogetherOnly() {
        one.proposal(3, 9, 9, 9, 8, 8);
        two.proposal(3, 9, -9, 9, 8, 8);
        assertThat(one.found()).isEmpty();
        assertThat(two.found()).isEmpty();
        merge(one, two);
        assertThat(cluster.evidence()).singleElement().satisfies(evidence -> {
            assertThat(evidence.type().name()).isEqualTo("DOUBLE_PROPOSAL");
            assertThat(evidence.validator()).isEqualTo(3);
        });
        assertThat(cluster.accused()).containsExactly(3);
    }

    @Test
    void votesThatWentToTwoLeaders_andLocks_areComparedToo() {
        one.vote(3, 9, 9, 8).vote2(2, 10, 10);
        two.vote(3, 9, -9, 8).vote(2, 12, 12, 9).status(2, 13, 8);
        merge(one, two);
        assertThat(cluster.evidence())
                .extracting(evidence -> evidence.type().name() + " " + evidence.validator())
                .containsExactlyInAnyOrder("DOUBLE_VOTE 3", "LOCK_VIOLATION 2", "LOCK_CONCEALMENT 2");
    }

    @Test
    void replicasThatAgree_accuseNobody_howeverOftenTheyAreMerged() {
        for (Watch watch : List.of(one, two)) {
            watch.restored(0, 0, 0, 0);
            for (long view = 1; view <= 60; view++) {
                watch.proposal((int) (view % 4), view, view, view, view - 1, view - 1);
                watch.quorum(view, view).doubled(view, view).commit(view, view, view);
            }
        }
        for (int i = 0; i < 3; i++) {
            merge(one, two);
        }
        assertThat(cluster.evidence()).isEmpty();
        assertThat(cluster.violations()).isEmpty();
        assertThat(cluster.forkedHeights()).isEmpty();
    }

    @Test
    void replicasThatCommittedDifferentBlocks_haveForked() {
        one.restored(0, 0, 0, 0).doubled(5, 1).commit(1, 5, 5);
        two.restored(0, 0, 0, 0).doubled(5, -1).commit(1, -1, 0, 5, 5, CommitPath.LIVE);
        merge(one, two);
        assertThat(cluster.forkedHeights()).containsExactly(1L);
        assertThat(cluster.violations())
                .extracting(Evidence::type)
                .containsExactlyInAnyOrder(
                        SafetyViolation.CONFLICTING_COMMIT, SafetyViolation.CONFLICTING_CERTIFICATES);
        assertThat(cluster.accused()).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 40})
    void replicaThatItselfCommittedTwoBlocksAtAHeight_hasForked(long height) {
        one.restored(0, 0, 0, 0);
        for (long at = 1; at <= 40; at++) {
            one.doubled(at, at).commit(at, at, at);
        }
        one.commit(height, -height, height - 1, height, height, CommitPath.LIVE);
        one.commit(height, -height, height - 1, height, height, CommitPath.LIVE);
        merge(one);
        assertThat(cluster.forkedHeights()).containsExactly(height);
        assertThat(cluster.violations()).extracting(Evidence::type).contains(SafetyViolation.CONFLICTING_COMMIT);
    }

    @Test
    void doubleVoteThatOneReplicaHasProven_accusesInTheClusterToo() {
        one.vote(3, 9, 9, 8).vote(3, 9, -9, 8).vote2(0, 10, 10).vote2(0, 10, -10);
        two.led(1).ownVote(9, 9, 8).ownVote(9, -9, 8);
        merge(one, two);
        assertThat(cluster.evidence())
                .extracting(evidence -> evidence.type().name() + " " + evidence.validator() + " @" + evidence.view())
                .containsExactlyInAnyOrder("DOUBLE_VOTE 3 @9", "DOUBLE_VOTE2 0 @10", "DOUBLE_VOTE 1 @9");
    }

    /** Replica 0 says that it is validator 3, whose votes would then contradict its own. */
    @Test
    void ownVotesUnderAWrongIndex_accuseNobody() {
        for (Protocol protocol : List.of(FOUR, Protocol.pipelined().replicas(4))) {
            Watch wrong = new Watch(protocol.ownIndex(3));
            wrong.restored(4, 4, 4, 4).quorum(5, 5);
            wrong.monitor.lockUpdated(4, 5, Watch.block(5), LockCause.PREPARE, 0);
            wrong.ownVote(5, 5, 4)
                    .ownVote2(5, 5)
                    .vote(3, 6, -6, 3)
                    .ownVote(6, 6, 5)
                    .vote(3, 8, 8, 3);
            ClusterObserver other = new ClusterObserver(protocol)
                    .merge(List.of(
                            ObservationDigest.decode(wrong.monitor.digest().encode())));
            assertThat(other.evidence()).isEmpty();
            assertThat(wrong.monitor.evidence()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 1 << 17, (1 << 17) + 5, 1 << 20, 1 << 30})
    void viewsThatFailedForLong_makeNobodyALiar(long failed) {
        long lock = 5;
        Watch pipelined = new Watch(Protocol.pipelined().replicas(4).ownIndex(0));
        pipelined.monitor.viewEntered(lock + failed, lock, ViewCause.TIMEOUT_CERTIFICATE, 1, 0);
        pipelined.vote(3, lock + failed, 9, lock).vote(3, lock + failed + 1, 10, lock);
        pipelined.status(3, lock + failed + 2, lock).vote(3, lock + failed + 3, 11, lock);
        ClusterObserver all = new ClusterObserver(Protocol.pipelined().replicas(4));
        all.merge(List.of(ObservationDigest.decode(pipelined.monitor.digest().encode())));
        assertThat(pipelined.monitor.evidence()).isEmpty();
        assertThat(all.evidence()).isEmpty();
    }

    @Test
    void statesThatDiffer_areFound() {
        one.monitor.blockExecuted(
                ExecutedBlock.of(7, Watch.block(7)).root(Watch.block(70)).at(0));
        two.monitor.blockExecuted(
                ExecutedBlock.of(7, Watch.block(7)).root(Watch.block(71)).at(0));
        merge(one, two);
        assertThat(cluster.violations()).extracting(Evidence::type).containsExactly(SafetyViolation.STATE_DIVERGENCE);
    }

    @Test
    void digestOfAnotherSet_isRefused() {
        ObservationDigest seven = new Watch(Protocol.basic().replicas(7)).monitor.digest();
        assertThatThrownBy(() -> cluster.merge(List.of(seven))).hasMessageContaining("7 validators, not 4");
    }

    @Test
    void refusedDigests_leaveNothingBehind_norTheirEpoch() {
        two.monitor.validatorSetChanged(new ValidatorSetChange(
                9, 0, ValidatorSet.ofKeys(List.of("a", "b", "c", "d")).ownIndex(1)));
        ObservationDigest ninth = two.proposal(1, 5, 5, 5, 4, 4).monitor.digest();
        ObservationDigest zeroth = one.proposal(1, 5, -5, 5, 4, 4).monitor.digest();
        assertThatThrownBy(() -> cluster.merge(List.of(ninth, zeroth))).hasMessageContaining("epoch 0, not 9");
        cluster.merge(List.of(zeroth));
        assertThat(cluster.evidence()).isEmpty();
        assertThatThrownBy(() -> cluster.merge(List.of(ninth))).hasMessageContaining("epoch 9, not 0");
    }

    private void merge(Watch... watches) {
        cluster.merge(Stream.of(watches)
                .map(watch -> ObservationDigest.decode(watch.monitor.digest().encode()))
                .toList());
    }
}
