package io.quorumeter.examples.node.transport;

import java.nio.ByteBuffer;

/** Takes what peers send. */
@FunctionalInterface
public interface FrameHandler {

    /**
     * Takes one frame of traffic, on the transport's thread; must not block.
     *
     * @param from who sent it, proven by the handshake
     * @param kind one of those that this peer may send
     * @param body its bytes, which now belong to the handler
     * @param receivedAt when it was read, in the transport's nanoseconds
     * @throws MalformedFrameException to have the peer disconnected
     */
    void received(Peer from, FrameKind kind, ByteBuffer body, long receivedAt) throws MalformedFrameException;
}
