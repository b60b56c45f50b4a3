package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.certificate;
import static io.quorumeter.consensus.Samples.committed;
import static io.quorumeter.consensus.Samples.id;
import static io.quorumeter.consensus.Samples.received;
import static io.quorumeter.consensus.Samples.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.BlockTimeline.Block;
import io.quorumeter.consensus.BlockTimeline.QuorumVote;
import io.quorumeter.core.Quorumeter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockTimelineTest {
    private static final long MS = 1_000_000;

    private final BlockTimeline timeline =
            new BlockTimeline(Samples.PROTOCOL, UnixClock.of(() -> Instant.ofEpochSecond(1_000), () -> 0L));

    @BeforeEach
    void enter() {
        timeline.viewEntered(5, 4, ViewCause.DOUBLE_CERTIFICATE, 2, 0);
    }

    @Test
    void leader_seesWhoCompletedTheQuorums() {
        timeline.proposalSent(sent(5, 7, 0));
        vote(VotePhase.VOTE, 2, 0);
        vote(VotePhase.VOTE, 0, 3 * MS);
        vote(VotePhase.VOTE, 3, 9 * MS);
        timeline.certificateFormed(certificate(CertificateKind.QUORUM, 5, 7, 9 * MS, 0, 2, 3));
        vote(VotePhase.VOTE, 1, 30 * MS);
        timeline.blockCommitted(committed(5, 7, CommitPath.LIVE, 20 * MS));

        Block block = timeline.block(7).orElseThrow();
        assertThat(block.firstQuorum()).isEqualTo(new QuorumVote(3, Duration.ofMillis(9), 1, Duration.ofMillis(21)));
        assertThat(block.secondQuorum()).isNull();
        assertThat(block.transactions()).isEqualTo(400);
        assertThat(block.firstKnownMillis()).isEqualTo(1_000_000);
    }

    @Test
    void stages_comeInTheirOrder() {
        BlockStage[] all = BlockStage.values();
        Map<BlockStage, Duration> backwards = new LinkedHashMap<>();
        for (int i = all.length - 1; i >= 0; i--) {
            backwards.put(all[i], Duration.ofMillis(i));
        }
        Block block = new Block(7, id(7), 5, 400, 0, backwards, null, null);
        assertThat(block.stages().keySet()).containsExactly(all);
        backwards.clear();
        assertThat(block.stages()).hasSize(all.length).isUnmodifiable();
        assertThat(new Block(7, id(7), 5, 400, 0, Map.of(), null, null).stages())
                .isEmpty();
    }

    @Test
    void votesThatDoNotCount_completeNothing() {
        timeline.proposalSent(sent(5, 7, 0));
        for (int validator = 0; validator < 4; validator++) {
            timeline.voteReceived(
                    5, VotePhase.VOTE, validator, id(7), 4, VoteResult.CONFLICTING, Verification.VERIFIED, 0, MS);
            timeline.voteReceived(
                    5, VotePhase.VOTE, validator, id(7), 4, VoteResult.ACCEPTED, Verification.UNVERIFIED, 0, MS);
            timeline.voteReceived(
                    5, VotePhase.VOTE, validator, id(8), 4, VoteResult.ACCEPTED, Verification.VERIFIED, 0, MS);
            vote(VotePhase.VOTE, validator + 4, MS);
        }
        assertThat(timeline.blocks())
                .singleElement()
                .satisfies(block -> assertThat(block.firstQuorum()).isNull());
    }

    @Test
    void follower_seesTheStages() {
        timeline.proposalReceived(received(5, 7, 10 * MS));
        timeline.proposalAccepted(5, id(7), 11 * MS);
        timeline.voteSent(5, VotePhase.VOTE, id(7), 4, 12 * MS);
        timeline.certificateReceived(certificate(CertificateKind.QUORUM, 5, 7, 60 * MS, 0, 1, 2));
        timeline.voteSent(5, VotePhase.VOTE2, id(7), 5, 61 * MS);
        timeline.certificateReceived(certificate(CertificateKind.DOUBLE, 5, 7, 90 * MS, 0, 1, 2));
        timeline.blockCommitted(committed(5, 7, CommitPath.LIVE, 90 * MS));
        timeline.blockExecuted(ExecutedBlock.of(7, id(7)).root(id(9)).took(MS).at(95 * MS));

        Block block = timeline.slowest().orElseThrow();
        assertThat(block.stages()).hasSize(8).containsEntry(BlockStage.CERTIFIED, Duration.ofMillis(50));
        assertThat(block.stages()).containsEntry(BlockStage.EXECUTED, Duration.ofMillis(85));
        assertThat(block.slowestStage()).isEqualTo(BlockStage.CERTIFIED);
        assertThat(timeline.toJson())
                .startsWith("[\n{\"height\":7,\"id\":\"" + id(7) + "\",\"view\":5,\"transactions\":400,")
                .contains("\"stages\":{\"received\":0,\"validated\":0.001,\"voted\":0.002,\"certified\":0.05,")
                .endsWith("\"committed\":0.08,\"executed\":0.085}}\n]");
    }

    @Test
    void lastBlocks_areKept_andFarViewsAreNot() {
        for (long view = 1; view <= BlockTimeline.BLOCKS + 10; view++) {
            timeline.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, 0, view);
            timeline.proposalReceived(received(view, view, view));
        }
        timeline.proposalReceived(received(1L << 40, 99, 0));
        assertThat(timeline.blocks())
                .hasSize(BlockTimeline.BLOCKS)
                .extracting(Block::view)
                .startsWith(11L)
                .endsWith(BlockTimeline.BLOCKS + 10L);
        assertThat(timeline.slowest()).isEmpty();
        assertThat(timeline.block(20)).isEmpty();
        assertThat(new BlockTimeline(Samples.PROTOCOL, UnixClock.system()).toJson())
                .isEqualTo("[]");
    }

    @Test
    void newValidators_haveTheirOwnQuorum() {
        timeline.validatorSetChanged(new ValidatorSetChange(
                1, 6, ValidatorSet.ofKeys(List.of("a", "b")).powers(10, 1).ownIndex(0)));
        timeline.viewEntered(6, 5, ViewCause.DOUBLE_CERTIFICATE, 0, 0);
        timeline.proposalSent(sent(6, 8, 0));
        timeline.voteReceived(6, VotePhase.VOTE, 0, id(8), 5, VoteResult.ACCEPTED, Verification.VERIFIED, 0, 4 * MS);
        assertThat(timeline.blocks())
                .singleElement()
                .satisfies(block -> assertThat(block.firstQuorum())
                        .isEqualTo(new QuorumVote(0, Duration.ofMillis(4), 0, Duration.ZERO)));
    }

    @Test
    void viewEntered_again_isNoGap() {
        HotStuff2Events replica = HotStuff2Events.on(Quorumeter.newCollector(), Samples.PROTOCOL);
        replica.viewEntered(9, 4, ViewCause.QUORUM_CERTIFICATE, 1, 10);
        replica.proposalReceived(Samples.received(9, 7, 20));
        replica.viewEntered(9, 4, ViewCause.QUORUM_CERTIFICATE, 1, 30);
        replica.blockCommitted(Samples.committed(9, 7, CommitPath.LIVE, 40));
        assertThat(replica.timeline().slowest()).isPresent();
    }

    @Test
    void vote_allocatesNothing() {
        timeline.proposalSent(sent(5, 7, 0));
        BlockId block = id(7);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 200 && least != 0; attempt++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 20_000; i++) {
                timeline.voteReceived(
                        5, VotePhase.VOTE2, i & 3, block, 5, VoteResult.ACCEPTED, Verification.VERIFIED, 0, i);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(least).isZero();
    }

    private void vote(VotePhase phase, int validator, long nanos) {
        timeline.voteReceived(5, phase, validator, id(7), 4, VoteResult.ACCEPTED, Verification.VERIFIED, 0, nanos);
    }
}
