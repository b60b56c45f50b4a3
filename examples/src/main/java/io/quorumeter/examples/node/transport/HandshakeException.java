package io.quorumeter.examples.node.transport;

/** The other side of a new connection is not whom we want to talk to. */
final class HandshakeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    HandshakeException(FailureReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    FailureReason reason() {
        return reason;
    }
}
