package io.quorumeter.spi;

import java.util.ArrayList;
import java.util.List;

/** A scope that is open until somebody closes it. Safe from any thread. */
public final class ClosableScope implements Scope {
    private final List<Runnable> whenClosed = new ArrayList<>(1);
    private volatile boolean closed;

    /** An open scope. */
    public ClosableScope() {}

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void onClose(Runnable action) {
        synchronized (whenClosed) {
            if (!closed) {
                whenClosed.add(action);
                return;
            }
        }
        action.run();
    }

    /** Closes the scope and ends its series; again does nothing. */
    public void close() {
        List<Runnable> actions;
        synchronized (whenClosed) {
            closed = true;
            actions = List.copyOf(whenClosed);
            whenClosed.clear();
        }
        actions.forEach(Runnable::run);
    }
}
