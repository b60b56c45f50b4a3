package io.quorumeter.spi;

/** What a series may live as long as: an epoch, a connection. When it is closed, its series end. Safe from any thread. */
public interface Scope {
    /** {@return whether it is over} */
    boolean isClosed();

    /**
     * Has an action run when the scope is closed; at once when it is closed already.
     *
     * @param action run once, on the thread that closes; short, and does not throw
     */
    void onClose(Runnable action);
}
