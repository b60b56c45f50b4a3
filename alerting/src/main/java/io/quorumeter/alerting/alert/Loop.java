package io.quorumeter.alerting.alert;

import java.util.function.LongSupplier;

/** Something that is done again and again: when it is woken, and when the time that it asked for has come. */
interface Loop extends AutoCloseable {
    /** Stands for "not before it is woken". */
    long WHEN_WOKEN = Long.MAX_VALUE;

    /** Starts loops. A test gives one that has no thread. */
    interface Starter {
        /** Starts one; the step answers after how many nanoseconds it wants to be called again. It is never called twice at once. */
        Loop start(String name, LongSupplier step);
    }

    /** Has the step called soon; from any thread, without waiting. */
    void wake();

    /** Has the step not called any more; waits up to a second for a call that is under way, which goes on after that. */
    @Override
    void close();
}
