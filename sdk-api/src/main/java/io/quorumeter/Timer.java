package io.quorumeter;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The distribution of a duration. It is recorded in nanoseconds and shown in seconds, so its name ends in {@code _seconds}.
 *
 * <p>A consensus engine holds its timestamps already, and a clock read costs several times a record; so the first way to use a
 * timer is {@link #record(long)} with a difference of two timestamps of your own. {@link #start()} and {@link #time(ThrowingSupplier)}
 * read the collector's clock for you where that price does not matter.
 *
 * <p>The range is 0 to 2<sup>63</sup>-1&nbsp;ns (292 years); each value is kept within 1&nbsp;%. The guarantees are those of
 * {@link Histogram}: safe from any thread, never throws, blocks or locks. Negative durations are dropped and counted.
 */
public interface Timer {
    /** Stands for a time when the measurement is left out; nothing is recorded at its end. */
    long UNMEASURED = Long.MIN_VALUE;

    /**
     * Records a duration that the caller measured.
     *
     * @param nanos nanoseconds, zero or more
     */
    void record(long nanos);

    /**
     * Records a duration that the caller measured.
     *
     * @param duration zero or more; null is dropped and counted as no number, and one of more than 292 years as an overflow
     */
    void record(Duration duration);

    /**
     * Records the same duration {@code count} times at the price of once.
     *
     * @param nanos nanoseconds, zero or more
     * @param count how often; 0 records nothing, a negative count is dropped and counted like a negative duration
     */
    void record(long nanos, long count);

    /**
     * Records a duration, and with it the durations that it kept from being measured. While one operation stalls, the regular operations
     * that should follow it are not started, so that without this method the stall would count only once (coordinated omission). With an
     * interval of 10&nbsp;ms, a duration of 35&nbsp;ms also records 25&nbsp;ms and 15&nbsp;ms.
     *
     * @param nanos nanoseconds, zero or more
     * @param expectedIntervalNanos the distance between two starts in nanoseconds; 0 or less records {@code nanos} alone
     */
    void recordWithExpectedInterval(long nanos, long expectedIntervalNanos);

    /**
     * Records a duration, and keeps it as the exemplar of the durations like it: the trace to look at for one of them. An engine keeps the
     * latest exemplar between each two bounds of the exposition; an engine that keeps no exemplars only records. Allocates on the first
     * call of an instrument.
     *
     * @param nanos nanoseconds, zero or more
     * @param traceIdHigh the upper 64 bits of the trace's W3C id
     * @param traceIdLow the lower 64 bits of it
     * @param unixMillis when, in Unix milliseconds; 0 when that is not known
     */
    default void recordWithExemplar(long nanos, long traceIdHigh, long traceIdLow, long unixMillis) {
        record(nanos);
    }

    /** {@return how many durations were recorded so far} */
    long count();

    /**
     * Begins a measurement with the collector's clock: {@link #start()} without an object.
     *
     * <pre>{@code long begun = validation.begin(); validate(block); validation.end(begun);}</pre>
     *
     * @return the time in nanoseconds, to be given to {@link #end(long)}; {@link #UNMEASURED} when this one is left out
     */
    long begin();

    /**
     * Begins a measurement with a timestamp of the caller's.
     *
     * @param nanos the time in nanoseconds, from any origin
     * @return {@code nanos}, to be given to {@link #end(long, long)}; {@link #UNMEASURED} when this one is left out
     */
    default long begin(long nanos) {
        return nanos;
    }

    /**
     * Ends a measurement with the collector's clock.
     *
     * @param begun what {@link #begin()} gave; {@link #UNMEASURED} records nothing
     */
    void end(long begun);

    /**
     * Ends a measurement with a timestamp of the caller's.
     *
     * @param begun what {@link #begin(long)} gave; {@link #UNMEASURED} records nothing
     * @param nanos the time, from the same origin
     */
    default void end(long begun, long nanos) {
        if (begun != UNMEASURED) {
            record(nanos - begun);
        }
    }

    /**
     * Starts a measurement with the collector's clock. Closing the sample records the time since; closing it again does nothing.
     *
     * <pre>{@code try (var t = validation.start()) { validate(block); }}</pre>
     *
     * @return the measurement, to be closed
     */
    default Sample start() {
        long begun = begin();
        return begun == UNMEASURED ? Noop.SAMPLE : new Sample(this, begun);
    }

    /**
     * Runs {@code operation} and records how long it took, also when it throws; what it throws passes through unchanged. Takes a
     * lambda, or a {@code Runnable}'s method reference. {@link OperationTimer} keeps failures apart.
     *
     * @param <X> what the operation may throw; {@code RuntimeException} when it declares nothing
     * @param operation what to measure
     * @throws X what the operation throws, the same object
     */
    default <X extends Exception> void time(ThrowingRunnable<X> operation) throws X {
        long begun = begin();
        try {
            operation.run();
        } finally {
            end(begun);
        }
    }

    /**
     * Runs {@code operation}, records how long it took, also when it throws, and returns its result; what it throws passes
     * through unchanged. Takes a lambda, a {@code Supplier}'s or a {@code Callable}'s method reference.
     *
     * @param <R> the result
     * @param <X> what the operation may throw; {@code RuntimeException} when it declares nothing
     * @param operation what to measure
     * @return the operation's result
     * @throws X what the operation throws, the same object
     */
    default <R, X extends Exception> R time(ThrowingSupplier<R, X> operation) throws X {
        long begun = begin();
        try {
            return operation.get();
        } finally {
            end(begun);
        }
    }

    /**
     * Starts an asynchronous operation and records the time until its stage completes, normally or not. The returned stage is the
     * operation's own. When {@code operation} throws instead of returning a stage, the time until then is recorded; for a stage that is
     * null, or that does not accept an action to run at its end, nothing is recorded.
     *
     * @param <R> what the stage completes with
     * @param <S> the stage's own type
     * @param operation starts it
     * @return the operation's own stage
     */
    default <R, S extends CompletionStage<R>> S timeStage(Supplier<S> operation) {
        return OperationTimer.of(this, this).timeStage(operation);
    }

    /** {@return a no-op timer, which does not read the clock} */
    static Timer noop() {
        return Noop.TIMER;
    }

    /** A measurement in progress, from {@link Timer#start()}. Belongs to the thread that closes it. */
    final class Sample implements AutoCloseable {
        private final Timer timer;
        private final long begun;
        private boolean isStopped;

        Sample(Timer timer, long begun) {
            this.timer = timer;
            this.begun = begun;
        }

        /** Records the time since the start, once. */
        @Override
        public void close() {
            if (!isStopped) {
                isStopped = true;
                timer.end(begun);
            }
        }

        /** Does the same as {@link #close()}. */
        public void stop() {
            close();
        }
    }
}
