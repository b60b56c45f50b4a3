package io.quorumeter.examples.node.transport;

import io.quorumeter.examples.node.identity.ValidatorSet;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The first frame of a connection: which network, who dials, and for whom. */
final class Hello {

    private static final int MAGIC = 0x514d5452; // QMTR
    private static final short VERSION = 1;
    private static final int BYTES = 4 + 2 + ValidatorSet.NETWORK_ID_BYTES + 1 + 4 + 4 + Handshake.NONCE_BYTES;

    private final byte[] networkId;
    private final Role role;
    private final int dialler;
    private final int target;
    private final byte[] nonce;

    Hello(byte[] networkId, Role role, int dialler, int target, byte[] nonce) {
        this.networkId = networkId;
        this.role = role;
        this.dialler = dialler;
        this.target = target;
        this.nonce = nonce;
    }

    Role role() {
        return role;
    }

    int dialler() {
        return dialler;
    }

    /** Returns what both sides sign once the listener's nonce is known too. */
    HandshakeStatement statement(byte[] listenerNonce) {
        return new HandshakeStatement(networkId, dialler, target, nonce, listenerNonce);
    }

    Frame frame() {
        ByteBuffer body = ByteBuffer.allocate(BYTES)
                .putInt(MAGIC)
                .putShort(VERSION)
                .put(networkId)
                .put((byte) role.ordinal())
                .putInt(dialler)
                .putInt(target)
                .put(nonce);
        return Frame.of(FrameKind.HELLO, body.array());
    }

    static Hello parse(FrameKind kind, ByteBuffer body) throws HandshakeException {
        if (kind != FrameKind.HELLO || body.remaining() != BYTES || body.getInt() != MAGIC) {
            throw new HandshakeException(FailureReason.HANDSHAKE, "The other side does not speak this protocol");
        }
        short version = body.getShort();
        if (version != VERSION) {
            throw new HandshakeException(
                    FailureReason.HANDSHAKE, "Version " + version + " where " + VERSION + " is spoken");
        }
        byte[] network = bytes(body, ValidatorSet.NETWORK_ID_BYTES);
        int role = body.get();
        if (role < 0 || role >= Role.values().length) {
            throw new HandshakeException(FailureReason.HANDSHAKE, "Unknown role " + role);
        }
        return new Hello(
                network, Role.values()[role], body.getInt(), body.getInt(), bytes(body, Handshake.NONCE_BYTES));
    }

    /** Refuses a dialler of another network, one that looks for somebody else, and one that cannot be whom it says. */
    void checkFor(ValidatorSet validators, int self) throws HandshakeException {
        if (!Arrays.equals(networkId, validators.networkId())) {
            throw new HandshakeException(FailureReason.HANDSHAKE, "The dialler belongs to another network");
        }
        if (target != self) {
            throw new HandshakeException(
                    FailureReason.HANDSHAKE, "The dialler looks for " + target + ", this is " + self);
        }
        boolean plausible = switch (role) {
            case VALIDATOR -> validators.contains(dialler) && dialler != self;
            case CLIENT -> dialler == Peer.CLIENT.index();
        };
        if (!plausible) {
            throw new HandshakeException(FailureReason.AUTHENTICATION, "No " + role + " has the index " + dialler);
        }
    }

    private static byte[] bytes(ByteBuffer body, int length) {
        byte[] bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }
}
