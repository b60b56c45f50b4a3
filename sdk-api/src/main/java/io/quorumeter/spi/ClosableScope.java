package io.quorumeter.spi;

import java.util.ArrayList;
import java.util.List;

/** A scope that is open until it is closed. Safe from any thread. */
public final class ClosableScope implements Scope {
    private final List<Runnable> whenClosed = new ArrayList<>(1);
    private volatile boolean closed;

    /** Creates an open scope. */
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

    /** Closes the scope and ends its series; closing it again does nothing. */
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
