package io.quorumeter.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The two threads that write a cell without sharing what they write.
 *
 * <p>An atomic addition costs several times a plain one, and most series of a node are written by one thread, the consensus thread,
 * ever. So the first two threads that write a cell become its owners, each with words of its own, to which it adds by a plain load
 * and a release store: nobody else writes them. All other threads share words that are added to atomically. A reader adds up all
 * three.
 *
 * <pre>
 *   thread == first  ──plain──▶  the first owner's words  ─┐
 *   thread == second ──plain──▶  the second owner's words ─┼─▶ reader: sum
 *   anybody else     ──atomic─▶  the shared words ─────────┘
 * </pre>
 *
 * <p><b>Why it is safe.</b> A place changes from nobody to a thread only by that thread's own compare-and-set, and back only when its
 * thread has ended. So a thread that finds itself in a place owns it, however stale its view, and needs no ordering to look. The place
 * of a thread that has ended is freed by a reader that saw it ended, which orders all that the thread wrote before the successor's
 * compare-and-set; words pass to the successor with what was counted in them. A virtual thread is a thread like any other here, on
 * whatever carrier it runs.
 *
 * <p><b>What it orders.</b> Owners store with release and readers load with acquire, so whoever sees an effect that was recorded
 * after its cause, on the same thread or on one that was handed the work, finds the cause recorded.
 */
abstract class Owners {
    private static final VarHandle FIRST;
    private static final VarHandle SECOND;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            FIRST = lookup.findVarHandle(Owners.class, "first", Thread.class);
            SECOND = lookup.findVarHandle(Owners.class, "second", Thread.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @Nullable
    Thread first;

    @Nullable
    Thread second;

    /** Makes the calling thread the first owner when there is none. */
    final boolean becomeFirst(Thread caller) {
        return first == null && FIRST.compareAndSet(this, null, caller);
    }

    /** Makes the calling thread the second owner when there is none. */
    final boolean becomeSecond(Thread caller) {
        return second == null && SECOND.compareAndSet(this, null, caller);
    }

    /** Frees the places of threads that have ended; for readers. */
    final void releaseEnded() {
        Thread one = (Thread) FIRST.getAcquire(this);
        if (one != null && hasEnded(one)) {
            FIRST.compareAndSet(this, one, null);
        }
        Thread two = (Thread) SECOND.getAcquire(this);
        if (two != null && hasEnded(two)) {
            SECOND.compareAndSet(this, two, null);
        }
    }

    private static boolean hasEnded(Thread owner) {
        return !owner.isAlive();
    }
}
