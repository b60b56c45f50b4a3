package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import org.junit.jupiter.api.Test;

/** What could not be checked is counted, with the reason. */
class SkippedChecksTest {
    private final Watch watch = new Watch(
            Protocol.basic().replicas(4).ownIndex(2), SafetyOptions.standard().window(16));

    private void enter(long view) {
        watch.monitor.viewEntered(view, view - 1, ViewCause.SYNC, -1, 0);
    }

    private long skipped(SkipReason reason) {
        return watch.monitor.skipped(reason);
    }

    @Test
    void lockThatAnActOutsideOfTheWindowWouldTell() {
        enter(1);
        watch.vote2(3, 1, 1);
        enter(40);
        watch.vote(3, 40, 40, 0).status(3, 41, 0);
        assertThat(watch.found()).isEmpty();
        assertThat(skipped(SkipReason.OUTSIDE_WINDOW)).isEqualTo(2);
    }

    @Test
    void lockThatAnActInTheWindowDoesNotTell_isNotSkipped() {
        enter(40);
        watch.vote2(3, 40, 40).vote(3, 36, 36, 30);
        assertThat(skipped(SkipReason.OUTSIDE_WINDOW)).isZero();
    }

    @Test
    void votesAndLocksThatAreNotSigned() {
        enter(5);
        watch.vote(3, 5, 5, -1).status(3, 5, -1).claim(ViewChangeKind.WISH, 3, 5, -1);
        assertThat(skipped(SkipReason.UNKNOWN_BLOCK)).isEqualTo(2);
        watch.vote(3, 6, 6, 4).vote2(3, 5, 5);
        assertThat(skipped(SkipReason.UNKNOWN_BLOCK)).isEqualTo(2);
    }

    @Test
    void conflictingVoteThatIsToldAsRefused() {
        watch.monitor.voteRejected(5, VotePhase.VOTE, 3, VoteResult.CONFLICTING, 0, 0);
        watch.monitor.voteRejected(5, VotePhase.VOTE, 3, VoteResult.STALE, 0, 0);
        assertThat(skipped(SkipReason.UNKNOWN_BLOCK)).isEqualTo(1);
    }

    @Test
    void ownVoteFarFromTheViewThatTheReplicaIsIn() {
        enter(100);
        watch.ownVote(200, 200, 199);
        assertThat(skipped(SkipReason.OUTSIDE_WINDOW)).isEqualTo(1);
    }

    @Test
    void whatDependsOnTheVariantAfterAMismatch() {
        Watch wrong = Watch.pipelined();
        wrong.ownVote2(1, 1);
        long before = wrong.monitor.skipped(SkipReason.VARIANT_MISMATCH);
        wrong.monitor.viewEntered(2, 1, ViewCause.TIMEOUT_CERTIFICATE, -1, 0);
        wrong.commit(1, 1, 1).ownVote2(2, 2);
        wrong.vote(3, 5, 5, 4).vote(3, 6, 6, 2);
        assertThat(wrong.found()).isEmpty();
        assertThat(wrong.monitor.skipped(SkipReason.VARIANT_MISMATCH) - before).isEqualTo(4);
    }
}
