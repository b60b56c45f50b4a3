package io.quorumeter.testkit.hotstuff2;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Blocks;
import io.quorumeter.testkit.hotstuff2.Message.Fetch;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FetchTest {
    private final ReplicaFixture at = new ReplicaFixture(0).start();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Certificate> certificates = new ArrayList<>();

    /** A chain in which the block of height h was proposed in view h. */
    private void chain(int length) {
        Block parent = at.genesis;
        Certificate justify = at.root;
        for (int view = 1; view <= length; view++) {
            Block block = at.block(parent, view);
            justify = at.keys.quorum(block, justify, 1, 2, 3);
            blocks.add(block);
            certificates.add(justify);
            parent = block;
        }
    }

    private Certificate twice(int height) {
        return at.keys.twice(certificates.get(height - 1), 1, 2, 3);
    }

    @Test
    void proposalOnAnUnknownBlock_isVotedForOnceItsAncestorsCame() {
        chain(3);
        at.receive(new Advance(1, at.keys.timeout(2, 1, 2, 3)));
        at.forget();
        at.receive(at.keys.propose(blocks.get(2), certificates.get(1)));
        at.receive(new Advance(1, at.keys.timeout(4, 1, 2, 3)));
        at.forget();
        Block fifth = at.block(blocks.get(2), 5);
        at.receive(new Prepare(3, certificates.get(2)));
        at.receive(at.keys.propose(fifth, certificates.get(2)));
        at.expire(TimerKind.VIEW);
        assertThat(at.replica.view()).isEqualTo(5);
        assertThat(at.messages(Vote.class)).isEmpty();
        BlockIdAndPeer asked = asked();
        at.receive(at.answer(asked.peer, asked.block, blocks));
        assertThat(at.messages(Vote.class)).containsExactly(at.keys.vote(0, fifth, certificates.get(2)));
        assertThat(at.told("syncStarted")).isEmpty();
        assertThat(at.told("syncRequested")).containsExactly("syncRequested[OK]");
    }

    private record BlockIdAndPeer(io.quorumeter.consensus.BlockId block, int peer) {}

    private BlockIdAndPeer asked() {
        ReplicaFixture.Sent last = at.sent.stream()
                .filter(sent -> sent.message() instanceof Fetch)
                .reduce((first, second) -> second)
                .orElseThrow();
        return new BlockIdAndPeer(((Fetch) last.message()).block(), last.to());
    }

    @Test
    void unansweredRequest_goesToTheOtherSignersInTurnWithGrowingPatience() {
        chain(1);
        at.forget();
        at.receive(new Prepare(1, certificates.get(0)));
        List<Integer> peers = new ArrayList<>();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            peers.add(asked().peer);
            waits.add(at.timers.getOrDefault(TimerKind.FETCH, 0L));
            at.expire(TimerKind.FETCH);
        }
        assertThat(peers).containsExactly(1, 2, 3, 1, 2);
        assertThat(waits).containsExactly(200L, 400L, 600L, 800L, 800L);
        assertThat(at.told("syncRequested")).hasSize(5).allMatch(event -> event.contains("TIMEOUT"));
    }

    @Test
    void wrongAnswers_areRefusedAndAnotherPeerIsAsked() {
        chain(3);
        at.receive(new Prepare(1, certificates.get(2)));
        Block stranger = at.block(at.genesis, 2);
        for (List<Block> wrong : List.of(
                List.of(stranger),
                List.of(blocks.get(0), blocks.get(2)),
                List.of(blocks.get(2), blocks.get(1)),
                blocks.subList(0, 2))) {
            BlockIdAndPeer asked = asked();
            at.forget();
            at.receive(at.answer(asked.peer, asked.block, wrong));
            assertThat(at.told("syncRequested")).containsExactly("syncRequested[INVALID]");
            at.expire(TimerKind.FETCH);
            assertThat(asked().peer).isNotEqualTo(asked.peer);
        }
        assertThat(at.replica.uncommittedBlocks()).isZero();
        BlockIdAndPeer asked = asked();
        at.receive(at.answer(asked.peer, asked.block, blocks));
        assertThat(at.replica.uncommittedBlocks()).isEqualTo(3);
        assertThat(at.timers).doesNotContainKey(TimerKind.FETCH);
    }

    @Test
    void answerThatNobodyAskedFor_isIgnored() {
        chain(2);
        at.receive(new Prepare(1, certificates.get(1)));
        at.forget();
        at.receive(
                at.answer(3, blocks.get(1).id(), blocks),
                at.answer(1, blocks.get(0).id(), blocks));
        assertThat(at.replica.uncommittedBlocks()).isZero();
        assertThat(at.events).isEmpty();
    }

    @Test
    void emptyAnswer_isUnavailable() {
        chain(1);
        at.receive(new Prepare(1, certificates.get(0)));
        at.receive(new Blocks(1, blocks.get(0).id(), List.of(), null));
        assertThat(at.told("syncRequested")).containsExactly("syncRequested[UNAVAILABLE]");
    }

    @Test
    void replicaFarBehind_syncsCommittedBlocksByTheDoubleCertificateOfTheLast() {
        chain(150);
        at.forget();
        at.receive(new Prepare(1, certificates.get(149)));
        assertThat(at.told("syncStarted")).singleElement().asString().startsWith("syncStarted[0, 150,");
        assertThat(at.replica.isSyncing()).isTrue();
        BlockIdAndPeer asked = asked();
        at.receive(new Blocks(asked.peer, asked.block, blocks.subList(0, 64), twice(64)));
        assertThat(at.replica.committed()).isEqualTo(blocks.get(63));
        assertThat(at.steps).contains("committed SYNC").doesNotContain("committed LIVE");
        assertThat(at.told("syncEnded")).isEmpty();
        assertThat(asked()).isEqualTo(asked);
        at.receive(new Blocks(asked.peer, asked.block, blocks.subList(64, 128), twice(128)));
        assertThat(at.told("syncEnded")).singleElement().asString().contains("OK");
        at.receive(at.answer(asked.peer, asked.block, blocks.subList(128, 150)));
        assertThat(at.replica.isSyncing()).isFalse();
        assertThat(at.told("syncProgress")).containsExactly("syncProgress[64]", "syncProgress[64]");
        at.receive(new Advance(1, twice(150)));
        assertThat(at.committed).isEqualTo(blocks);
    }

    @Test
    void syncWithAWrongCertificate_commitsNothing() {
        chain(100);
        at.receive(new Prepare(1, certificates.get(99)));
        BlockIdAndPeer asked = asked();
        at.receive(new Blocks(asked.peer, asked.block, blocks.subList(0, 64), Keys.forged(twice(64))));
        at.receive(new Blocks(asked.peer, asked.block, blocks.subList(0, 63), twice(64)));
        assertThat(at.committed).isEmpty();
        assertThat(at.told("syncRequested")).isNotEmpty().allMatch(event -> event.contains("INVALID"));
    }

    @Test
    void request_isServedWithTheBranchOrWithCommittedBlocks() {
        chain(80);
        at.receive(new Prepare(1, certificates.get(78)));
        BlockIdAndPeer asked = asked();
        at.receive(new Blocks(asked.peer, asked.block, blocks.subList(0, 64), twice(64)));
        at.receive(at.answer(asked.peer, asked.block, blocks.subList(64, 79)), new Advance(1, twice(78)));
        assertThat(at.replica.committed()).isEqualTo(blocks.get(77));
        at.forget();
        at.receive(new Fetch(2, blocks.get(78).id(), 70));
        assertThat(at.messages(Blocks.class))
                .containsExactly(new Blocks(0, blocks.get(78).id(), blocks.subList(69, 79), null));
        at.forget();
        at.receive(new Fetch(2, blocks.get(78).id(), 1));
        assertThat(at.messages(Blocks.class))
                .containsExactly(new Blocks(0, blocks.get(78).id(), blocks.subList(0, 64), twice(64)));
        at.forget();
        at.receive(new Fetch(2, blocks.get(79).id(), 79));
        assertThat(at.messages(Blocks.class))
                .containsExactly(new Blocks(0, blocks.get(79).id(), List.of(), null));
        assertThat(at.told("syncServed")).containsExactly("syncServed[UNAVAILABLE]");
    }

    @Test
    void answer_isNoLongerThanATransportTakes_alsoWhereCertificatesAreFar() {
        byte[] transaction = new byte[3 << 20];
        Block parent = at.genesis;
        Certificate justify = at.root;
        for (int view = 1; view <= 14; view++) {
            Block block = new Block(parent.height() + 1, view, view % 4, parent.id(), List.of(transaction));
            justify = at.keys.quorum(block, justify, 1, 2, 3);
            blocks.add(block);
            certificates.add(justify);
            parent = block;
        }
        at.receive(new Prepare(1, certificates.get(12)));
        BlockIdAndPeer asked = asked();
        at.receive(at.answer(asked.peer, asked.block, blocks.subList(0, 13)));
        at.receive(new Advance(1, twice(2)), new Advance(1, twice(3)), new Advance(1, twice(12)));
        assertThat(at.replica.committed()).isEqualTo(blocks.get(11));
        at.forget();
        at.receive(new Fetch(2, blocks.get(11).id(), 1));
        assertThat(at.messages(Blocks.class))
                .containsExactly(new Blocks(0, blocks.get(11).id(), blocks.subList(0, 2), twice(2)));
        at.forget();
        at.receive(new Fetch(2, blocks.get(11).id(), 4));
        assertThat(at.messages(Blocks.class))
                .containsExactly(new Blocks(0, blocks.get(11).id(), List.of(), null));
    }

    @Test
    void answer_countsWhatItsTransactionsTakeBesideTheirBytes() {
        List<byte[]> empty = Collections.nCopies(MessageCodec.MAX_TRANSACTIONS, new byte[0]);
        Block parent = at.genesis;
        Certificate justify = at.root;
        for (int view = 1; view <= 40; view++) {
            Block block = new Block(parent.height() + 1, view, view % 4, parent.id(), empty);
            justify = at.keys.quorum(block, justify, 1, 2, 3);
            blocks.add(block);
            parent = block;
        }
        at.receive(new Prepare(1, justify));
        BlockIdAndPeer asked = asked();
        at.receive(at.answer(asked.peer, asked.block, blocks));
        at.forget();
        at.receive(new Fetch(2, blocks.get(39).id(), 1));
        Blocks answer = (Blocks) at.messages(Blocks.class).get(0);
        assertThat(answer.blocks()).hasSize(31);
        assertThat(MessageCodec.encode(answer)).hasSizeLessThan(8 << 20);
    }

    @Test
    void fetchedBlock_isCaughtUpWithHoweverNear_andOneThatWasProposedIsLive() {
        chain(2);
        at.receive(new Prepare(1, certificates.get(0)));
        BlockIdAndPeer asked = asked();
        at.receive(at.answer(asked.peer, asked.block, blocks.subList(0, 1)));
        at.receive(new Advance(1, twice(1)));
        assertThat(at.replica.isSyncing()).isFalse();
        assertThat(at.replica.committed()).isEqualTo(blocks.get(0));
        assertThat(at.steps).contains("committed SYNC").doesNotContain("committed LIVE");
        at.forget();
        at.receive(at.keys.propose(blocks.get(1), certificates.get(0)), new Advance(1, twice(2)));
        assertThat(at.replica.committed()).isEqualTo(blocks.get(1));
        assertThat(at.steps).contains("committed LIVE").doesNotContain("committed SYNC");
    }

    @Test
    void peerThatAsksTooOften_isRefusedUntilADeltaHasPassed() {
        chain(1);
        for (int i = 0; i < 20; i++) {
            at.receive(new Fetch(2, blocks.get(0).id(), 1));
        }
        assertThat(at.messages(Blocks.class)).hasSize(16);
        assertThat(at.told("syncServed[REFUSED]")).hasSize(4);
        at.receive(new Fetch(3, blocks.get(0).id(), 1));
        at.now += ReplicaFixture.DELTA;
        at.receive(new Fetch(2, blocks.get(0).id(), 1));
        assertThat(at.messages(Blocks.class)).hasSize(18);
        at.receive(
                new Fetch(9, blocks.get(0).id(), 1), new Fetch(2, blocks.get(0).id(), 0));
        assertThat(at.told("syncServed[REFUSED]")).hasSize(6);
    }

    @Test
    void moreWants_thanThereIsRoomFor_keepTheHighest() {
        chain(1);
        for (int view = 2; view <= 40; view += 2) {
            Block unknown = at.block(blocks.get(0), view);
            at.receive(new Prepare(1, at.keys.quorum(unknown, certificates.get(0), 1, 2, 3)));
        }
        assertThat(at.replica.heldItems()).isLessThan(30);
        Fetch last =
                (Fetch) at.messages(Fetch.class).get(at.messages(Fetch.class).size() - 1);
        assertThat(last.fromHeight()).isEqualTo(1);
    }
}
