package io.quorumeter.testkit.hotstuff2;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replica 0 of four in the pipelined variant: view v is led by v mod 4, and votes of v go to the leader of v + 1. */
class PipelinedRulesTest {
    private final ReplicaFixture at = ReplicaFixture.pipelined(0).start();
    private final Block first = at.block(at.genesis, 1);
    private final Certificate firstCertificate = at.certify(first, at.root);
    private final Block second = at.block(first, 2);
    private final Certificate secondCertificate = at.certify(second, firstCertificate);

    @Test
    void proposal_getsOneVoteToTheNextLeader() {
        at.forget();
        at.receive(at.keys.propose(first, at.root));
        assertThat(at.sent).singleElement().isEqualTo(new ReplicaFixture.Sent(2, at.keys.vote(0, first, at.root)));
    }

    @Test
    void certificateInAProposal_endsItsViewAndRaisesTheLock() {
        at.receive(at.keys.propose(first, at.root), at.keys.propose(second, firstCertificate));
        assertThat(at.replica.view()).isEqualTo(2);
        assertThat(at.told("viewEntered")).last().asString().contains("2, 1, QUORUM_CERTIFICATE, 2");
        assertThat(at.replica.safety().lock()).isEqualTo(firstCertificate);
        assertThat(at.votes(VotePhase.VOTE)).hasSize(2);
        assertThat(at.votes(VotePhase.VOTE2)).isEmpty();
        assertThat(at.committed).isEmpty();
    }

    @Test
    void twoCertificatesOfConsecutiveViews_commitTheFirstBlock() {
        Block third = at.block(second, 3);
        at.receive(
                at.keys.propose(first, at.root),
                at.keys.propose(second, firstCertificate),
                at.keys.propose(third, secondCertificate));
        assertThat(at.committed).containsExactly(first);
        assertThat(at.told("blockCommitted"))
                .singleElement()
                .asString()
                .contains("certificateViewA=1, certificateViewB=2");
        assertThat(at.chainCertificates).containsEntry(1L, secondCertificate);
    }

    @Test
    void twoCertificatesWithAViewBetween_commitNothing() {
        receiveWithAGap(at);
        assertThat(at.replica.view()).isEqualTo(4);
        assertThat(at.committed).isEmpty();
    }

    @Test
    void twoCertificatesWithAViewBetween_commitInTheMutant() {
        ReplicaFixture mutant =
                ReplicaFixture.pipelined(0, Mutant.COMMIT_NON_CONSECUTIVE).start();
        receiveWithAGap(mutant);
        assertThat(mutant.committed).hasSize(1);
        assertThat(mutant.replica.deviations(Mutant.COMMIT_NON_CONSECUTIVE)).isEqualTo(1);
    }

    /** No voter breaks the lock rule: the votes of views 1 and 2 extend the root, those of 4 the certificate of 1, and of 5 that of 2. */
    @Test
    void mutantsThatSawDifferentCertificates_commitDifferentBlocks() {
        ReplicaFixture one =
                ReplicaFixture.pipelined(0, Mutant.COMMIT_NON_CONSECUTIVE).start();
        ReplicaFixture other =
                ReplicaFixture.pipelined(3, Mutant.COMMIT_NON_CONSECUTIVE).start();
        Block upper = at.block(first, 4);
        Block rival = at.block(at.genesis, 2);
        Block aboveRival = at.block(rival, 5);
        Certificate rivalCertificate = at.certify(rival, at.root);
        one.receive(
                new Prepare(1, at.certify(upper, firstCertificate)), one.answer(1, upper.id(), List.of(first, upper)));
        other.receive(
                new Prepare(1, at.certify(aboveRival, rivalCertificate)),
                other.answer(1, aboveRival.id(), List.of(rival, aboveRival)));
        assertThat(one.committed).containsExactly(first);
        assertThat(other.committed).containsExactly(rival);
    }

    private static void receiveWithAGap(ReplicaFixture at) {
        Block lower = at.block(at.genesis, 1);
        Certificate one = at.certify(lower, at.root);
        Block upper = at.block(lower, 3);
        Certificate three = at.certify(upper, one);
        at.receive(
                at.keys.propose(lower, at.root),
                new Prepare(1, one),
                new Advance(1, at.keys.timeout(3, 0, 1, 2)),
                at.keys.propose(upper, one),
                at.keys.propose(at.block(upper, 5), three));
    }

    @Test
    void nextLeader_makesTheCertificateAndProposesAtOnce() {
        ReplicaFixture leader = ReplicaFixture.pipelined(2).start();
        Block block = leader.block(leader.genesis, 1);
        leader.receive(leader.keys.propose(block, leader.root));
        leader.forget();
        leader.receive(leader.keys.vote(0, block, leader.root), leader.keys.vote(1, block, leader.root));
        assertThat(leader.replica.view()).isEqualTo(2);
        assertThat(leader.messages(Prepare.class)).isEmpty();
        assertThat(leader.messages(Propose.class)).singleElement().satisfies(message -> {
            Propose propose = (Propose) message;
            assertThat(propose.justify().view()).isEqualTo(1);
            assertThat(propose.block().parent()).isEqualTo(block.id());
            assertThat(propose.highDouble()).isNull();
        });
        assertThat(leader.told("leaderWait")).isEmpty();
    }

    @Test
    void nextLeaderThatTimedOut_stillTakesTheVotesAndEndsItsWait() {
        ReplicaFixture leader = ReplicaFixture.pipelined(2).start();
        Block block = leader.block(leader.genesis, 1);
        leader.receive(leader.keys.propose(block, leader.root), new Advance(1, leader.keys.timeout(2, 0, 1, 3)));
        assertThat(leader.told("leaderWaitStarted")).hasSize(1);
        leader.receive(
                leader.keys.vote(0, block, leader.root),
                leader.keys.vote(1, block, leader.root),
                leader.keys.vote(3, block, leader.root));
        assertThat(leader.told("leaderWaitEnded")).hasSize(1);
        assertThat(leader.messages(Propose.class)).hasSize(1);
    }

    @Test
    void leaderOfTheMutant_doesNotWait() {
        ReplicaFixture mutant =
                ReplicaFixture.pipelined(2, Mutant.SKIP_DELTA_WAIT).start();
        mutant.receive(new Advance(1, mutant.keys.timeout(2, 0, 1, 3)));
        assertThat(mutant.told("leaderWait")).isEmpty();
        assertThat(mutant.messages(Propose.class)).hasSize(1);
        assertThat(mutant.replica.deviations(Mutant.SKIP_DELTA_WAIT)).isEqualTo(1);
    }

    @Test
    void justifyBelowTheLockOfAVote_getsNoVote() {
        assertThat(lastVotedView(at)).isEqualTo(2);
        assertThat(at.told("voteWithheld")).singleElement().asString().contains("JUSTIFY_BELOW_LOCK");
    }

    @Test
    void justifyBelowTheLockOfAVote_getsAVoteFromTheMutant() {
        ReplicaFixture mutant =
                ReplicaFixture.pipelined(0, Mutant.KEEP_LOCK_ON_VOTE).start();
        assertThat(lastVotedView(mutant)).isEqualTo(3);
        assertThat(mutant.replica.deviations(Mutant.KEEP_LOCK_ON_VOTE)).isEqualTo(1);
    }

    /** After a proposal of view 3 that extends a certificate below the one that was voted on in view 2. */
    private static long lastVotedView(ReplicaFixture at) {
        Block lower = at.block(at.genesis, 1);
        Certificate one = at.certify(lower, at.root);
        at.receive(
                at.keys.propose(lower, at.root),
                at.keys.propose(at.block(lower, 2), one),
                new Advance(1, at.keys.timeout(3, 0, 1, 2)),
                at.keys.propose(at.block(at.genesis, 3), at.root));
        assertThat(at.replica.view()).isEqualTo(3);
        return at.replica.safety().lastVotedView();
    }

    @Test
    void secondVotesAndDoubleCertificates_areNotPartOfThisVariant() {
        at.receive(at.keys.propose(first, at.root));
        at.forget();
        Certificate twice = at.keys.twice(firstCertificate, 0, 1, 2);
        at.receive(new Advance(1, twice), at.keys.propose(second, firstCertificate, twice));
        assertThat(at.committed).isEmpty();
        assertThat(at.messages(Vote.class)).isEmpty();
        assertThat(at.told("proposalRejected")).singleElement().asString().contains("INVALID_CERTIFICATE");
    }

    @Test
    void chainOfCommittedBlocks_isTakenWithTheBlockOfItsSecondCertificate() {
        Block third = at.block(second, 3);
        Certificate thirdCertificate = at.certify(third, secondCertificate);
        at.receive(new Prepare(1, thirdCertificate));
        assertThat(at.messages(Message.Fetch.class)).isNotEmpty();
        at.receive(new Message.Blocks(1, third.id(), List.of(first, second, third), thirdCertificate));
        assertThat(at.committed).containsExactly(first, second);
        assertThat(at.replica.safety().lock()).isEqualTo(thirdCertificate);
    }

    @Test
    void forgettingReplica_beginsAgainAndCountsIt() {
        SafetyState voted = new SafetyState(5, 5, BlockId.NONE, -1, 0, at.root, null, null);
        ReplicaFixture forgetful = ReplicaFixture.pipelined(0, Mutant.FORGET_ON_RESTART);
        assertThat(forgetful.replica.deviations(Mutant.FORGET_ON_RESTART)).isZero();
        Replica again = forgetful.restartedWith(new RestoredState(voted, at.genesis, List.of()));
        assertThat(again.deviations(Mutant.FORGET_ON_RESTART)).isEqualTo(1);
        again.start(0);
        assertThat(again.view()).isEqualTo(1);
        assertThat(again.safety().lastVotedView()).isZero();
    }
}
