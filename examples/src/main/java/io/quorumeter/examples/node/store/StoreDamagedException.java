package io.quorumeter.examples.node.store;

/** What is on disk is not what was written. */
public final class StoreDamagedException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** Says where the damage is. */
    public StoreDamagedException(String message) {
        super(message);
    }

    /** Says where the damage is, and by what it was noticed. */
    public StoreDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
