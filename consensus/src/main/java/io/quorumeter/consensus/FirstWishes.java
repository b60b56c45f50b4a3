package io.quorumeter.consensus;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When the first wish or time-out for each of the last {@value #VIEWS} views to be entered was sent or received. Two that come at the
 * same moment for views that share a place may lose one of the times; nothing worse comes of it. Lock-free; safe from any thread.
 */
final class FirstWishes {
    private static final int VIEWS = 64;

    private final AtomicLongArray views = new AtomicLongArray(VIEWS);
    private final AtomicLongArray times = new AtomicLongArray(VIEWS);

    /**
     * A time-out is for the view that it ends, a wish for the view that it wants. One that lies far above the highest view known is not
     * noted, or a faulty validator could take all places with views that never come.
     */
    void note(ViewChangeKind kind, long view, long known, long nanos) {
        if (kind == ViewChangeKind.STATUS || view < 0 || view - VIEWS >= known) {
            return;
        }
        long wanted = kind == ViewChangeKind.TIMEOUT ? view + 1 : view;
        int slot = slot(wanted);
        long held = views.get(slot);
        if (held < wanted && views.compareAndSet(slot, held, wanted)) {
            times.set(slot, nanos);
        }
    }

    /** Nanoseconds since the first for this view, at least 0; −1 when none is known. */
    long age(long view, long now) {
        int slot = slot(view);
        return view > 0 && views.get(slot) == view ? Math.max(now - times.get(slot), 0) : -1;
    }

    private static int slot(long view) {
        return (int) (view & VIEWS - 1);
    }
}
