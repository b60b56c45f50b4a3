package io.quorumeter.testkit.hotstuff2;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import org.junit.jupiter.api.Test;

/** Of four replicas, one may fail: epochs have two views, and 1, 3, 5 are the last of theirs. */
class PacemakerTest {
    @Test
    void timerAtTheBoundary_wishesOnceForTheNextEpochToItsLeadersAndStays() {
        ReplicaFixture at = new ReplicaFixture(0).start();
        at.forget();
        at.expire(TimerKind.VIEW);
        assertThat(at.replica.view()).isEqualTo(1);
        assertThat(at.sent)
                .containsExactly(
                        new ReplicaFixture.Sent(2, at.keys.wish(0, 2)), new ReplicaFixture.Sent(3, at.keys.wish(0, 2)));
        assertThat(at.told("localTimeout")).singleElement().asString().contains("[1, AWAITING_PROPOSAL");
        at.expire(TimerKind.VIEW);
        assertThat(at.told("localTimeout")).hasSize(2);
        assertThat(at.told("viewChangeSent")).hasSize(1);
        assertThat(at.messages(Wish.class)).hasSize(2);
    }

    @Test
    void timerInsideAnEpoch_entersTheNextViewWithAStatusToItsLeader() {
        ReplicaFixture at = new ReplicaFixture(0).start();
        at.receive(new Advance(2, at.keys.timeout(2, 1, 2, 3)));
        at.forget();
        at.expire(TimerKind.VIEW);
        assertThat(at.replica.view()).isEqualTo(3);
        assertThat(at.sent).containsExactly(new ReplicaFixture.Sent(3, at.keys.status(0, 3, at.root)));
        assertThat(at.told("viewLeft")).singleElement().asString().contains("[2, TIMED_OUT");
        assertThat(at.told("viewEntered")).singleElement().asString().contains("[3, 2, VIEW_TIMER, 3");
    }

    @Test
    void quorumOfWishes_isATimeoutCertificateToAll() {
        ReplicaFixture at = new ReplicaFixture(2).start();
        at.receive(at.keys.wish(0, 2), at.keys.wish(0, 2), at.keys.wish(1, 2));
        assertThat(at.replica.view()).isEqualTo(1);
        at.forget();
        at.receive(at.keys.wish(3, 2));
        Certificate formed = at.keys.timeout(2, 0, 1, 3);
        assertThat(at.replica.view()).isEqualTo(2);
        assertThat(at.sent).contains(new ReplicaFixture.Sent(-1, new Advance(2, formed)));
        assertThat(at.told("certificateFormed")).hasSize(1);
        assertThat(at.told("viewEntered")).singleElement().asString().contains("TIMEOUT_CERTIFICATE, 2");
        assertThat(at.told("viewLeft")).singleElement().asString().contains("OVERTAKEN");
    }

    @Test
    void timeoutCertificate_isRelayedToTheLeadersOfItsEpochAndEntered() {
        ReplicaFixture at = new ReplicaFixture(0).start();
        at.forget();
        Certificate certificate = at.keys.timeout(6, 1, 2, 3);
        at.receive(new Advance(2, certificate));
        assertThat(at.replica.view()).isEqualTo(6);
        assertThat(at.sent)
                .startsWith(
                        new ReplicaFixture.Sent(2, new Advance(0, certificate)),
                        new ReplicaFixture.Sent(3, new Advance(0, certificate)));
        assertThat(at.replica.safety().highTimeout()).isEqualTo(certificate);
        at.forget();
        at.receive(new Advance(3, certificate), new Advance(3, at.keys.timeout(4, 1, 2, 3)));
        assertThat(at.sent).isEmpty();
        assertThat(at.replica.view()).isEqualTo(6);
    }

    @Test
    void replicaThatWishesForAViewThatIsOver_getsTheEvidenceAtMostOnceADelta() {
        ReplicaFixture at = new ReplicaFixture(2).start();
        Certificate certificate = at.keys.timeout(4, 0, 1, 2);
        at.receive(new Advance(0, certificate));
        at.forget();
        at.receive(at.keys.wish(3, 2), at.keys.wish(3, 2));
        assertThat(at.sent).containsExactly(new ReplicaFixture.Sent(3, new Advance(2, certificate)));
        at.now += ReplicaFixture.DELTA;
        at.receive(at.keys.wish(3, 2));
        assertThat(at.sent).hasSize(2);
        assertThat(at.told("viewChangeRejected")).hasSize(3).allMatch(event -> event.contains("STALE"));
    }

    @Test
    void evidence_isTheOneThatLeadsHighest() {
        ReplicaFixture at = new ReplicaFixture(2).start();
        Block block = at.block(at.genesis, 5);
        Certificate lock = at.certify(block, at.root);
        at.receive(new Advance(0, at.keys.timeout(4, 0, 1, 2)), new Prepare(1, lock));
        at.forget();
        at.receive(at.keys.wish(3, 2));
        assertThat(at.sent).containsExactly(new ReplicaFixture.Sent(3, new Prepare(2, lock)));
        Certificate twice = at.keys.twice(lock, 0, 1, 3);
        at.receive(new Advance(0, twice));
        at.forget();
        at.now += ReplicaFixture.DELTA;
        at.receive(at.keys.status(3, 2, at.root));
        assertThat(at.messages(Advance.class)).containsExactly(new Advance(2, twice));
    }

    @Test
    void ownMessagesOfTheView_areSentAgainEveryTwoDeltaUntilItEnds() {
        ReplicaFixture at = new ReplicaFixture(0).start();
        Block block = at.block(at.genesis, 1);
        at.receive(at.keys.propose(block, at.root));
        Certificate certificate = at.keys.quorum(block, at.root, 1, 2, 3);
        at.receive(new Prepare(1, certificate));
        at.expire(TimerKind.VIEW);
        assertThat(at.timers).containsEntry(TimerKind.RETRANSMIT, 2 * ReplicaFixture.DELTA);
        at.forget();
        at.expire(TimerKind.RETRANSMIT);
        assertThat(at.sent)
                .containsExactlyInAnyOrder(
                        new ReplicaFixture.Sent(1, at.keys.status(0, 1, at.root)),
                        new ReplicaFixture.Sent(1, at.keys.vote(0, block, at.root)),
                        new ReplicaFixture.Sent(2, at.keys.vote2(0, certificate)),
                        new ReplicaFixture.Sent(2, at.keys.wish(0, 2)),
                        new ReplicaFixture.Sent(3, at.keys.wish(0, 2)));
        assertThat(at.events).isEmpty();
        at.receive(new Advance(0, at.keys.timeout(2, 1, 2, 3)), new Advance(1, at.keys.timeout(2, 1, 2, 3)));
        at.forget();
        at.expire(TimerKind.RETRANSMIT);
        assertThat(at.sent).extracting(ReplicaFixture.Sent::message).hasOnlyElementsOfType(Status.class);
    }

    @Test
    void leader_sendsItsProposalAndCertificateAgain() {
        ReplicaFixture at = new ReplicaFixture(1).start();
        Block block = ((Message.Propose) at.messages(Message.Propose.class).get(0)).block();
        at.receive(at.keys.vote(0, block, at.root), at.keys.vote(2, block, at.root));
        at.forget();
        at.expire(TimerKind.RETRANSMIT);
        assertThat(at.messages(Message.Propose.class)).hasSize(1);
        assertThat(at.messages(Prepare.class)).hasSize(1);
        assertThat(at.told("proposalSent")).isEmpty();
    }

    @Test
    void timeout_growsWhileNothingIsCommitted() {
        ReplicaFixture at = new ReplicaFixture(0).start();
        long usual = 10 * ReplicaFixture.DELTA;
        assertThat(at.timers).containsEntry(TimerKind.VIEW, usual);
        at.receive(new Advance(2, at.keys.timeout(8, 1, 2, 3)));
        assertThat(at.timers).containsEntry(TimerKind.VIEW, usual);
        at.receive(new Advance(2, at.keys.timeout(10, 1, 2, 3)));
        assertThat(at.timers).containsEntry(TimerKind.VIEW, 2 * usual);
        at.receive(new Advance(2, at.keys.timeout(1_000_000, 1, 2, 3)));
        assertThat(at.timers).containsEntry(TimerKind.VIEW, 16 * usual);
        Block block = at.block(at.genesis, 1_000_001);
        at.receive(new Advance(2, at.keys.twice(at.keys.quorum(block, at.root, 1, 2, 3), 1, 2, 3)));
        assertThat(at.timers).containsEntry(TimerKind.VIEW, usual);
    }

    @Test
    void proposalOfTheNextView_isKeptAndVotedForOnceEntered() {
        ReplicaFixture at = new ReplicaFixture(0).start();
        Block block = at.block(at.genesis, 2);
        at.receive(at.keys.propose(block, at.root));
        assertThat(at.replica.view()).isEqualTo(1);
        assertThat(at.told("proposalRejected")).isEmpty();
        at.receive(new Advance(2, at.keys.timeout(2, 1, 2, 3)));
        assertThat(at.messages(Message.Vote.class)).containsExactly(at.keys.vote(0, block, at.root));
        assertThat(at.told("proposalReceived")).hasSize(1);
        assertThat(at.told("proposalAccepted")).hasSize(1);
    }

    @Test
    void proposalKeptForAViewThatIsSkipped_getsItsVerdict() {
        ReplicaFixture at = new ReplicaFixture(0).start();
        at.receive(at.keys.propose(at.block(at.genesis, 2), at.root), new Advance(2, at.keys.timeout(4, 1, 2, 3)));
        assertThat(at.told("proposalRejected")).singleElement().asString().contains("FUTURE_VIEW");
        assertThat(at.messages(Message.Vote.class)).isEmpty();
    }

    @Test
    void view_neverGoesDown() {
        ReplicaFixture at = new ReplicaFixture(0).start();
        at.receive(new Advance(2, at.keys.timeout(6, 1, 2, 3)));
        Block block = at.block(at.genesis, 3);
        Certificate low = at.certify(block, at.root);
        at.receive(new Prepare(3, low), new Advance(2, at.keys.twice(low, 0, 1, 2)));
        at.receive(new Advance(2, at.keys.timeout(4, 1, 2, 3)), at.keys.propose(block, at.root));
        assertThat(at.replica.view()).isEqualTo(6);
    }
}
