package io.quorumeter.examples.node.store;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Signers;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import io.quorumeter.testkit.hotstuff2.Signature;
import java.util.List;

/** Blocks, certificates and states to put on disk; nobody checks their signatures there. */
final class Blocks {

    static final Block GENESIS = Block.genesis(List.of(new byte[] {1}));

    private Blocks() {}

    static Block on(Block parent, int content) {
        return new Block(
                parent.height() + 1,
                parent.view() + 1,
                0,
                parent.id(),
                List.of(new byte[] {(byte) content}, new byte[200]));
    }

    static Certificate certificate(Block block) {
        return new Certificate(
                CertificateKind.DOUBLE,
                block.view(),
                block.view(),
                block.id(),
                block.height(),
                Signers.of(0, 1, 3),
                List.of(signature(1), signature(2), signature(3)));
    }

    static SafetyState voted(long view) {
        return new SafetyState(view, view, BlockId.NONE, -1, view - 1, Certificate.genesis(GENESIS.id()), null, null);
    }

    private static Signature signature(int content) {
        byte[] bytes = new byte[64];
        bytes[7] = (byte) content;
        return Signature.of(bytes);
    }
}
