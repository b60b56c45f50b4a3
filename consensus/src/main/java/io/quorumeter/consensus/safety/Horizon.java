package io.quorumeter.consensus.safety;

/**
 * The view that the replica, or the network that it sees, is in: acts are accepted from a quarter of the window above it down to three
 * quarters below. It rises with the replica's own view and with certificates only, which need a quorum. So no validator can push it on by
 * signing for views that nobody is in, and its acts of the present out of the window. Until one of these is known, the first acts set it.
 * Safe from any thread.
 */
final class Horizon {
    private static final long UNKNOWN = -1;

    private final int above;
    private final int window;
    private volatile long view = UNKNOWN;
    private volatile boolean anchored;

    Horizon(int window) {
        this.window = window;
        this.above = window / 4;
    }

    /** The replica starts in this view, or a certificate or its own view is known. Concurrent raises may lose the lower. */
    void raise(long to) {
        if (to < 0) {
            return;
        }
        if (!anchored) {
            anchored = true;
            view = to;
        } else if (to > view) {
            view = to;
        }
    }

    /** Whether acts of this view are remembered. */
    boolean accepts(long at) {
        long ahead = at - view;
        if (view == UNKNOWN || (!anchored && ahead > 0 && at > 0)) {
            return at >= 0 && guess(at);
        }
        return at >= 0 && ahead <= above && ahead > above - window;
    }

    private boolean guess(long at) {
        if (!anchored) {
            view = at;
        }
        return true;
    }

    long view() {
        return Math.max(view, 0);
    }
}
