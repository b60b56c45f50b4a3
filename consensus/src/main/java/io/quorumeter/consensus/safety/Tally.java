package io.quorumeter.consensus.safety;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** A count for each constant of an enum, to be read in code. Safe from any thread. */
final class Tally<E extends Enum<E>> {
    private final LongAdder[] counts;

    Tally(Class<E> constants) {
        counts = new LongAdder[constants.getEnumConstants().length];
        Arrays.setAll(counts, i -> new LongAdder());
    }

    void increment(E constant) {
        counts[constant.ordinal()].increment();
    }

    long count(E constant) {
        return counts[constant.ordinal()].sum();
    }
}
