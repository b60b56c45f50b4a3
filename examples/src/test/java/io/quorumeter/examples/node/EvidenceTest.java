package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.safety.Evidence;
import io.quorumeter.consensus.safety.Testimony;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.MessageCodec;
import io.quorumeter.testkit.hotstuff2.Statements;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {

    @TempDir
    private Path temp;

    private static boolean isTold(TestNetwork network, int witness) {
        return !network.node(witness).evidence().records().isEmpty();
    }

    /** Whether the accused really signed the vote that a fact holds against it. */
    private static boolean isSigned(TestNetwork network, Testimony fact) throws Exception {
        Vote vote = (Vote) MessageCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(fact.signed())));
        byte[] statement = Statements.vote(
                Genesis.of(network.validators).id(),
                vote.phase(),
                vote.view(),
                vote.block(),
                vote.height(),
                vote.innerView());
        return vote.block().equals(fact.block())
                && network.validators.verify(3, statement, vote.signature().bytes());
    }

    @Test
    void doubleVote_isProvedByItsSignatures_whichOutliveTheProcess() throws Exception {
        try (TestNetwork network = new TestNetwork(temp)
                .byzantine(3, Behaviour.doubleVote(VotePhase.VOTE))
                .start()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> List.of(0, 1, 2).stream().anyMatch(witness -> isTold(network, witness)));
            int witness = isTold(network, 0) ? 0 : isTold(network, 1) ? 1 : 2;
            Evidence evidence = network.node(witness).evidence().records().get(0);
            assertThat(evidence.type()).isEqualTo(ByzantineAct.DOUBLE_VOTE);
            assertThat(evidence.validator()).isEqualTo(3);
            assertThat(evidence.observer()).isEqualTo(witness);
            assertThat(evidence.key())
                    .isEqualTo(network.validators.keyNames().get(3))
                    .hasSize(64);
            assertThat(evidence.facts()).hasSize(2);
            for (Testimony fact : evidence.facts()) {
                assertThat(isSigned(network, fact)).isTrue();
            }
            assertThat(network.node(witness).events().validators().reputation(3))
                    .isLessThan(0.8);

            assertThat(network.metrics(witness).total("hotstuff2_evidence_log_refused_total")
                            + network.metrics(witness).total("hotstuff2_evidence_log_failed_total"))
                    .isZero();
            network.crash(witness);
            network.restart(witness);
            assertThat(network.node(witness).evidence().records()).contains(evidence);
        }
    }
}
