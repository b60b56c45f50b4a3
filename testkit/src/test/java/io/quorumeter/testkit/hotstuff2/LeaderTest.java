package io.quorumeter.testkit.hotstuff2;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The leader: replica 1 in view 1, or replica 2 in view 2. */
class LeaderTest {
    private static Propose proposalOf(ReplicaFixture at) {
        return (Propose) at.messages(Propose.class).get(0);
    }

    @Test
    void firstLeader_proposesAtOnceOnGenesisAndVotesInTheSameSync() {
        ReplicaFixture at = new ReplicaFixture(1).start();
        Propose propose = proposalOf(at);
        assertThat(propose.block().parent()).isEqualTo(at.genesis.id());
        assertThat(propose.block().height()).isEqualTo(1);
        assertThat(propose).isEqualTo(at.keys.propose(propose.block(), at.root));
        assertThat(at.told("leaderWaitStarted")).isEmpty();
        assertThat(at.told("voteReceived")).singleElement().asString().contains("[1, VOTE, 1, ");
        assertThat(at.steps.stream().filter("sync"::equals)).hasSize(1);
        assertThat(at.stepOf("sync")).isLessThan(at.stepOf("broadcast Propose"));
        assertThat(at.replica.safety().lastVotedView()).isEqualTo(1);
        assertThat(at.told("proposalBuilt")).hasSize(1);
        assertThat(at.told("proposalSent")).hasSize(1);
        assertThat(at.told("proposalReceived")).isEmpty();
    }

    @Test
    void quorumOfVotes_isACertificateToAllAndTheOwnSecondVote() {
        ReplicaFixture at = new ReplicaFixture(1).start();
        Block block = proposalOf(at).block();
        at.receive(at.keys.vote(0, block, at.root));
        assertThat(at.messages(Prepare.class)).isEmpty();
        at.receive(at.keys.vote(3, block, at.root));
        Certificate formed = at.keys.quorum(block, at.root, 0, 1, 3);
        assertThat(at.messages(Prepare.class)).containsExactly(new Prepare(1, formed));
        assertThat(at.votes(VotePhase.VOTE2)).containsExactly(at.keys.vote2(1, formed));
        assertThat(at.replica.safety().lock()).isEqualTo(formed);
        assertThat(at.told("certificateFormed")).hasSize(1);
        at.receive(at.keys.vote(2, block, at.root));
        assertThat(at.told("voteReceived")).last().asString().contains("LATE, UNVERIFIED");
        assertThat(at.messages(Prepare.class)).hasSize(1);
    }

    @Test
    void nextLeader_commitsByTheQuorumOfSecondVotesAndProposesAtOnce() {
        ReplicaFixture at = new ReplicaFixture(2).start();
        Block first = at.block(at.genesis, 1);
        at.receive(at.keys.propose(first, at.root));
        Certificate certificate = at.certify(first, at.root);
        at.receive(at.keys.vote2(0, certificate), at.keys.vote2(1, certificate));
        assertThat(at.committed).isEmpty();
        assertThat(at.replica.safety().lock()).isEqualTo(certificate);
        at.receive(new Prepare(1, certificate));
        assertThat(at.committed).containsExactly(first);
        assertThat(at.replica.view()).isEqualTo(2);
        Propose propose = proposalOf(at);
        assertThat(propose.justify()).isEqualTo(certificate);
        assertThat(propose.highDouble()).isEqualTo(at.keys.twice(certificate, 0, 1, 2));
        assertThat(at.told("leaderWaitStarted")).isEmpty();
        assertThat(at.told("blockCommitted").get(0))
                .contains("height=1", "proposalView=1, certificateViewA=1, certificateViewB=1, path=LIVE");
    }

    @Test
    void leaderWithoutTheCertificateBefore_waitsAndExtendsTheHighestLockReported() {
        ReplicaFixture at = new ReplicaFixture(2).start();
        Block first = at.block(at.genesis, 1);
        Certificate lock = at.certify(first, at.root);
        Block third = at.block(first, 3);
        Certificate higher = at.keys.quorum(third, lock, 0, 1, 3);
        ReplicaFixture six = new ReplicaFixture(
                        2,
                        new RestoredState(
                                new SafetyState(5, 0, BlockId.NONE, -1, 0, lock, null, null),
                                at.genesis,
                                List.of(first, third)))
                .start();
        six.receive(new Advance(0, six.keys.timeout(6, 0, 1, 3)));
        assertThat(six.replica.view()).isEqualTo(6);
        assertThat(six.told("leaderWaitStarted")).hasSize(1);
        assertThat(six.timers).containsEntry(TimerKind.DELTA_WAIT, 3 * ReplicaFixture.DELTA);
        six.receive(six.keys.status(0, 6, six.root), six.keys.status(1, 6, higher), six.keys.status(3, 6, lock));
        assertThat(six.messages(Propose.class)).isEmpty();
        six.expire(TimerKind.DELTA_WAIT);
        assertThat(proposalOf(six).justify()).isEqualTo(higher);
        assertThat(six.told("leaderWaitEnded")).singleElement().asString().startsWith("leaderWaitEnded[6, 4,");
        assertThat(six.told("lockUpdated"))
                .singleElement()
                .asString()
                .contains("[1, 3,")
                .contains("STATUS");
    }

    @Test
    void waitingLeader_proposesAtOnceWhenTheCertificateBeforeComes() {
        ReplicaFixture at = new ReplicaFixture(2).start();
        Block first = at.block(at.genesis, 1);
        at.receive(at.keys.propose(first, at.root), new Advance(0, at.keys.timeout(2, 0, 1, 3)));
        assertThat(at.timers).containsKey(TimerKind.DELTA_WAIT);
        Certificate certificate = at.certify(first, at.root);
        at.receive(at.keys.status(0, 2, certificate));
        assertThat(proposalOf(at).justify()).isEqualTo(certificate);
        assertThat(at.timers).doesNotContainKey(TimerKind.DELTA_WAIT);
        assertThat(at.told("leaderWaitEnded")).singleElement().asString().contains("[2, 2,");
    }

    @Test
    void leader_proposesOnceAView() {
        ReplicaFixture at = new ReplicaFixture(1).start();
        at.receive(at.keys.status(0, 1, at.root), at.keys.status(2, 1, at.root));
        at.expire(TimerKind.DELTA_WAIT);
        assertThat(at.messages(Propose.class)).hasSize(1);
    }

    @Test
    void leaderRestartedAfterItsProposal_doesNotProposeInThatViewAgain() {
        ReplicaFixture at = new ReplicaFixture(1).start();
        Block block = proposalOf(at).block();
        ReplicaFixture again =
                new ReplicaFixture(1, new RestoredState(at.replica.safety(), at.genesis, List.of(block))).start();
        again.expire(TimerKind.DELTA_WAIT);
        assertThat(again.messages(Propose.class)).isEmpty();
        again.receive(again.keys.vote(0, block, again.root));
        again.receive(again.keys.vote(2, block, again.root), again.keys.vote(3, block, again.root));
        assertThat(again.messages(Prepare.class)).hasSize(1);
    }

    @Test
    void leaderWithoutTheBlockOfItsLock_fetchesItBeforeItProposes() {
        ReplicaFixture at = new ReplicaFixture(2).start();
        Block first = at.block(at.genesis, 1);
        Certificate certificate = at.certify(first, at.root);
        at.receive(at.keys.vote2(0, certificate), at.keys.vote2(1, certificate), at.keys.vote2(3, certificate));
        assertThat(at.replica.view()).isEqualTo(2);
        assertThat(at.messages(Propose.class)).isEmpty();
        assertThat(at.messages(Message.Fetch.class)).containsExactly(new Message.Fetch(2, first.id(), 1));
        at.receive(at.answer(0, first.id(), List.of(first)));
        assertThat(at.committed).containsExactly(first);
        assertThat(proposalOf(at).block().parent()).isEqualTo(first.id());
    }

    @Test
    void secondVotesOfAPastView_stillCommit() {
        ReplicaFixture at = new ReplicaFixture(2).start();
        Block first = at.block(at.genesis, 1);
        at.receive(at.keys.propose(first, at.root), new Advance(0, at.keys.timeout(4, 0, 1, 3)));
        Certificate certificate = at.certify(first, at.root);
        at.receive(at.keys.vote2(0, certificate), at.keys.vote2(1, certificate), at.keys.vote2(3, certificate));
        assertThat(at.replica.view()).isEqualTo(4);
        assertThat(at.committed).containsExactly(first);
    }

    @Test
    void doubleCertificate_commitsAncestorsFirst() {
        ReplicaFixture at = new ReplicaFixture(3).start();
        Block first = at.block(at.genesis, 1);
        Certificate one = at.certify(first, at.root);
        Block second = at.block(first, 2);
        Certificate two = at.certify(second, one);
        at.receive(at.keys.propose(first, at.root), new Prepare(1, one), new Advance(0, at.keys.timeout(2, 0, 1, 2)));
        at.receive(at.keys.propose(second, one), new Prepare(2, two));
        assertThat(at.committed).isEmpty();
        at.receive(new Advance(0, at.keys.twice(two, 0, 1, 2)));
        assertThat(at.committed).containsExactly(first, second);
        assertThat(at.chainCertificates).containsOnlyKeys(2L);
        assertThat(at.told("blockCommitted").get(0))
                .contains("height=1")
                .contains("proposalView=1, certificateViewA=2");
        assertThat(at.replica.view()).isEqualTo(3);
    }

    @Test
    void commit_abandonsWhatConflictsWithIt() {
        ReplicaFixture at = new ReplicaFixture(3).start();
        Block beside = at.block(at.genesis, 1);
        at.receive(at.keys.propose(beside, at.root), new Advance(0, at.keys.timeout(2, 0, 1, 2)));
        Block chosen = at.block(at.genesis, 2);
        Certificate certificate = at.certify(chosen, at.root);
        at.receive(at.keys.propose(chosen, at.root), new Advance(0, at.keys.twice(certificate, 0, 1, 2)));
        assertThat(at.committed).containsExactly(chosen);
        assertThat(at.abandoned).containsExactly(beside);
        assertThat(at.replica.uncommittedBlocks()).isZero();
        assertThat(at.told("blockPruned"))
                .singleElement()
                .asString()
                .contains(beside.id().toString(), "ABANDONED");
        assertThat(at.replica.diverged()).isFalse();
    }

    @Test
    void doubleCertificateOfAConflictingBlock_isNotCommittedAndSeen() {
        ReplicaFixture at = new ReplicaFixture(3).start();
        Block chosen = at.block(at.genesis, 1);
        Block other = at.block(at.genesis, 2);
        at.receive(at.keys.propose(chosen, at.root));
        at.receive(new Advance(0, at.keys.twice(at.certify(chosen, at.root), 0, 1, 2)));
        at.receive(new Advance(0, at.keys.twice(at.certify(other, at.root), 0, 1, 2)));
        assertThat(at.committed).containsExactly(chosen);
        assertThat(at.replica.diverged()).isTrue();
    }

    @Test
    void branchThatLeavesTheCommittedChain_isNeitherVotedForNorCommitted() {
        ReplicaFixture at = new ReplicaFixture(3).start();
        Block chosen = at.block(at.genesis, 1);
        Block other = at.block(at.genesis, 2);
        Certificate otherCertificate = at.certify(other, at.root);
        at.receive(at.keys.propose(chosen, at.root));
        at.receive(new Advance(0, at.keys.twice(at.certify(chosen, at.root), 0, 1, 2)));
        at.receive(new Advance(0, at.keys.timeout(4, 0, 1, 2)));
        Block beyond = at.block(other, 4);
        at.forget();
        at.receive(at.keys.propose(beyond, otherCertificate));
        assertThat(at.votes(VotePhase.VOTE)).isEmpty();
        assertThat(at.told("proposalRejected")).singleElement().asString().contains("CONFLICTING");
        at.receive(new Advance(0, at.keys.twice(at.certify(beyond, otherCertificate), 0, 1, 2)));
        at.receive(at.answer(0, beyond.id(), List.of(beyond)));
        assertThat(at.committed).containsExactly(chosen);
        assertThat(at.replica.committed()).isEqualTo(chosen);
        assertThat(at.replica.diverged()).isTrue();
    }
}
