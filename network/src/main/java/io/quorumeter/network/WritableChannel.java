package io.quorumeter.network;

/**
 * What a channel of Netty's kind says of itself: one with a buffer of what is still to be written, and two marks between which it says
 * that it would rather not take more. Implemented by a line or two over the channel in use, such as {@code channel.isWritable()} and
 * {@code channel.unsafe().outboundBuffer().totalPendingWriteBytes()}.
 */
public interface WritableChannel {
    /** {@return whether it takes more to be written} */
    boolean isWritable();

    /** {@return bytes that wait to be written, 0 or more} */
    long pendingBytes();
}
