package io.quorumeter.examples.node.transport;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How two ends of a new connection find out who the other one is, as a state machine: frames in, frames out, no socket.
 *
 * <pre>
 *   dialler                                        listener
 *     HELLO  network, own index, target, nonce  →
 *                                               ←  CHALLENGE  nonce, signature of the listener
 *     PROOF  signature of the dialler           →
 *                                               ←  WELCOME
 * </pre>
 *
 * <p>Both signatures are over the network id, both indices and both nonces, each with a prefix of its own: neither can be replayed to
 * somebody else, on another connection or in the other direction. A client has no key, and sends an empty proof.
 */
interface Handshake {

    /** Longest frame of a handshake, in bytes on the wire. */
    int MAX_FRAME_BYTES = 256;

    int NONCE_BYTES = 32;

    /**
     * Takes the next frame from the other side.
     *
     * @return what to send in answer, or null
     * @throws HandshakeException if the connection is to be closed
     */
    @Nullable
    Frame next(FrameKind kind, ByteBuffer body) throws HandshakeException;

    /** Returns the other side once it has been let in (or has let us in); null until then. */
    @Nullable
    Peer peer();
}
