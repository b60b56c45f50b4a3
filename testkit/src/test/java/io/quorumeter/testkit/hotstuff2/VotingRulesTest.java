package io.quorumeter.testkit.hotstuff2;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replica 3 of four: view 1 is led by 1, view 2 by 2. */
class VotingRulesTest {
    private final ReplicaFixture at = new ReplicaFixture(3).start();
    private final Block first = at.block(at.genesis, 1);

    @Test
    void firstProposal_getsOneVoteToItsLeaderAfterTheStateIsDurable() {
        at.forget();
        at.receive(at.keys.propose(first, at.root));
        assertThat(at.sent).hasSize(1);
        assertThat(at.sent.get(0).to()).isEqualTo(1);
        assertThat(at.votes(VotePhase.VOTE)).singleElement().isEqualTo(at.keys.vote(3, first, at.root));
        assertThat(at.stepOf("persistBlock " + first.id())).isBetween(0, at.stepOf("sync"));
        assertThat(at.stepOf("persistSafety")).isBetween(0, at.stepOf("sync"));
        assertThat(at.stepOf("sync")).isLessThan(at.stepOf("send Vote"));
        assertThat(at.stepOf("safetyStatePersisted")).isLessThan(at.stepOf("voteSent"));
        assertThat(at.persisted).isEqualTo(at.replica.safety());
        assertThat(at.replica.safety().lastVotedView()).isEqualTo(1);
        assertThat(at.steps.stream().filter("sync"::equals)).hasSize(1);
    }

    @Test
    void sameProposalAgain_isADuplicateWithoutAVote() {
        at.receive(at.keys.propose(first, at.root));
        at.forget();
        int verified = at.keys.verifications;
        at.receive(at.keys.propose(first, at.root));
        assertThat(at.sent).isEmpty();
        assertThat(at.told("proposalRejected")).singleElement().asString().contains("DUPLICATE");
        assertThat(at.keys.verifications).isEqualTo(verified);
    }

    @Test
    void secondProposalOfAView_isConflictingAndGetsNoVote() {
        at.receive(at.keys.propose(first, at.root));
        at.forget();
        at.receive(at.keys.propose(at.block(at.genesis, 1), at.root));
        assertThat(at.sent).isEmpty();
        assertThat(at.told("proposalReceived")).hasSize(1);
        assertThat(at.told("proposalRejected")).singleElement().asString().contains("VERIFIED, CONFLICTING");
        assertThat(at.told("voteWithheld")).singleElement().asString().contains("ALREADY_VOTED");
    }

    @Test
    void justifyBelowLock_getsNoVote() {
        Certificate lock = at.certify(first, at.root);
        at.receive(new Prepare(1, lock));
        at.receive(at.answer(1, first.id(), List.of(first)));
        at.expire(TimerKind.VIEW);
        at.receive(new Message.Advance(0, at.keys.timeout(2, 0, 1, 2)));
        assertThat(at.replica.view()).isEqualTo(2);
        at.forget();
        at.receive(at.keys.propose(at.block(at.genesis, 2), at.root));
        assertThat(at.votes(VotePhase.VOTE)).isEmpty();
        assertThat(at.told("proposalRejected")).singleElement().asString().contains("JUSTIFY_BELOW_LOCK");
        assertThat(at.told("voteWithheld")).singleElement().asString().contains("JUSTIFY_BELOW_LOCK");
        assertThat(at.replica.safety().lastVotedView()).isZero();
    }

    @Test
    void justifyBelowLock_getsAVoteFromTheMutant() {
        ReplicaFixture mutant = new ReplicaFixture(3, ReplicaFixture.only(Mutant.SKIP_LOCK_RULE)).start();
        mutant.receive(new Prepare(1, mutant.certify(first, mutant.root)));
        mutant.receive(new Message.Advance(0, mutant.keys.timeout(2, 0, 1, 2)));
        mutant.forget();
        mutant.receive(mutant.keys.propose(mutant.block(mutant.genesis, 2), mutant.root));
        assertThat(mutant.votes(VotePhase.VOTE)).hasSize(1);
        assertThat(mutant.replica.deviations(Mutant.SKIP_LOCK_RULE)).isEqualTo(1);
    }

    @Test
    void justifyEqualToLock_getsAVote() {
        Certificate lock = at.certify(first, at.root);
        at.receive(at.keys.propose(first, at.root), new Prepare(1, lock));
        at.receive(at.keys.propose(at.block(first, 2), lock, at.keys.twice(lock, 0, 1, 2)));
        assertThat(at.votes(VotePhase.VOTE)).hasSize(2);
        assertThat(at.replica.view()).isEqualTo(2);
        assertThat(at.committed).containsExactly(first);
    }

    @Test
    void prepare_raisesTheLockBeforeTheOneSecondVoteLeaves() {
        Certificate certificate = at.certify(first, at.root);
        at.receive(at.keys.propose(first, at.root));
        at.forget();
        at.receive(new Prepare(1, certificate));
        assertThat(at.sent).hasSize(1);
        assertThat(at.sent.get(0).to()).isEqualTo(2);
        assertThat(at.votes(VotePhase.VOTE2)).singleElement().isEqualTo(at.keys.vote2(3, certificate));
        assertThat(at.stepOf("lockUpdated[0, 1")).isBetween(0, at.stepOf("sync"));
        assertThat(at.stepOf("sync")).isLessThan(at.stepOf("send Vote"));
        assertThat(at.persisted).isEqualTo(at.replica.safety());
        assertThat(at.replica.safety().lock()).isEqualTo(certificate);
        assertThat(at.replica.safety().vote2View()).isEqualTo(1);
        at.forget();
        at.receive(new Prepare(1, certificate), new Prepare(1, at.keys.quorum(first, at.root, 0, 1, 3)));
        assertThat(at.sent).isEmpty();
    }

    @Test
    void prepare_keepsTheLockOfTheMutant() {
        ReplicaFixture mutant = new ReplicaFixture(3, ReplicaFixture.only(Mutant.KEEP_LOCK_ON_PREPARE)).start();
        mutant.receive(new Prepare(1, mutant.certify(first, mutant.root)));
        assertThat(mutant.votes(VotePhase.VOTE2)).hasSize(1);
        assertThat(mutant.replica.safety().lock()).isEqualTo(mutant.root);
        assertThat(mutant.replica.deviations(Mutant.KEEP_LOCK_ON_PREPARE)).isEqualTo(1);
    }

    @Test
    void prepareOfAPastView_raisesTheLockAndGetsNoVote() {
        at.receive(new Message.Advance(0, at.keys.timeout(2, 0, 1, 2)));
        at.forget();
        Certificate late = at.certify(first, at.root);
        at.receive(new Prepare(1, late));
        assertThat(at.votes(VotePhase.VOTE2)).isEmpty();
        assertThat(at.replica.safety().lock()).isEqualTo(late);
        assertThat(at.told("voteWithheld")).containsExactly("voteWithheld[1, VOTE2, WRONG_VIEW]");
    }

    @Test
    void prepareOfAPastView_getsAVoteFromTheMutant() {
        ReplicaFixture mutant = new ReplicaFixture(3, ReplicaFixture.only(Mutant.VOTE2_FOR_PAST_VIEW)).start();
        mutant.receive(new Message.Advance(0, mutant.keys.timeout(2, 0, 1, 2)));
        mutant.receive(new Prepare(1, mutant.certify(first, mutant.root)));
        assertThat(mutant.votes(VotePhase.VOTE2)).hasSize(1);
        assertThat(mutant.replica.deviations(Mutant.VOTE2_FOR_PAST_VIEW)).isEqualTo(1);
    }

    @Test
    void prepareOfAHigherView_isEntered() {
        Certificate ahead = at.keys.quorum(at.block(first, 5), at.certify(first, at.root), 0, 1, 2);
        at.receive(new Prepare(2, ahead));
        assertThat(at.replica.view()).isEqualTo(5);
        assertThat(at.told("viewEntered")).last().asString().contains("5, 1, QUORUM_CERTIFICATE, 1");
        assertThat(at.votes(VotePhase.VOTE2)).singleElement().isEqualTo(at.keys.vote2(3, ahead));
    }

    @Test
    void proposalAfterTheCertificateOfItsView_getsNoFirstVote() {
        at.receive(new Prepare(1, at.certify(first, at.root)));
        at.forget();
        at.receive(at.keys.propose(first, at.root));
        assertThat(at.votes(VotePhase.VOTE)).isEmpty();
        assertThat(at.replica.uncommittedBlocks()).isEqualTo(1);
    }

    @Test
    void stateThatCannotBeMadeDurable_letsNoVoteLeave() {
        at.forget();
        at.syncFails = true;
        at.receive(at.keys.propose(first, at.root));
        at.receive(new Prepare(1, at.certify(first, at.root)));
        assertThat(at.messages(Vote.class)).isEmpty();
        assertThat(at.told("safetyStatePersistFailed")).hasSize(2);
        assertThat(at.told("voteSent")).isEmpty();
        assertThat(at.told("voteWithheld"))
                .containsExactly("voteWithheld[1, VOTE, PERSIST_FAILED]", "voteWithheld[1, VOTE2, PERSIST_FAILED]");
        at.syncFails = false;
        at.receive(at.keys.propose(first, at.root));
        assertThat(at.messages(Vote.class)).isEmpty();
    }

    @Test
    void restart_votesOnlyAboveTheLastVotedView() {
        at.receive(at.keys.propose(first, at.root));
        SafetyState durable = at.replica.safety();
        ReplicaFixture again = new ReplicaFixture(3, new RestoredState(durable, at.genesis, List.of(first))).start();
        assertThat(again.events.get(0))
                .startsWith("restored[RestoredFact[view=1, lastVotedView=1, lastVotedId=" + first.id()
                        + ", lastVotedJustifyView=0, lockView=0");
        assertThat(again.told("viewEntered")).singleElement().asString().contains("1, 0, RESTORED, 1");
        again.forget();
        again.receive(again.keys.propose(first, again.root));
        again.receive(again.keys.propose(at.block(at.genesis, 1), again.root));
        assertThat(again.votes(VotePhase.VOTE)).isEmpty();
        assertThat(again.told("proposalRejected").get(0)).contains("DUPLICATE");
        assertThat(again.told("proposalRejected").get(1)).contains("CONFLICTING");
        Certificate certificate = again.certify(first, again.root);
        again.receive(again.keys.propose(again.block(first, 2), certificate, again.keys.twice(certificate, 0, 1, 2)));
        assertThat(again.votes(VotePhase.VOTE)).hasSize(1);
    }

    @Test
    void restart_doesNotSendTheSecondVoteOfAViewAgain() {
        Certificate certificate = at.certify(first, at.root);
        at.receive(at.keys.propose(first, at.root), new Prepare(1, certificate));
        ReplicaFixture again =
                new ReplicaFixture(3, new RestoredState(at.replica.safety(), at.genesis, List.of(first))).start();
        again.forget();
        again.receive(new Prepare(1, certificate));
        assertThat(again.sent).isEmpty();
    }
}
