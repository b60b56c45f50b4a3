package io.quorumeter.examples.node.transport;

import io.quorumeter.examples.node.identity.ValidatorSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What both sides of a handshake sign: that this dialler and this listener met on this very connection. */
final class HandshakeStatement {

    private static final byte[] BY_LISTENER = "quorumeter handshake: listener".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BY_DIALLER = "quorumeter handshake: dialler.".getBytes(StandardCharsets.US_ASCII);

    private final byte[] networkId;
    private final int dialler;
    private final int listener;
    private final byte[] diallerNonce;
    private final byte[] listenerNonce;

    HandshakeStatement(byte[] networkId, int dialler, int listener, byte[] diallerNonce, byte[] listenerNonce) {
        this.networkId = networkId;
        this.dialler = dialler;
        this.listener = listener;
        this.diallerNonce = diallerNonce;
        this.listenerNonce = listenerNonce;
    }

    byte[] byListener() {
        return bytes(BY_LISTENER);
    }

    byte[] byDialler() {
        return bytes(BY_DIALLER);
    }

    private byte[] bytes(byte[] prefix) {
        return ByteBuffer.allocate(
                        prefix.length + ValidatorSet.NETWORK_ID_BYTES + 2 * Integer.BYTES + 2 * Handshake.NONCE_BYTES)
                .put(prefix)
                .put(networkId)
                .putInt(dialler)
                .putInt(listener)
                .put(diallerNonce)
                .put(listenerNonce)
                .array();
    }
}
