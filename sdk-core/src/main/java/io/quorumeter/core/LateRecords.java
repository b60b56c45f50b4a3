package io.quorumeter.core;

import io.quorumeter.Counter;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is still written to series that have ended. Their cells are kept weakly, with what was in them at the end; whatever
 * is more at a later look came late. So it costs nothing where it is recorded, and a cell that no writer holds any more is
 * forgotten. At most {@value #MOST} are watched, the last to end.
 */
final class LateRecords {
    static final int MOST = 10_000;
    /** What a snapshot looks at: the last to end, which is where late records are. */
    static final int AT_A_SNAPSHOT = 256;

    private final Background background;
    private final Function<String, Counter> counters;
    private final Deque<Detached> detached = new ArrayDeque<>();
    private boolean ticking;

    private static final class Detached extends WeakReference<Object> {
        private final String family;
        private long mark;

        Detached(String family, Object cell, long mark) {
            super(cell);
            this.family = family;
            this.mark = mark;
        }

        synchronized long more(Object cell) {
            long now = Marks.of(cell);
            long more = Marks.between(cell, mark, now);
            mark = now;
            return more;
        }
    }

    /** With the counter of a family's late records. */
    LateRecords(Background background, Function<String, Counter> counters) {
        this.background = background;
        this.counters = counters;
    }

    /** A series ended whose cell this is, with this {@linkplain Marks mark}. */
    void watch(String family, Object cell, long mark) {
        boolean startTicking;
        synchronized (this) {
            if (detached.size() == MOST) {
                detached.removeFirst();
            }
            detached.addLast(new Detached(family, cell, mark));
            startTicking = !ticking;
            ticking = true;
        }
        if (startTicking) {
            background.onTick(now -> count(true));
        }
    }

    /** How many cells are watched. */
    synchronized int watched() {
        return detached.size();
    }

    /** Counts what came late of {@value #AT_A_SNAPSHOT} series, the last to end; that of all is counted at each tick. */
    void collect() {
        count(false);
    }

    /** The work of a tick; false when there is nothing left to watch. */
    private boolean count(boolean isTick) {
        Map<String, Long> late = new HashMap<>();
        boolean goOn;
        List<Detached> looked = new ArrayList<>();
        synchronized (this) {
            if (isTick) {
                detached.removeIf(one -> one.get() == null);
            }
            Iterator<Detached> last = detached.descendingIterator();
            while (last.hasNext() && (isTick || looked.size() < AT_A_SNAPSHOT)) {
                looked.add(last.next());
            }
            goOn = !detached.isEmpty();
            ticking = isTick ? goOn : ticking;
        }
        for (Detached one : looked) { // without the lock: whoever closes a scope needs it
            Object cell = one.get();
            if (cell != null) {
                late.merge(one.family, one.more(cell), Long::sum);
            }
        }
        late.forEach((family, more) -> {
            if (more > 0) {
                counters.apply(family).increment(more);
            }
        });
        return goOn;
    }
}
