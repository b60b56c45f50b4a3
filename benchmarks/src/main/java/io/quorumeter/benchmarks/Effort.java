package io.quorumeter.benchmarks;

import java.util.Locale;

/** How long to measure. */
enum Effort {
    QUICK(2, 3, 4),
    FULL(3, 3, 5);

    private final int rounds;
    private final int warmups;
    private final int iterations;

    Effort(int rounds, int warmups, int iterations) {
        this.rounds = rounds;
        this.warmups = warmups;
        this.iterations = iterations;
    }

    /** How many JVMs each benchmark gets, one after all others had one. */
    int rounds() {
        return rounds;
    }

    int warmups() {
        return warmups;
    }

    int iterations() {
        return iterations;
    }

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
