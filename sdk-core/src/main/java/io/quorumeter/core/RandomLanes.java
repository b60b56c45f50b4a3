package io.quorumeter.core;

/**
 * Random numbers for many threads from one seed, without a lock: a sequence (SplitMix64, by Steele, Lea and Flood) for each of a number
 * of lanes, which threads are spread over by their ids. Two threads of one lane may draw the same number; each by itself still draws
 * numbers that are evenly distributed, which is all that an estimate needs to be right on average.
 */
final class RandomLanes {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final int LANES = 64;
    /** Longs from lane to lane: two cache lines, so that neighbours do not slow each other down. */
    private static final int WIDTH = 16;

    private final long[] states = new long[LANES * WIDTH];

    RandomLanes(long seed) {
        for (int lane = 0; lane < LANES; lane++) {
            states[lane * WIDTH] = mix(mix(seed) + lane);
        }
    }

    /** 63 random bits. */
    long next() {
        int at = ((int) Thread.currentThread().getId() & (LANES - 1)) * WIDTH;
        long state = states[at] + GAMMA;
        states[at] = state;
        return mix(state) >>> 1;
    }

    private static long mix(long state) {
        long bits = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
