package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.ProposalResult;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final int VALIDATORS = 400;

    private final Watch watch = new Watch(Protocol.basic().replicas(VALIDATORS));

    private void doubleVotes(int first, int last, long firstView, long lastView) {
        for (long view = firstView; view <= lastView; view++) {
            watch.monitor.viewEntered(view, view - 1, ViewCause.SYNC, -1, 0);
            for (int validator = first; validator <= last; validator++) {
                watch.vote(validator, view, view, view - 1).vote(validator, view, -view, view - 1);
            }
        }
    }

    @Test
    void everyoneAccusedOfTwoActs_leavesRoomForBrokenInvariants() {
        doubleVotes(0, VALIDATORS - 1, 1, 1);
        for (int validator = 0; validator < VALIDATORS; validator++) {
            watch.vote2(validator, 1, 1).vote2(validator, 1, -1);
        }
        assertThat(watch.monitor.evidence()).hasSize(Findings.KEPT * 3 / 4);
        watch.monitor.lockUpdated(0, 10, Watch.block(1), LockCause.PREPARE, 0);
        watch.monitor.lockUpdated(10, 2, Watch.block(2), LockCause.PREPARE, 0);
        assertThat(watch.monitor.violations())
                .singleElement()
                .matches(evidence -> evidence.type() == SafetyViolation.LOCK_REGRESSION);
        assertThat(watch.count(ByzantineAct.DOUBLE_VOTE2)).isEqualTo(VALIDATORS);
    }

    @Test
    void everyoneWhoIsAccused_isInTheEvidence() {
        doubleVotes(0, 99, 1, 30);
        doubleVotes(100, VALIDATORS - 1, 31, 31);
        assertThat(watch.monitor.evidence().stream().map(Evidence::validator).distinct())
                .hasSize(VALIDATORS);
        assertThat(watch.monitor.evidence()).hasSizeLessThanOrEqualTo(Findings.KEPT);
    }

    @Test
    void repeatsOfWhatIsKnown_askTheHostForNothing() {
        List<Long> asked = new ArrayList<>();
        Watch source =
                new Watch(Protocol.basic().replicas(4), SafetyOptions.standard().evidenceSource(ref -> {
                    asked.add(ref);
                    return new byte[] {(byte) ref};
                }));
        for (int i = 0; i < 100; i++) {
            source.vote(3, 7, 7, 6).vote(3, 7, -7, 6).status(3, 8, 7);
            source.proposal(1, 7, 7, 7, 6, 6).proposal(1, 7, -7, 7, 6, 6);
            source.monitor.proposalRejected(
                    7, 1, Watch.block(9), Verification.VERIFIED, ProposalResult.INVALID_CERTIFICATE, 9, 0);
        }
        assertThat(source.monitor.evidence()).hasSize(3);
        assertThat(asked).containsExactly(7L, 7L, 9L);
    }

    @Test
    void ofOneValidator_sixteenPiecesOfATypeAreKept() {
        doubleVotes(3, 3, 1, 40);
        assertThat(watch.monitor.evidence()).hasSize(Quota.MOST_OF_ONE);
        watch.vote2(3, 40, 40).vote2(3, 40, -40);
        assertThat(watch.monitor.evidence()).hasSize(Quota.MOST_OF_ONE + 1);
    }

    @Test
    void handlerThatFails_hidesTheFindingFromNobody() {
        for (Throwable failure : List.of(
                new AssertionError("expected none"), new LinkageError("no class"), new IllegalStateException())) {
            Watch told = Watch.basic();
            List<Long> heard = new ArrayList<>();
            told.monitor.onEvidence(evidence -> {
                heard.add(evidence.view());
                Thread.currentThread().interrupt();
                FindingsTest.<RuntimeException>rethrow(failure);
            });
            told.monitor.onEvidence(evidence -> heard.add(evidence.view() + 100));
            told.vote(3, 7, 7, 6);
            assertThat(catchThrowable(() -> told.vote(3, 7, -7, 6))).isSameAs(failure);
            assertThat(Thread.interrupted()).as("the flag of the host's thread").isTrue();
            assertThat(heard).containsExactly(7L, 107L);
            assertThat(told.monitor.evidence()).hasSize(1);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable failure) throws T {
        throw (T) failure;
    }
}
