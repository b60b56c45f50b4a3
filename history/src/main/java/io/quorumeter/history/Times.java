package io.quorumeter.history;

import java.util.Arrays;

/** The time of each tick, in Unix milliseconds, rising. One thread adds and drops; ticks are numbered from 0. */
final class Times {
    private static final int PAGE = 1024;

    private volatile View view = new View(0, new long[0][]);
    private long ticks;

    /** Pages of times from a page on. Immutable for its holder, except for ticks that are published later. */
    static final class View {
        private final long firstPage;
        private final long[][] pages;

        private View(long firstPage, long[][] pages) {
            this.firstPage = firstPage;
            this.pages = pages;
        }

        long at(long tick) {
            return pages[(int) (tick / PAGE - firstPage)][(int) (tick % PAGE)];
        }

        long firstTick() {
            return firstPage * PAGE;
        }

        /** Returns the first tick at or after a time among those from one to before another; the other when there is none. */
        long firstFrom(long unixMillis, long from, long to) {
            long low = from;
            long high = to;
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (at(middle) < unixMillis) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** Returns the times of all ticks that are kept. */
    View view() {
        return view;
    }

    /** Adds the next tick. */
    void add(long unixMillis) {
        View now = view;
        int page = (int) (ticks / PAGE - now.firstPage);
        if (page == now.pages.length) {
            long[][] more = Arrays.copyOf(now.pages, page + 1);
            more[page] = new long[PAGE];
            now = new View(now.firstPage, more);
            view = now;
        }
        now.pages[page][(int) (ticks % PAGE)] = unixMillis;
        ticks++;
    }

    /** Drops pages that have only ticks before this one. */
    void dropBefore(long tick) {
        View now = view;
        int drop = Math.min((int) (tick / PAGE - now.firstPage), now.pages.length);
        if (drop > 0) {
            view = new View(now.firstPage + drop, Arrays.copyOfRange(now.pages, drop, now.pages.length));
        }
    }

    long bytes() {
        return (long) view.pages.length * PAGE * Long.BYTES;
    }
}
