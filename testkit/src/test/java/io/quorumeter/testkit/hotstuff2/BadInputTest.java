package io.quorumeter.testkit.hotstuff2;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Blocks;
import io.quorumeter.testkit.hotstuff2.Message.Fetch;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a faulty peer may send, and what it must not achieve. Replica 1 leads view 1 and collects its first votes. */
class BadInputTest {
    private static final Signature WRONG = Signature.of(new byte[16]);

    private final ReplicaFixture at = new ReplicaFixture(1).start();
    private final Block own = ((Propose) at.messages(Propose.class).get(0)).block();

    @Test
    void voteWithAWrongSignature_isRefusedAndNotCounted() {
        Vote good = at.keys.vote(0, own, at.root);
        Vote bad = new Vote(
                0,
                VotePhase.VOTE,
                1,
                own.id(),
                1,
                0,
                null,
                at.keys.vote(3, own, at.root).signature());
        at.receive(bad, at.keys.vote(2, own, at.root));
        assertThat(at.told("voteRejected")).singleElement().asString().contains("[1, VOTE, 0, INVALID_SIGNATURE");
        assertThat(at.messages(Prepare.class)).isEmpty();
        at.receive(good);
        assertThat(at.messages(Prepare.class)).hasSize(1);
    }

    @Test
    void voteOfSomebodyUnknown_isRefused() {
        at.receive(at.keys.vote(4, own, at.root), at.keys.vote(99_999, own, at.root));
        assertThat(at.told("voteRejected")).hasSize(2).allMatch(event -> event.contains("VOTE, -1, UNKNOWN_SIGNER"));
        assertThat(at.keys.verifications).isZero();
    }

    @Test
    void secondVoteOfOneValidator_countsOnceAndIsToldAsConflicting() {
        Block other = at.block(at.genesis, 1);
        at.receive(at.keys.vote(0, own, at.root), at.keys.vote(0, own, at.root), at.keys.vote(0, other, at.root));
        assertThat(at.told("voteReceived[1, VOTE, 0")).hasSize(3);
        assertThat(at.told("voteReceived[1, VOTE, 0").get(1)).contains("DUPLICATE, VERIFIED");
        assertThat(at.told("voteReceived[1, VOTE, 0").get(2)).contains("CONFLICTING, VERIFIED");
        assertThat(at.messages(Prepare.class)).isEmpty();
    }

    @Test
    void votesForDifferentBlocks_makeNoCertificate() {
        Block other = at.block(at.genesis, 1);
        at.receive(at.keys.vote(0, other, at.root), at.keys.vote(2, own, at.root));
        assertThat(at.messages(Prepare.class)).isEmpty();
        at.receive(at.keys.vote(3, other, at.root));
        assertThat(at.messages(Prepare.class)).isEmpty();
    }

    @Test
    void votesOutOfPlaceOrTime_areRefusedUnverified() {
        Block elsewhere = at.block(at.genesis, 2);
        Block farAhead = at.block(at.genesis, 4_001);
        at.receive(at.keys.vote(0, elsewhere, at.root), at.keys.vote(0, farAhead, at.root));
        assertThat(at.told("voteRejected").get(0)).contains("[2, VOTE, 0, STALE");
        assertThat(at.told("voteRejected").get(1)).contains("[4001, VOTE, 0, FUTURE");
        assertThat(at.keys.verifications).isZero();
    }

    @Test
    void firstVoteWithACertificate_isRefused() {
        Vote good = at.keys.vote(0, own, at.root);
        at.receive(new Vote(0, VotePhase.VOTE, 1, own.id(), 1, 0, at.root, good.signature()));
        assertThat(at.told("voteRejected")).singleElement().asString().contains("INVALID_SIGNATURE");
    }

    @Test
    void secondVoteWithoutItsCertificate_isRefused() {
        Block fourth = at.block(at.genesis, 4);
        Certificate certificate = at.keys.quorum(fourth, at.root, 0, 2, 3);
        Vote good = at.keys.vote2(0, certificate);
        Vote bare = new Vote(0, VotePhase.VOTE2, 4, fourth.id(), 1, 4, null, good.signature());
        Vote forged = new Vote(0, VotePhase.VOTE2, 4, fourth.id(), 1, 4, Keys.forged(certificate), good.signature());
        Vote another = new Vote(
                0, VotePhase.VOTE2, 4, fourth.id(), 1, 4, at.keys.quorum(own, at.root, 0, 2, 3), good.signature());
        at.receive(bare, forged, another);
        assertThat(at.told("voteRejected")).hasSize(3).allMatch(event -> event.contains("INVALID_SIGNATURE"));
        assertThat(at.replica.view()).isEqualTo(1);
        at.receive(good);
        assertThat(at.replica.view()).isEqualTo(4);
    }

    @Test
    void otherSecondVoteWithoutItsCertificate_isToldAsConflictingAndNotCounted() {
        Block fourth = at.block(at.genesis, 4);
        Certificate certificate = at.keys.quorum(fourth, at.root, 0, 2, 3);
        Certificate uncertified = at.keys.quorum(at.block(own, 4), at.root);
        Vote other = at.keys.vote2(0, uncertified);
        Vote unsigned = new Vote(0, VotePhase.VOTE2, 4, own.id(), 1, 4, certificate, other.signature());
        at.receive(at.keys.vote2(0, certificate), unsigned);
        assertThat(at.told("voteRejected")).singleElement().asString().contains("[4, VOTE2, 0, INVALID_SIGNATURE");
        at.receive(other);
        assertThat(at.told("voteReceived[4, VOTE2, 0")).hasSize(2);
        assertThat(at.told("voteReceived[4, VOTE2, 0").get(1)).contains("CONFLICTING, VERIFIED");
        assertThat(at.told("voteRejected")).hasSize(1);
        assertThat(at.told("certificateRejected")).isEmpty();
    }

    @Test
    void invalidCertificate_isRefusedWithItsFault() {
        Block block = at.block(at.genesis, 2);
        Certificate good = at.keys.quorum(block, at.root, 0, 2, 3);
        CertificateKind quorum = CertificateKind.QUORUM;
        assertFault("BELOW_QUORUM", at.keys.quorum(block, at.root, 0, 2));
        assertFault("UNKNOWN_SIGNER", at.keys.quorum(block, at.root, 0, 2, 4));
        assertFault("INVALID_SIGNATURE", Keys.forged(good));
        assertFault("VIEW_MISMATCH", at.keys.signed(quorum, 2, 2, block.id(), 1, 0, 2, 3));
        assertFault("VIEW_MISMATCH", at.keys.twice(good, 0, 2, 3));
        assertFault("UNKNOWN_BLOCK", at.keys.signed(quorum, 2, 0, BlockId.NONE, 1, 0, 2, 3));
        assertFault("UNKNOWN_BLOCK", at.keys.signed(quorum, 2, 0, block.id(), 0, 0, 2, 3));
        assertThat(at.replica.view()).isEqualTo(1);
        assertThat(at.replica.safety().lock()).isEqualTo(at.root);
        at.receive(new Prepare(2, good));
        assertThat(at.replica.safety().lock()).isEqualTo(good);
    }

    private void assertFault(String fault, Certificate certificate) {
        at.forget();
        at.receive(new Prepare(2, certificate));
        assertThat(at.told("certificateRejected")).singleElement().asString().contains(fault);
        assertThat(at.told("certificateReceived")).isEmpty();
        assertThat(at.sent).isEmpty();
    }

    @Test
    void certificateForgedFromAVerifiedOne_isNotTakenForIt() {
        Block block = at.block(at.genesis, 2);
        Certificate good = at.keys.quorum(block, at.root, 0, 2, 3);
        at.receive(new Prepare(2, good));
        at.forget();
        Block next = at.block(block, 3);
        Certificate forged = Keys.forged(good);
        at.receive(at.keys.propose(next, forged, null));
        assertThat(at.told("proposalRejected")).singleElement().asString().contains("INVALID_CERTIFICATE");
        int verified = at.keys.verifications;
        at.receive(at.keys.propose(next, good, null));
        assertThat(at.keys.verifications - verified)
                .as("only the proposal itself")
                .isEqualTo(1);
        assertThat(at.told("certificateReceived")).isEmpty();
    }

    @Test
    void certificateOfAnotherKindThanItsMessage_isRefused() {
        Block block = at.block(at.genesis, 2);
        Certificate quorum = at.keys.quorum(block, at.root, 0, 2, 3);
        at.receive(new Advance(0, quorum), new Prepare(0, at.keys.timeout(2, 0, 2, 3)));
        at.receive(at.keys.status(2, 1, at.keys.twice(quorum, 0, 2, 3)));
        at.receive(at.keys.propose(at.block(at.genesis, 3), at.root, quorum));
        assertThat(at.told("certificateRejected")).hasSize(4).allMatch(event -> event.contains("VIEW_MISMATCH"));
        assertThat(at.replica.view()).isEqualTo(1);
    }

    @Test
    void genesisCertificateOfAnotherChain_isRefused() {
        Block stranger = Block.genesis(List.of());
        at.receive(at.keys.propose(at.block(stranger, 2), Certificate.genesis(stranger.id())));
        assertThat(at.told("certificateRejected")).hasSize(1);
        assertThat(at.told("proposalRejected")).singleElement().asString().contains("INVALID_CERTIFICATE");
    }

    @Test
    void badProposal_isRefusedWithItsReason() {
        Block good = at.block(at.genesis, 2);
        Propose propose = at.keys.propose(good, at.root);
        assertRefused("WRONG_LEADER", new Propose(3, good, at.root, null, propose.signature()));
        assertRefused("WRONG_LEADER", at.keys.propose(new Block(1, 2, 3, at.genesis.id(), List.of()), at.root));
        assertRefused("WRONG_LEADER", new Propose(70_000, good, at.root, null, propose.signature()));
        assertRefused("INVALID_SIGNATURE", new Propose(2, good, at.root, null, WRONG));
        assertRefused(
                "INVALID_CERTIFICATE",
                at.keys.propose(good, at.keys.quorum(at.block(at.genesis, 2), at.root, 0, 2, 3)));
        assertRefused("PARENT_MISMATCH", at.keys.propose(new Block(1, 2, 2, own.id(), List.of()), at.root));
        assertRefused("HEIGHT_MISMATCH", at.keys.propose(new Block(2, 2, 2, at.genesis.id(), List.of()), at.root));
        Block ahead = at.block(at.genesis, 4_002);
        assertRefused("FUTURE_VIEW", at.keys.propose(ahead, at.root));
        assertThat(at.messages(Vote.class)).isEmpty();
    }

    @Test
    void payloadThatIsRefused_getsNoVote() {
        at.receive(new Advance(0, at.keys.timeout(2, 0, 2, 3)));
        at.payloadValid = false;
        assertRefused("INVALID_PAYLOAD", at.keys.propose(at.block(at.genesis, 2), at.root));
        at.payloadValid = true;
        Block large = new Block(1, 2, 2, at.genesis.id(), List.of(new byte[(8 << 20) + 1]));
        assertRefused("INVALID_PAYLOAD", at.keys.propose(large, at.root));
        assertThat(at.messages(Vote.class)).isEmpty();
        assertThat(at.replica.uncommittedBlocks()).isEqualTo(1);
    }

    private void assertRefused(String reason, Propose propose) {
        at.forget();
        at.receive(propose);
        assertThat(at.told("proposalRejected")).singleElement().asString().contains(reason);
        assertThat(at.told("proposalAccepted")).isEmpty();
    }

    @Test
    void proposalThatClaimsToBeOneself_isIgnored() {
        at.forget();
        at.receive(at.keys.propose(at.block(at.genesis, 1), at.root));
        assertThat(at.events).isEmpty();
        assertThat(at.sent).isEmpty();
    }

    @Test
    void wishesAndStatusThatAreNotRight_areRefused() {
        at.forget();
        at.receive(new Wish(0, 4, WRONG), at.keys.wish(4, 4), at.keys.wish(0, 1_000_000), at.keys.wish(0, 3));
        at.receive(new Status(0, 1, at.root, null, WRONG), at.keys.status(7, 1, at.root));
        at.receive(at.keys.status(0, 1_000_001, at.root), at.keys.status(0, 2, at.root));
        assertThat(at.told("viewChangeRejected"))
                .extracting(event -> event.substring(event.indexOf('[') + 1, event.indexOf(", 0, 0]")))
                .containsExactly(
                        "WISH, 4, 0, INVALID_SIGNATURE",
                        "WISH, 4, -1, UNKNOWN_SIGNER",
                        "WISH, 1000000, 0, FUTURE",
                        "WISH, 3, 0, STALE",
                        "STATUS, 1, 0, INVALID_SIGNATURE",
                        "STATUS, 1, -1, UNKNOWN_SIGNER",
                        "STATUS, 1000001, 0, FUTURE",
                        "STATUS, 2, 0, STALE");
    }

    @Test
    void statusAgain_isADuplicateAndOneWithALowerLockConflicting() {
        Block block = at.block(at.genesis, 2);
        Certificate lock = at.keys.quorum(block, at.root, 0, 2, 3);
        ReplicaFixture third = new ReplicaFixture(3).start();
        third.receive(
                third.keys.status(0, 3, lock), third.keys.status(0, 3, lock), third.keys.status(0, 3, third.root));
        assertThat(third.told("viewChangeReceived[STATUS, 3, 0").get(0)).contains("2, ACCEPTED");
        assertThat(third.told("viewChangeReceived[STATUS, 3, 0").get(1)).contains("2, DUPLICATE");
        assertThat(third.told("viewChangeReceived[STATUS, 3, 0").get(2)).contains("0, CONFLICTING");
    }

    @Test
    void flood_ofAnythingSigned_leavesMemoryBounded() {
        SplittableRandom random = new SplittableRandom(7);
        int most = 0;
        for (int i = 0; i < 60_000; i++) {
            long view = random.nextInt(4) == 0 ? random.nextLong(1L << 50) : random.nextLong(1, 200);
            int sender = random.nextInt(4);
            Block block = new Block(1, view, (int) (view % 4), at.genesis.id(), List.of(new byte[] {(byte) i}));
            at.receive(
                    switch (random.nextInt(6)) {
                        case 0 -> at.keys.vote(sender, block, at.root);
                        case 1 -> at.keys.propose(block, at.root);
                        case 2 -> at.keys.wish(sender, view);
                        case 3 -> at.keys.status(sender, view, at.root);
                        case 4 -> new Fetch(sender, block.id(), view);
                        default -> new Blocks(sender, block.id(), List.of(block), null);
                    });
            most = Math.max(most, at.replica.heldItems());
            at.forget();
        }
        assertThat(most).isLessThan(200);
        assertThat(at.replica.view()).isLessThan(200);
    }

    @Test
    void leadersThatProposeWithoutEnd_fillTheTreeOnlyToItsLimit() {
        List<Block> proposed = new ArrayList<>();
        for (long view = 2; view < 2_000; view += 2) {
            at.receive(new Advance(0, at.keys.timeout(view, 0, 2, 3)));
            Block block = at.block(at.genesis, view);
            proposed.add(block);
            at.receive(at.keys.propose(block, at.root));
            at.forget();
        }
        assertThat(at.replica.uncommittedBlocks()).isBetween(500, 512);
        assertThat(at.abandoned).contains(own, proposed.get(0)).doesNotContain(proposed.get(proposed.size() - 1));
    }

    @Test
    void anyMixOfMessages_throwsNothing() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            Block block = new Block(
                    random.nextLong(4), random.nextLong(12), random.nextInt(5), some(random), List.of(new byte[1]));
            Certificate certificate = randomCertificate(random, block);
            at.now += random.nextLong(50);
            at.receive(randomMessage(random, block, certificate));
            if (random.nextInt(10) == 0) {
                at.expire(TimerKind.values()[random.nextInt(4)]);
            }
            at.forget();
        }
        assertThat(at.replica.heldItems()).isLessThan(1_000);
    }

    private Message randomMessage(SplittableRandom random, Block block, Certificate certificate) {
        int sender = random.nextInt(6);
        return switch (random.nextInt(8)) {
            case 0 ->
                new Propose(
                        sender,
                        block,
                        certificate,
                        orNull(random, certificate),
                        at.keys.propose(block, certificate).signature());
            case 1 ->
                new Vote(
                        sender,
                        VotePhase.values()[random.nextInt(2)],
                        block.view(),
                        block.id(),
                        block.height(),
                        random.nextLong(12),
                        orNull(random, certificate),
                        WRONG);
            case 2 -> new Prepare(sender, certificate);
            case 3 -> at.keys.status(sender, block.view(), certificate, orNull(random, certificate));
            case 4 -> at.keys.wish(sender, block.view());
            case 5 -> new Advance(sender, certificate);
            case 6 -> new Fetch(sender, some(random), random.nextLong(5));
            default -> new Blocks(sender, some(random), List.of(block, block), orNull(random, certificate));
        };
    }

    private BlockId some(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> own.id();
            case 1 -> at.genesis.id();
            default -> new BlockId(random.nextInt(3), 0, 0, 0);
        };
    }

    private Certificate randomCertificate(SplittableRandom random, Block block) {
        CertificateKind kind = CertificateKind.values()[random.nextInt(3)];
        int[] signers = random.ints(0, 5).distinct().limit(random.nextInt(1, 5)).toArray();
        return random.nextInt(5) == 0
                ? at.root
                : at.keys.signed(kind, block.view(), random.nextLong(12), some(random), random.nextLong(5), signers);
    }

    private static @Nullable Certificate orNull(SplittableRandom random, Certificate certificate) {
        return random.nextBoolean() ? certificate : null;
    }
}
