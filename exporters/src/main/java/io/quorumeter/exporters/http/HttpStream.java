package io.quorumeter.exporters.http;

import java.nio.ByteBuffer;

/**
 * An answer that goes on. A client that reads too slowly loses frames, and one that does not read at all its connection. Safe from any
 * thread.
 */
public interface HttpStream extends AutoCloseable {
    /**
     * Sends a frame without waiting for it.
     *
     * @param frame its bytes, which are not changed afterwards: the same may go to many clients
     * @return whether it is on its way; false when it was dropped, as too many wait already or the stream is closed
     */
    boolean send(ByteBuffer frame);

    /** {@return whether the client is still there} */
    boolean isOpen();

    /** Ends the answer behind the frames that wait. Closing again is a no-op. */
    @Override
    void close();
}
