package io.quorumeter.testkit.hotstuff2;

/** Bytes that are no message. Says what is wrong and at which offset. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;

    MalformedMessageException(String what, int offset) {
        super(what + " at offset " + offset);
        this.offset = offset;
    }

    /**
     * Where the bytes stop making sense.
     *
     * @return bytes from the start of what was to be decoded
     */
    public int offset() {
        return offset;
    }
}
