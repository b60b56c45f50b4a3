package io.quorumeter.testkit.hotstuff2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.TimeoutStyle;
import io.quorumeter.consensus.VotePhase;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockAndStatementsTest {
    private static final BlockId CHAIN = new BlockId(1, 1, 1, 1);
    private static final BlockId OTHER = new BlockId(2, 2, 2, 2);

    @Test
    void blockId_isTheDigestOfItsBytes() throws Exception {
        Block block = new Block(3, 9, 1, OTHER, List.of(new byte[] {1, 2}, new byte[0]));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(MessageCodec.encode(block));
        assertThat(block.id().bytes()).isEqualTo(digest);
        assertThat(block.payloadBytes()).isEqualTo(2);
    }

    @Test
    void blockId_changesWithEveryPart() {
        byte[] one = {1};
        Set<BlockId> ids = new HashSet<>();
        ids.add(new Block(3, 9, 1, OTHER, List.of(one)).id());
        ids.add(new Block(4, 9, 1, OTHER, List.of(one)).id());
        ids.add(new Block(3, 8, 1, OTHER, List.of(one)).id());
        ids.add(new Block(3, 9, 2, OTHER, List.of(one)).id());
        ids.add(new Block(3, 9, 1, CHAIN, List.of(one)).id());
        ids.add(new Block(3, 9, 1, OTHER, List.of(new byte[] {2})).id());
        ids.add(new Block(3, 9, 1, OTHER, List.of(one, new byte[0])).id());
        ids.add(new Block(3, 9, 1, OTHER, List.of()).id());
        assertThat(ids).hasSize(8);
    }

    @Test
    void statements_differInEveryPartAndByKindAndChain() {
        Set<String> statements = new HashSet<>();
        for (BlockId chain : List.of(CHAIN, OTHER)) {
            for (long view : new long[] {5, 6}) {
                add(statements, Statements.wish(chain, view));
                for (BlockId block : List.of(CHAIN, OTHER)) {
                    for (long inner : new long[] {3, 4}) {
                        add(statements, Statements.proposal(chain, view, block, inner));
                        add(statements, Statements.status(chain, view, block, inner));
                        for (long height : new long[] {1, 2}) {
                            add(statements, Statements.vote(chain, VotePhase.VOTE, view, block, height, inner));
                            add(statements, Statements.vote(chain, VotePhase.VOTE2, view, block, height, inner));
                        }
                    }
                }
            }
        }
        assertThat(statements).hasSize(4 + 16 + 16 + 64);
    }

    private static void add(Set<String> statements, byte[] statement) {
        statements.add(HexFormat.of().formatHex(statement));
    }

    @Test
    void certificate_needsASignatureForEachSigner() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Certificate(CertificateKind.TIMEOUT, 1, 0, OTHER, 0, Signers.of(1), List.of()))
                .withMessage("signatures: 0 given for 1 signers");
    }

    @Test
    void signature_hasALimitAndIsCopied() {
        byte[] bytes = {1};
        Signature signature = Signature.of(bytes);
        bytes[0] = 2;
        signature.bytes()[0] = 3;
        assertThat(signature).isEqualTo(Signature.of(new byte[] {1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signature.of(new byte[129]))
                .withMessageContaining("129");
    }

    @Test
    void configuration_namesWhatIsWrong() {
        Block genesis = Block.genesis(List.of());
        Protocol own = Protocol.basic().ownIndex(1);
        ReplicaConfig config = ReplicaConfig.of(own, genesis);
        assertThat(config.quorum()).isEqualTo(3);
        assertThat(config.epochViews()).isEqualTo(2);
        assertThat(config.leader(7)).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaConfig.of(Protocol.basic(), genesis))
                .withMessageContaining("ownIndex");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaConfig.of(own.timeoutStyle(TimeoutStyle.BROADCAST), genesis))
                .withMessageContaining("wishes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaConfig.of(Protocol.basic().replicas(1).ownIndex(0), genesis))
                .withMessageContaining("alone");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ReplicaConfig.of(own.validators(own.validators().powers(1, 2, 1, 1)), genesis))
                .withMessageContaining("equal power");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaConfig.of(own, new Block(1, 1, 1, OTHER, List.of())))
                .withMessageContaining("genesis");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.viewTimeoutDeltas(6))
                .withMessageContaining("6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.syncBatch(0))
                .withMessageContaining("syncBatch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.maxBlockBytes(-1))
                .withMessageContaining("maxBlockBytes");
    }

    @Test
    void replica_startsOnceAndOnItsOwnChain() {
        ReplicaFixture at = new ReplicaFixture(0).start();
        assertThatIllegalStateException().isThrownBy(at::start);
        Block stranger = Block.genesis(List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplicaFixture(0, RestoredState.fresh(stranger)))
                .withMessageContaining("restored");
    }
}
