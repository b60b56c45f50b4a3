package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoubleVoteTest {
    private static final BlockId A = new BlockId(1, 2, 3, 4);
    private static final BlockId B = new BlockId(1, 2, 3, 5);

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final HotStuff2Events events =
            HotStuff2Events.on(metrics, Protocol.basic().replicas(4).ownIndex(2));

    @Test
    void votesForTwoBlocksInOneView_accuseTheirSenderOnce() {
        vote(7, VotePhase.VOTE, 3, A, Verification.VERIFIED);
        vote(7, VotePhase.VOTE, 3, B, Verification.VERIFIED);
        vote(7, VotePhase.VOTE, 3, B, Verification.VERIFIED);
        assertThat(events.safety().evidence()).hasSize(1);
        Evidence evidence = events.safety().evidence().get(0);
        assertThat(evidence.type()).isEqualTo(ByzantineAct.DOUBLE_VOTE);
        assertThat(evidence.validator()).isEqualTo(3);
        assertThat(evidence.view()).isEqualTo(7);
        assertThat(evidence.observer()).isEqualTo(2);
        assertThat(evidence.facts()).extracting(Testimony::block).containsExactly(A, B);
        assertThat(total("byzantine_evidence_total", "double_vote")).isEqualTo(1);
        assertThat(value("byzantine_validators")).isEqualTo(1);
        assertThat(value("byzantine_power_ratio")).isEqualTo(0.25);
    }

    @ParameterizedTest
    @EnumSource
    void voteWithAGoodSignature_isEvidenceWhateverBecameOfIt(VoteResult result) {
        for (VotePhase phase : VotePhase.values()) {
            vote(7, phase, 3, A, Verification.VERIFIED);
            events.voteReceived(7, phase, 3, B, phase == VotePhase.VOTE ? 6 : 7, result, Verification.VERIFIED, 0, 0);
        }
        assertThat(events.safety().evidence())
                .extracting(Evidence::type)
                .containsExactly(ByzantineAct.DOUBLE_VOTE, ByzantineAct.DOUBLE_VOTE2);
    }

    @Test
    void secondVotesForTwoBlocks_areAnActOfTheirOwn() {
        vote(7, VotePhase.VOTE2, 3, A, Verification.VERIFIED);
        vote(7, VotePhase.VOTE, 3, B, Verification.VERIFIED);
        assertThat(events.safety().evidence()).isEmpty();
        vote(7, VotePhase.VOTE2, 3, B, Verification.VERIFIED);
        assertThat(total("byzantine_evidence_total", "double_vote2")).isEqualTo(1);
        assertThat(total("byzantine_evidence_total", "double_vote")).isZero();
    }

    @Test
    void theSameVoteAgain_accusesNobody() {
        vote(7, VotePhase.VOTE, 3, A, Verification.VERIFIED);
        vote(7, VotePhase.VOTE, 3, new BlockId(1, 2, 3, 4), Verification.VERIFIED);
        vote(8, VotePhase.VOTE, 3, B, Verification.VERIFIED);
        vote(7, VotePhase.VOTE, 1, B, Verification.VERIFIED);
        assertThat(events.safety().evidence()).isEmpty();
        assertThat(events.safety().checks()).isPositive();
    }

    @Test
    void unverifiedVote_accusesNobodyAndCountsAsSkipped() {
        vote(7, VotePhase.VOTE, 3, A, Verification.VERIFIED);
        vote(7, VotePhase.VOTE, 3, B, Verification.UNVERIFIED);
        assertThat(events.safety().evidence()).isEmpty();
        assertThat(events.safety().skipped(SkipReason.UNVERIFIED_SIGNATURE)).isEqualTo(1);
    }

    @Test
    void ownVotesForTwoBlocks_areAViolation() {
        events.voteSent(9, VotePhase.VOTE, A, 8, 1);
        events.voteSent(9, VotePhase.VOTE, A, 8, 2);
        assertThat(events.safety().violations()).isEmpty();
        events.voteSent(9, VotePhase.VOTE, B, 8, 3);
        assertThat(events.safety().violations())
                .singleElement()
                .extracting(Evidence::type)
                .isEqualTo(SafetyViolation.OWN_DOUBLE_VOTE);
        assertThat(total("safety_violations_total", "own_double_vote")).isEqualTo(1);
    }

    @Test
    void finding_isPublishedOnTheBus() {
        List<SafetyEvent> heard = new CopyOnWriteArrayList<>();
        metrics.events().subscribe(SafetyEvent.class, heard::add);
        vote(7, VotePhase.VOTE, 3, A, Verification.VERIFIED);
        vote(7, VotePhase.VOTE, 3, B, Verification.VERIFIED);
        metrics.flush(Duration.ofSeconds(10)).join();
        assertThat(heard)
                .extracting(SafetyEvent::evidence)
                .isEqualTo(events.safety().evidence());
    }

    @Test
    void handlersOfEvidence_areAllTold_alsoAfterOneThatThrows() {
        List<Evidence> one = new CopyOnWriteArrayList<>();
        List<Evidence> other = new CopyOnWriteArrayList<>();
        events.safety().onEvidence(one::add);
        events.safety().onEvidence(evidence -> {
            throw new IllegalStateException("of the host");
        });
        events.safety().onEvidence(other::add);
        vote(7, VotePhase.VOTE, 3, A, Verification.VERIFIED);
        vote(7, VotePhase.VOTE, 3, B, Verification.VERIFIED);
        assertThat(one).hasSize(1).isEqualTo(other);
        assertThat(events.validators().reputation(3))
                .isEqualTo(events.validators().reputation(2) / 2);
        assertThat(events.listenerErrors()).isEqualTo(1);
    }

    private void vote(long view, VotePhase phase, int validator, BlockId block, Verification verification) {
        long justifyView = phase == VotePhase.VOTE ? view - 1 : view;
        events.voteReceived(view, phase, validator, block, justifyView, verification, 0, 0);
    }

    private double total(String family, String type) {
        return metrics.snapshot()
                .value("hotstuff2_consensus_" + family, "type", type)
                .orElseThrow();
    }

    private double value(String family) {
        return metrics.snapshot().value("hotstuff2_consensus_" + family).orElseThrow();
    }
}
