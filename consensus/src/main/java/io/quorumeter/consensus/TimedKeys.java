package io.quorumeter.consensus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Places for blocks and the times of what they came to, as plain numbers: an array of objects would be written to from old memory to new
 * for each block, which costs a collector more than all the rest. A block is known by its {@link BlockHash}.
 *
 * <p>Of each place: the key, 0 for none; the time; and both together, by which a reader knows that the time is that of the key. Lock-free;
 * safe from any thread.
 */
final class TimedKeys {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PER_PLACE = 3;

    private final long[] words;
    private final BlockHash hash = new BlockHash();

    TimedKeys(int places) {
        words = new long[places * PER_PLACE];
    }

    /** What a block is known by; never 0. */
    long key(BlockId block) {
        return hash.of(block);
    }

    /** The key in a place, 0 for none. */
    long at(int place) {
        return (long) WORDS.getVolatile(words, place * PER_PLACE);
    }

    /** Gives a place to another key, unless it is no longer that of the one before. */
    boolean replace(int place, long before, long key, long time) {
        int at = place * PER_PLACE;
        if (!WORDS.compareAndSet(words, at, before, key)) {
            return false;
        }
        WORDS.setRelease(words, at + 1, time);
        WORDS.setRelease(words, at + 2, time ^ key);
        return true;
    }

    /** How long before {@code now} the time of the key in this place is, at least 0; −1 when it is another one's, or not written yet. */
    long age(int place, long key, long now) {
        int at = place * PER_PLACE;
        long both = (long) WORDS.getAcquire(words, at + 2);
        long time = (long) WORDS.getAcquire(words, at + 1);
        return at(place) == key && both == (time ^ key) ? Math.max(now - time, 0) : -1;
    }
}
