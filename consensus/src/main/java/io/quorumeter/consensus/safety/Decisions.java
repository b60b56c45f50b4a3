package io.quorumeter.consensus.safety;

import java.util.Arrays;

/**
 * The lock and the view that the replica had when it decided on its vote in each of the last {@value #KEPT} views. The first decision of a
 * view stands. Called by one thread at a time.
 */
final class Decisions {
    private static final int KEPT = 16;

    private final long[] views = new long[KEPT];
    private final long[] locks = new long[KEPT];
    private final long[] currentViews = new long[KEPT];

    Decisions() {
        clear();
    }

    void clear() {
        Arrays.fill(views, OwnState.UNKNOWN);
    }

    void add(long view, long lock, long currentView) {
        int slot = slot(view);
        if (views[slot] != view) {
            views[slot] = view;
            locks[slot] = lock;
            currentViews[slot] = currentView;
        }
    }

    /** Whether a decision for this view is known. */
    boolean has(long view) {
        return view >= 0 && views[slot(view)] == view;
    }

    /** The lock at the decision that is {@linkplain #has known}. */
    long lock(long view) {
        return locks[slot(view)];
    }

    /** The view that the replica was in at the decision that is {@linkplain #has known}. */
    long currentView(long view) {
        return currentViews[slot(view)];
    }

    private static int slot(long view) {
        return (int) view & KEPT - 1;
    }
}
