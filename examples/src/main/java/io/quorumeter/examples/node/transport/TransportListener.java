package io.quorumeter.examples.node.transport;

import io.quorumeter.network.DropReason;

/**
 * Is told what happens on the wire. All calls but {@link #dropped} come from the transport's own thread; a call must neither block nor
 * throw. Sent and received messages are each reported from exactly one line of code, so that what is counted here is what was on the wire.
 */
public interface TransportListener {

    /** The last byte of a message went into the socket. */
    void sent(FrameKind kind, int bytes);

    /** The last byte of a message came out of the socket. */
    void received(FrameKind kind, int bytes);

    /** A message was lost inside this node. May be called from any thread that sends. */
    void dropped(boolean outgoing, DropReason reason);

    /** A connection passed the handshake. */
    void connected(boolean outbound, Peer peer);

    /** A connection that had passed the handshake ended. */
    void disconnected(boolean outbound, Peer peer, CloseReason reason);

    /** A connection did not come about: to this validator, or −1 for one that somebody else opened. */
    void failed(int validator, FailureReason reason);

    /** A validator answered a ping after so many nanoseconds. */
    void roundTrip(int validator, long nanos);

    /** A validator's wall clock is so many seconds ahead of this one's, or behind it if negative; it may lie. */
    void clockCompared(int validator, double seconds);

    /** The thread spent so many nanoseconds reading (and handing on what it read), and so many writing. */
    void worked(long readNanos, long writeNanos);
}
