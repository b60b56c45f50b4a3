package io.quorumeter.examples.node.transport;

import io.quorumeter.examples.node.identity.Identity;
import io.quorumeter.examples.node.identity.ValidatorSet;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The side that dials: a validator with an identity, or a client without one. */
final class DiallerHandshake implements Handshake {

    private final ValidatorSet validators;
    private final @Nullable Identity self;
    private final int target;
    private final Hello hello;
    private boolean challenged;
    private @Nullable Peer peer;

    DiallerHandshake(ValidatorSet validators, @Nullable Identity self, int target, byte[] nonce) {
        this.validators = validators;
        this.self = self;
        this.target = target;
        this.hello = self == null
                ? new Hello(validators.networkId(), Role.CLIENT, Peer.CLIENT.index(), target, nonce)
                : new Hello(validators.networkId(), Role.VALIDATOR, self.index(), target, nonce);
    }

    /** Returns the frame that opens the conversation. */
    Frame opening() {
        return hello.frame();
    }

    @Override
    public @Nullable Frame next(FrameKind kind, ByteBuffer body) throws HandshakeException {
        if (!challenged) {
            challenged = true;
            return proof(kind, body);
        }
        if (kind != FrameKind.WELCOME || body.hasRemaining()) {
            throw new HandshakeException(FailureReason.HANDSHAKE, "A " + kind + " where a welcome is due");
        }
        peer = Peer.validator(target);
        return null;
    }

    @Override
    public @Nullable Peer peer() {
        return peer;
    }

    private Frame proof(FrameKind kind, ByteBuffer body) throws HandshakeException {
        if (kind != FrameKind.CHALLENGE || body.remaining() <= NONCE_BYTES) {
            throw new HandshakeException(FailureReason.HANDSHAKE, "The other side does not speak this protocol");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        body.get(nonce);
        byte[] signature = new byte[body.remaining()];
        body.get(signature);
        HandshakeStatement statement = hello.statement(nonce);
        if (!validators.verify(target, statement.byListener(), signature)) {
            throw new HandshakeException(FailureReason.AUTHENTICATION, "The listener is not validator " + target);
        }
        return Frame.of(FrameKind.PROOF, self == null ? new byte[0] : self.sign(statement.byDialler()));
    }
}
