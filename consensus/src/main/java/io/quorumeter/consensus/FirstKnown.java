package io.quorumeter.consensus;

/**
 * When each block that is not committed yet was first known here. Bounded: of {@value #SETS} sets with {@value #WAYS} places, one
 * belongs to a block by its identity; where all places are taken, the block known longest is forgotten and will have no latency.
 * Lock-free; safe from any thread.
 */
final class FirstKnown {
    static final int SETS = 64;
    static final int WAYS = 4;

    private final TimedKeys known = new TimedKeys(SETS * WAYS);

    /** Notes the moment, unless one is noted already. */
    void note(BlockId block, long nanos) {
        long key = known.key(block);
        int set = set(block);
        for (int attempt = 0; attempt < WAYS; attempt++) {
            int place = set;
            long before = 0;
            long longest = -1;
            for (int i = set; i < set + WAYS; i++) {
                long held = known.at(i);
                if (held == key) {
                    return;
                }
                long age = held == 0 ? Long.MAX_VALUE : known.age(i, held, nanos);
                if (age > longest) {
                    place = i;
                    before = held;
                    longest = age;
                }
            }
            if (known.replace(place, before, key, nanos)) {
                return;
            }
        }
    }

    /** Nanoseconds from the moment until now, at least 0; −1 when none is noted. */
    long age(BlockId block, long now) {
        long key = known.key(block);
        int set = set(block);
        for (int i = set; i < set + WAYS; i++) {
            if (known.at(i) == key) {
                return known.age(i, key, now);
            }
        }
        return -1;
    }

    /** Forgets the block. */
    void remove(BlockId block) {
        long key = known.key(block);
        int set = set(block);
        for (int i = set; i < set + WAYS; i++) {
            if (known.at(i) == key) {
                known.replace(i, key, 0, 0);
            }
        }
    }

    private static int set(BlockId block) {
        return (int) (block.fourth() & SETS - 1) * WAYS;
    }
}
