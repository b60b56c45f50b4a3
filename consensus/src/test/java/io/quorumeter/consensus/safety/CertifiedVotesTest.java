package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ViewCause;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That it makes no difference to what is found whether the votes of certificates are compared as a whole or one by one. */
class CertifiedVotesTest {
    private static final int RUNS = 400;

    @ParameterizedTest
    @CsvSource({
        "false, false, 60, 1",
        "true, false, 60, 2",
        "false, true, 60, 3",
        "true, true, 60, 4",
        "false, true, 240, 5",
        "true, true, 240, 6"
    })
    void whatIsFound_isTheSameWhenEachVoteIsWrittenOutAtOnce(
            boolean pipelined, boolean doubles, int acts, long firstSeed) {
        int found = 0;
        for (long seed = firstSeed; seed < firstSeed + RUNS * 60 / acts; seed++) {
            Set<String> lazily = findings(pipelined, doubles, acts, seed, false);
            assertThat(findings(pipelined, doubles, acts, seed, true))
                    .as("seed %d", seed)
                    .isEqualTo(lazily);
            found += lazily.size();
        }
        assertThat(found).isGreaterThan(RUNS);
    }

    /**
     * A digest needs all votes, so it has them written out. Of two votes in one view the first one stands, so where there are such, what
     * follows from the one that stands depends on the order, and only double votes are compared. The longer runs go round the window
     * several times, and have too few double votes of one validator for evidence to be left out.
     */
    private static Set<String> findings(boolean pipelined, boolean doubles, int acts, long seed, boolean eagerly) {
        Protocol protocol = pipelined ? Protocol.pipelined() : Protocol.basic();
        Watch watch = new Watch(
                protocol.replicas(4).ownIndex(2), SafetyOptions.standard().window(16));
        SplittableRandom random = new SplittableRandom(seed);
        long view = 1;
        for (int i = 0; i < acts; i++) {
            view += random.nextInt(5) == 0 ? 1 : 0;
            act(watch, random, pipelined, doubles, view);
            if (eagerly) {
                watch.monitor.digest();
            }
        }
        return Stream.concat(watch.monitor.evidence().stream(), watch.monitor.violations().stream())
                .map(evidence -> evidence.type() + " " + evidence.validator() + " @" + evidence.view())
                .filter(finding -> !doubles || finding.contains("DOUBLE"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void act(Watch watch, SplittableRandom random, boolean pipelined, boolean doubles, long view) {
        long at = Math.max(1, view - random.nextInt(4));
        // A block has one justify, which a vote for it names.
        long block = doubles && random.nextInt(12) == 0 ? -at : at;
        long justify = Math.max(0, at - 1 - (block * 31 & 3) * (block >> 1 & 1));
        int validator = random.nextInt(4);
        int[] signers = random.ints(0, 4).distinct().limit(3).toArray();
        switch (random.nextInt(6)) {
            case 0, 1 -> watch.vote(validator, at, block, justify);
            case 2 -> watch.certificate(CertificateKind.QUORUM, at, block, justify, signers);
            case 3 -> {
                if (pipelined) {
                    watch.certificate(CertificateKind.QUORUM, at, block, justify, signers);
                } else {
                    watch.certificate(CertificateKind.DOUBLE, at, block, at, signers);
                }
            }
            case 4 -> {
                if (!pipelined) {
                    watch.vote2(validator, at, block);
                }
            }
            default -> watch.status(validator, at, Math.max(0, at - 1 - random.nextInt(4)));
        }
    }

    @Test
    void voteAgainstACertificate_accusesItsSigner() {
        Watch watch = Watch.basic();
        watch.quorum(7, 7).vote(1, 7, -7, 6).vote(3, 7, -7, 6);
        assertThat(watch.found()).containsExactly("DOUBLE_VOTE 1 @7");
    }

    @Test
    void lockConcealedFromACertificate_accusesItsSigner() {
        Watch watch = Watch.basic();
        watch.quorum(7, 7).doubled(7, 7).status(0, 9, 5).status(3, 9, 5);
        assertThat(watch.found()).containsExactly("LOCK_CONCEALMENT 0 @9");
    }

    @Test
    void certificatesOfOneView_accuseWhoSignedBoth() {
        Watch watch = Watch.basic();
        watch.certificate(CertificateKind.QUORUM, 7, 7, 6, 0, 1, 2)
                .certificate(CertificateKind.QUORUM, 7, -7, 6, 1, 2, 3);
        assertThat(watch.count(ByzantineAct.DOUBLE_VOTE)).isEqualTo(2);
    }

    @Test
    void certificateThatComesLate_accusesWhoVotedBelowIt() {
        Watch watch = Watch.basic();
        watch.quorum(9, 9).vote(0, 12, 12, 5).vote(3, 12, 12, 5).doubled(9, 9);
        assertThat(watch.found()).containsExactly("LOCK_VIOLATION 0 @12");
    }

    @Test
    void votesAgainstACertificate_accuseItsSignersAlsoAfterThatOfAnother() {
        Watch watch = Watch.basic();
        watch.quorum(5, 5).vote(3, 5, -5, 4).vote(0, 5, -5, 4).vote(1, 5, -5, 4);
        assertThat(watch.found()).containsExactly("DOUBLE_VOTE 0 @5", "DOUBLE_VOTE 1 @5");
    }

    @Test
    void secondVotesAgainstACertificate_accuseItsSignersAlsoAfterThatOfAnother() {
        Watch watch = Watch.basic();
        watch.doubled(5, 5).vote2(3, 5, -5).vote2(0, 5, -5);
        assertThat(watch.found()).containsExactly("DOUBLE_VOTE2 0 @5");
    }

    @Test
    void certificateOfTheSameBlockByOthers_holdsTheirVotesToo() {
        Watch watch = Watch.basic();
        watch.certificate(CertificateKind.QUORUM, 7, 7, 6, 0, 1, 2)
                .certificate(CertificateKind.QUORUM, 7, 7, 6, 1, 2, 3)
                .vote(3, 7, -7, 6);
        assertThat(watch.found()).containsExactly("DOUBLE_VOTE 3 @7");
    }

    @Test
    void whatIsWrittenOut_replacesNothingOfThePresent() {
        Watch watch = Watch.basic();
        for (long view = 1; view <= 128; view++) {
            watch.monitor.viewEntered(view, view - 1, ViewCause.QUORUM_CERTIFICATE, 0, view);
            watch.quorum(view, view);
        }
        watch.monitor.viewEntered(129, 128, ViewCause.QUORUM_CERTIFICATE, 0, 129);
        watch.vote(1, 129, 129, 128);
        watch.monitor.digest();
        watch.status(0, 129, 3).vote(1, 129, -129, 128);
        assertThat(watch.found()).contains("DOUBLE_VOTE 1 @129");
    }
}
