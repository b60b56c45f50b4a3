package io.quorumeter.examples.node.transport;

import io.quorumeter.examples.node.identity.Identity;
import io.quorumeter.examples.node.identity.ValidatorSet;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The side that was dialled. */
final class ListenerHandshake implements Handshake {

    private final Identity self;
    private final byte[] nonce;
    private @Nullable Hello hello;
    private @Nullable Peer peer;

    ListenerHandshake(Identity self, byte[] nonce) {
        this.self = self;
        this.nonce = nonce;
    }

    @Override
    public @Nullable Frame next(FrameKind kind, ByteBuffer body) throws HandshakeException {
        if (hello == null) {
            Hello said = Hello.parse(kind, body);
            said.checkFor(self.validators(), self.index());
            hello = said;
            return challenge(said);
        }
        peer = proven(hello, kind, body);
        return Frame.of(FrameKind.WELCOME, new byte[0]);
    }

    @Override
    public @Nullable Peer peer() {
        return peer;
    }

    private Frame challenge(Hello said) {
        byte[] signature = self.sign(said.statement(nonce).byListener());
        return Frame.of(
                FrameKind.CHALLENGE,
                ByteBuffer.allocate(NONCE_BYTES + signature.length)
                        .put(nonce)
                        .put(signature)
                        .array());
    }

    private Peer proven(Hello said, FrameKind kind, ByteBuffer body) throws HandshakeException {
        if (kind != FrameKind.PROOF) {
            throw new HandshakeException(FailureReason.HANDSHAKE, "A " + kind + " where a proof is due");
        }
        if (said.role() == Role.CLIENT) {
            return Peer.CLIENT;
        }
        byte[] signature = new byte[body.remaining()];
        body.get(signature);
        ValidatorSet validators = self.validators();
        if (!validators.verify(said.dialler(), said.statement(nonce).byDialler(), signature)) {
            throw new HandshakeException(
                    FailureReason.AUTHENTICATION, "The dialler is not validator " + said.dialler());
        }
        return Peer.validator(said.dialler());
    }
}
