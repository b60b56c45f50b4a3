package io.quorumeter.core.event;

import java.util.function.LongSupplier;

/** Calls a step again and again: soon after each wake-up, and when the time has come that the step asked for. */
public interface Loop {
    /** Asks for no call before the next wake-up. */
    long WHEN_WOKEN = Long.MAX_VALUE;

    /** Asks for no call before the next wake-up, which is not expected: the thread ends. */
    long END = -1;

    /** Makes loops: on threads of their own, or by hand in tests. */
    @FunctionalInterface
    interface Starter {
        /**
         * Makes a loop whose first step comes with its first wake-up. The step is never called twice at once.
         *
         * @param name names its thread
         * @param step returns after how many nanoseconds it wants the next call, {@link #WHEN_WOKEN} or {@link #END}
         * @return the loop
         */
        Loop start(String name, LongSupplier step);
    }

    /** Has the step called soon. Safe from any thread; does not wait, and costs a read while a call is due anyway. */
    void wake();

    /** Begins no further step, and waits for the end like {@link #awaitEnd}. */
    void close();

    /** Waits up to a second for the end of the thread of a loop that ends; returns at once on that thread. */
    void awaitEnd();
}
