package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObservationDigestTest {
    private static ObservationDigest sample() {
        Watch watch = Watch.basic();
        watch.restored(0, 0, 0, 0);
        watch.led(2).proposal(1, 1, 1, 1, 0, 0).vote(0, 1, 1, 0).vote2(3, 1, 1).ownVote(1, 1, 0);
        watch.quorum(1, 1).doubled(1, 1).status(3, 2, 1).commit(1, 1, 1);
        watch.certificate(CertificateKind.QUORUM, 2, 2, 1, 0, 1, 3).vote(0, 3, 3, 2);
        watch.monitor.blockExecuted(
                ExecutedBlock.of(1, Watch.block(1)).root(Watch.block(99)).at(0));
        return watch.monitor.digest();
    }

    @Test
    void digest_hasWhatWasSeenAndSent() {
        ObservationDigest digest = sample();
        assertThat(digest.observer()).isEqualTo(2);
        assertThat(digest.validators()).isEqualTo(4);
        assertThat(digest.proposals()).hasSize(1);
        assertThat(digest.certificates()).hasSize(3);
        assertThat(digest.votes())
                .contains(
                        new ObservationDigest.Vote(1, VotePhase.VOTE, 0, Watch.block(1), 0),
                        new ObservationDigest.Vote(1, VotePhase.VOTE, 2, Watch.block(1), 0),
                        new ObservationDigest.Vote(1, VotePhase.VOTE2, 3, Watch.block(1), 1),
                        new ObservationDigest.Vote(2, VotePhase.VOTE, 3, Watch.block(2), 1),
                        new ObservationDigest.Vote(3, VotePhase.VOTE, 0, Watch.block(3), 2));
        assertThat(digest.claims()).containsExactly(new ObservationDigest.Claim(2, 3, 1));
        assertThat(digest.commits()).containsExactly(new ObservationDigest.Reached(1, Watch.block(1)));
        assertThat(digest.states()).containsExactly(new ObservationDigest.Reached(1, Watch.block(99)));
    }

    @Test
    void ownVote_isLeftOutUntilTheReplicaHasLed() {
        Watch watch = Watch.basic();
        watch.ownVote(1, 1, 0);
        assertThat(watch.monitor.digest().votes()).isEmpty();
        watch.led(2).ownVote(3, 3, 2);
        assertThat(watch.monitor.digest().votes())
                .containsExactly(new ObservationDigest.Vote(3, VotePhase.VOTE, 2, Watch.block(3), 2));
    }

    @Test
    void voteForMadeUpBlocks_costNoOtherVoteItsPlace() {
        Watch watch = Watch.basic();
        for (long view = 1; view <= 50; view++) {
            watch.monitor.viewEntered(view, view - 1, ViewCause.SYNC, -1, 0);
            for (int validator = 0; validator < 4; validator++) {
                watch.vote(validator, view, view, view - 1);
            }
        }
        assertThat(watch.monitor.digest().votes()).hasSize(200);
        for (long made = 0; made < 20_000; made++) {
            watch.vote(3, 50, 1_000_000 + made, 49).vote(3, 51 + made % 16, 2_000_000 + made, 49);
        }
        for (long view = 51; view < 67; view++) {
            watch.vote(1, view, view, view - 1);
        }
        int provenDouble = 4;
        assertThat(watch.monitor.digest().votes()).hasSize(232 + provenDouble);
        assertThat(watch.monitor.digest().leftOut()).isZero();
    }

    @Test
    void votesForMoreBlocksThanAViewHasPlacesFor_areCountedAsLeftOut_butNotThoseForProposedOrCertifiedOnes() {
        Watch watch = new Watch(Protocol.basic().replicas(40));
        for (int validator = 0; validator < 30; validator++) {
            watch.vote(validator, 7, 1_000 + validator, 6);
        }
        watch.quorum(7, 7).proposal(1, 7, -7, 7, 6, 6).vote(38, 7, 7, 6).vote(39, 7, -7, 6);
        ObservationDigest digest = watch.monitor.digest();
        assertThat(digest.leftOut()).isEqualTo(26);
        assertThat(digest.votes())
                .contains(
                        new ObservationDigest.Vote(7, VotePhase.VOTE, 38, Watch.block(7), 6),
                        new ObservationDigest.Vote(7, VotePhase.VOTE, 39, Watch.block(-7), 6));
        assertThat(ObservationDigest.decode(digest.encode())).isEqualTo(digest);
    }

    @Test
    void encoding_isReadBack() {
        ObservationDigest digest = sample();
        ObservationDigest read = ObservationDigest.decode(digest.encode());
        assertThat(read.votes()).isEqualTo(digest.votes());
        assertThat(read.claims()).isEqualTo(digest.claims());
        assertThat(read.commits()).isEqualTo(digest.commits());
        assertThat(read.states()).isEqualTo(digest.states());
        assertThat(read.proposals()).isEqualTo(digest.proposals());
        assertThat(read.certificates()).isEqualTo(digest.certificates());
        assertThat(read).isEqualTo(digest);
        assertThat(read.encode()).isEqualTo(digest.encode());
    }

    @Test
    void sizeOfAView_isAsStated() {
        int validators = 100;
        Watch watch = new Watch(Protocol.basic().replicas(validators));
        for (long view = 1; view <= 20; view++) {
            watch.certificate(
                    CertificateKind.TIMEOUT, view, 0, 0, IntStream.range(0, 90).toArray());
            for (int validator = 0; validator < validators; validator++) {
                watch.vote(validator, view, view, view - 1).vote2(validator, view, view);
                watch.status(validator, view + 1, view);
            }
        }
        assertThat(watch.monitor.digest().encode().length / 20).isBetween(1_000, 20 * validators + 200);
    }

    @Test
    void cutOrExtended_isRefused() {
        byte[] bytes = sample().encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ObservationDigest.decode(cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("digest: it ");
        }
        assertThatThrownBy(() -> ObservationDigest.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("too many");
    }

    @Test
    void otherVersion_isRefused() {
        byte[] bytes = sample().encode();
        bytes[4]++;
        assertThatThrownBy(() -> ObservationDigest.decode(bytes)).hasMessageContaining("version 1");
    }

    @Test
    void damagedBytes_areReadOrRefused_butNothingElse() {
        SplittableRandom random = new SplittableRandom(11);
        byte[] bytes = sample().encode();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = bytes.clone();
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                ObservationDigest read = ObservationDigest.decode(damaged);
                assertThat(read.encode()).isNotEmpty();
            } catch (IllegalArgumentException expected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 20_000);
    }
}
