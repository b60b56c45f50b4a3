package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.RestoredState;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import io.quorumeter.testkit.hotstuff2.Signature;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkObserverTest {
    private static final Signature ANY = Signature.of(new byte[8]);

    private final Block genesis = Block.genesis(List.of());
    private final NetworkObserver observer = new NetworkObserver(
            Protocol.basic().replicas(3), Set.of(), genesis, new SimulatedCrypto(3, new SplittableRandom(1)).signer(0));
    private final Block first = new Block(1, 1, 1, genesis.id(), List.of());
    private final Block other = new Block(1, 2, 2, genesis.id(), List.of());
    private final Block second = new Block(2, 2, 2, first.id(), List.of());

    private static Vote vote(int sender, VotePhase phase, long view, Block block) {
        return new Vote(sender, phase, view, block.id(), block.height(), 0, null, ANY);
    }

    private static Certificate certificate(long view, BlockId block, int... signers) {
        return new Certificate(
                CertificateKind.QUORUM,
                view,
                0,
                block,
                1,
                Signers.of(signers),
                Collections.nCopies(signers.length, ANY));
    }

    @Test
    void sameChainEverywhere_isClean() {
        observer.committed(0, first);
        observer.committed(1, first);
        observer.committed(0, second);
        observer.voteLeft(vote(0, VotePhase.VOTE, 1, first));
        observer.voteLeft(vote(0, VotePhase.VOTE, 1, first));
        observer.voteLeft(vote(0, VotePhase.VOTE2, 1, first));
        observer.certificateLeft(certificate(1, first.id(), 0, 1));
        observer.certificateLeft(null);
        assertThat(observer.isClean()).isTrue();
        assertThat(observer.commits()).isEqualTo(3);
        assertThat(observer.highestHeight()).isEqualTo(2);
        assertThat(observer.lowestHeight()).isZero();
        assertThat(observer.height(1)).isEqualTo(1);
    }

    @Test
    void twoBlocksAtAHeight_areAFork() {
        observer.committed(0, first);
        observer.committed(1, other);
        assertThat(observer.forks()).isEqualTo(1);
        assertThat(observer.isClean()).isFalse();
    }

    @Test
    void anotherBlockAfterARestart_isAFork() {
        observer.committed(0, first);
        observer.restarted(0, RestoredState.fresh(genesis));
        observer.committed(0, other);
        assertThat(observer.forks()).isEqualTo(1);
    }

    @Test
    void commitThatDoesNotFollow_isAGap() {
        observer.committed(0, second);
        observer.committed(1, first);
        observer.committed(1, new Block(2, 3, 0, other.id(), List.of()));
        assertThat(observer.gaps()).isEqualTo(2);
    }

    @Test
    void votesThatContradict_areFoundOnTheWireAndInCertificates() {
        observer.voteLeft(vote(0, VotePhase.VOTE, 2, first));
        observer.voteLeft(vote(0, VotePhase.VOTE, 2, other));
        observer.voteLeft(vote(1, VotePhase.VOTE, 2, first));
        observer.certificateLeft(certificate(2, other.id(), 1, 2));
        assertThat(observer.doubleVotes()).isEqualTo(2);
    }

    @Test
    void voteInALowerView_isBackward() {
        observer.voteLeft(vote(0, VotePhase.VOTE2, 5, first));
        observer.voteLeft(vote(0, VotePhase.VOTE, 4, first));
        assertThat(observer.backwardVotes()).isZero();
        observer.voteLeft(vote(0, VotePhase.VOTE2, 4, first));
        assertThat(observer.backwardVotes()).isEqualTo(1);
    }

    @Test
    void restartThatForgot_isFound() {
        observer.voteLeft(vote(0, VotePhase.VOTE, 5, first));
        observer.committed(0, first);
        observer.synced(0);
        SafetyState remembers =
                new SafetyState(5, 5, BlockId.NONE, -1, 0, Certificate.genesis(genesis.id()), null, null);
        observer.restarted(0, new RestoredState(remembers, first, List.of()));
        assertThat(observer.isClean()).isTrue();
        observer.restarted(0, RestoredState.fresh(genesis));
        assertThat(observer.lostVotes()).isEqualTo(1);
        assertThat(observer.lostCommits()).isEqualTo(1);
    }

    @Test
    void commitThatWasNotSynced_mayBeLost() {
        observer.committed(0, first);
        observer.restarted(0, RestoredState.fresh(genesis));
        assertThat(observer.lostCommits()).isZero();
    }
}
