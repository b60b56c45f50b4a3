package io.quorumeter.examples.node.store;

/** The store could not be opened, read or written. */
public class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what is wrong. */
    public StoreException(String message) {
        super(message);
    }
}
