package io.quorumeter.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A number that one thread at a time adds to and any thread reads. The fields around it keep it alone in its cache line, so that
 * its writer is not slowed by the writer of another.
 */
@SuppressWarnings("unused") // padding
final class Word {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Word.class, "value", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** What one takes. */
    static final long BYTES = 16 + 15 * 8;

    private long before1;
    private long before2;
    private long before3;
    private long before4;
    private long before5;
    private long before6;
    private long before7;
    private long value;
    private long after1;
    private long after2;
    private long after3;
    private long after4;
    private long after5;
    private long after6;
    private long after7;

    /**
     * Adds; only for the thread that owns the word.
     *
     * @return false when that is more than a long holds; then the word stays at the greatest one
     */
    boolean add(long amount) {
        long sum = value + amount;
        if (sum < 0) {
            VALUE.setRelease(this, Long.MAX_VALUE);
            return false;
        }
        VALUE.setRelease(this, sum);
        return true;
    }

    /** What was added so far, and all that its writer did before. */
    long get() {
        return (long) VALUE.getAcquire(this);
    }
}
