package io.quorumeter.spi;

/** The lifetime of series, such as an epoch or a connection. When it is closed, its series end. Safe from any thread. */
public interface Scope {
    /** {@return whether the scope is closed} */
    boolean isClosed();

    /**
     * Runs an action when the scope is closed, or at once when it is closed already.
     *
     * @param action run once, on the thread that closes; short, and does not throw
     */
    void onClose(Runnable action);
}
