package io.quorumeter.monitoring.system;

/** How much a total rose over the last readings. */
final class Recent {
    /** Over how many intervals; with one reading a second, that is ten seconds. */
    private static final int INTERVALS = 10;

    private final long[] totals = new long[INTERVALS];
    private int readings;

    /** Adds a total and returns by how much it is above the one of ten readings before, or the first; the first one is its own rise. */
    long rise(long total) {
        int slot = readings % INTERVALS;
        long base = readings == 0 ? 0 : readings < INTERVALS ? totals[0] : totals[slot];
        totals[slot] = total;
        readings++;
        return total - base;
    }

    boolean isFirst() {
        return readings <= 1;
    }
}
