package io.quorumeter.examples.node.transport;

import io.quorumeter.network.DropReason;

/** Bytes that no honest peer sends. Whoever sent them is disconnected. */
public final class MalformedFrameException extends Exception {

    private static final long serialVersionUID = 1L;

    private final DropReason reason;

    /** Says what was wrong with the bytes. */
    public MalformedFrameException(DropReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns how the loss of the frame is counted. */
    public DropReason reason() {
        return reason;
    }
}
