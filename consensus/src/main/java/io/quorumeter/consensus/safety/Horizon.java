package io.quorumeter.consensus.safety;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The view that the replica, or the network that it sees, is in: acts are accepted from a quarter of the window above it, but at most
 * {@value #MOST_ABOVE} views, and for the rest of the window below. It rises with the replica's own view and with certificates, which
 * need a quorum, and when validators with more power than the faulty have signed for higher views. So no validator can push it on by
 * signing for views that nobody is in, and its acts of the present out of the window. Until one of these is known, acts themselves set
 * it. Safe from any thread.
 */
final class Horizon {
    private static final long UNKNOWN = -1;

    /** So few that references to messages can be kept for all views that a validator may sign for ahead. */
    static final int MOST_ABOVE = 16;

    private volatile int window;
    private volatile long view = UNKNOWN;
    private volatile boolean anchored;
    private volatile long @Nullable [] signedFor;

    Horizon(int window) {
        this.window = window;
    }

    /** The acts of so many views are remembered from now on. */
    void window(int views) {
        window = views;
    }

    /** No act is accepted from now on. */
    void close() {
        raise(view());
        window = 0;
    }

    private int above() {
        return Math.min(window / 4, MOST_ABOVE);
    }

    /** The replica is in this view, or a certificate of it is known. Of concurrent raises the higher one may be lost until the next. */
    void raise(long to) {
        if (to >= 0 && (!anchored || to > view)) {
            anchored = true;
            view = to;
        }
    }

    /** Whether acts of this view are remembered. */
    boolean accepts(long at) {
        long ahead = at - view;
        int above = above();
        if (ahead <= above && ahead > above - window && at >= 0) {
            return true;
        }
        if (anchored || at < 0) {
            return false;
        }
        view = at;
        return true;
    }

    /** A validator signed for a view too far ahead. When enough of them have, among them a correct one, that is where the network is. */
    void signedFor(long at, int validator, Epochs epochs) {
        Members members = epochs.membersOf(at);
        if (at <= view || !members.contains(validator)) {
            return;
        }
        long[] views = signedFor;
        if (views == null || views.length < members.size()) {
            views = views == null ? new long[members.size()] : Arrays.copyOf(views, members.size());
            signedFor = views;
        }
        views[validator] = at;
        long power = 0;
        long lowest = Long.MAX_VALUE;
        for (int other = 0; other < members.size(); other++) {
            boolean isOfThisSet = epochs.membersOf(views[other]) == members;
            if (isOfThisSet && views[other] - view > above()) {
                power += members.power(other);
                lowest = Math.min(lowest, views[other]);
            }
        }
        if (power >= members.beyondFaults()) {
            raise(lowest);
        }
    }

    /** Whether acts of this view are remembered, as {@link #accepts}, without consequence. */
    boolean covers(long at) {
        return at >= lowest() && at <= highest();
    }

    /** Whether no act of this view or a later one was accepted, as far as the present is known for sure. */
    boolean isAhead(long at) {
        return anchored && at > highest();
    }

    /** The lowest view that is remembered; above the highest when there is none. */
    long lowest() {
        return window == 0 ? Long.MAX_VALUE : Math.max(0, view() + above() - window + 1);
    }

    /** The highest view that is remembered. */
    long highest() {
        long top = view() + above();
        return window == 0 ? UNKNOWN : top < 0 ? Long.MAX_VALUE : top;
    }

    long view() {
        return Math.max(view, 0);
    }
}
