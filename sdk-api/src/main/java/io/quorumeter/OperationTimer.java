package io.quorumeter;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures an operation, with failures kept apart: two {@link Timer}s of one family, whose label {@code result} is {@code ok} or {@code
 * error}. A failure is often much faster than a success, or as slow as a time-out, so in one distribution it would hide how long a success
 * takes. The two counts give the operation's error rate.
 *
 * <pre>{@code
 * OperationTimer fetch = metrics.timer("block_fetch_seconds").help("Time to fetch a block").createOperation();
 * …
 * Block block = fetch.time(() -> fetch(height));           // what it throws passes through, and counts as an error
 * try (var running = fetch.start()) { … running.fail(); }  // or reported by hand
 * }</pre>
 *
 * <p>Safe from any thread. Measuring reads the collector's clock twice; code that has timestamps uses {@link #ok()} and {@link #error()}.
 */
public final class OperationTimer {
    static final String LABEL = "result";

    /** How an operation ended: the values of the label {@code result}. */
    public enum Result {
        /** The operation returned, or its stage completed normally. */
        OK,
        /** The operation threw, its stage completed exceptionally, or its failure was reported. */
        ERROR
    }

    private final Timer ok;
    private final Timer error;

    private OperationTimer(Timer ok, Timer error) {
        this.ok = ok;
        this.error = error;
    }

    /**
     * Returns an operation measured by timers that exist already, such as two of a {@link By2}.
     *
     * @param ok takes the durations of what succeeded; its clock is read
     * @param error takes the durations of what failed
     * @return the operation
     */
    public static OperationTimer of(Timer ok, Timer error) {
        return new OperationTimer(ok, error);
    }

    /** {@return the durations of what succeeded} */
    public Timer ok() {
        return ok;
    }

    /** {@return the durations of what failed} */
    public Timer error() {
        return error;
    }

    /**
     * Runs {@code operation} and records how long it took.
     *
     * @param <X> what the operation may throw; {@code RuntimeException} when it declares nothing
     * @param operation what to measure
     * @throws X what the operation throws, the same object
     */
    public <X extends Exception> void time(ThrowingRunnable<X> operation) throws X {
        long begun = ok.begin();
        try {
            operation.run();
        } catch (Throwable failure) {
            error.end(begun);
            throw failure;
        }
        ok.end(begun);
    }

    /**
     * Runs {@code operation}, records how long it took and returns its result.
     *
     * @param <R> the result
     * @param <X> what the operation may throw; {@code RuntimeException} when it declares nothing
     * @param operation what to measure
     * @return the operation's result
     * @throws X what the operation throws, the same object
     */
    public <R, X extends Exception> R time(ThrowingSupplier<R, X> operation) throws X {
        long begun = ok.begin();
        R result;
        try {
            result = operation.get();
        } catch (Throwable failure) {
            error.end(begun);
            throw failure;
        }
        ok.end(begun);
        return result;
    }

    /**
     * Starts an asynchronous operation and records the time until its stage completes. When {@code operation} throws instead of returning a
     * stage, that is the failure. A stage that is null, or that does not accept an action to run at its end, is returned and not recorded.
     *
     * @param <R> what the stage completes with
     * @param <S> the stage's own type
     * @param operation starts it
     * @return the operation's own stage
     */
    public <R, S extends CompletionStage<R>> S timeStage(Supplier<S> operation) {
        long begun = ok.begin();
        S stage;
        try {
            stage = operation.get();
        } catch (Throwable failure) {
            error.end(begun);
            throw failure;
        }
        watch(stage, begun);
        return stage;
    }

    /** Records when the stage completes; records nothing for a stage that is null or does not accept an action to run at its end. */
    private void watch(@Nullable CompletionStage<?> stage, long begun) {
        if (stage == null) {
            return;
        }
        try {
            stage.whenComplete((result, failure) -> (failure == null ? ok : error).end(begun));
        } catch (RuntimeException unwatchable) {
            return;
        }
    }

    /**
     * Begins an operation whose end is reported by the caller.
     *
     * @return the operation, which one thread fails or closes
     */
    public Running start() {
        return new Running(this, ok.begin());
    }

    /** An operation that is going on, from {@link OperationTimer#start()}. Only the first report of its end counts. */
    public static final class Running implements AutoCloseable {
        private final OperationTimer operation;
        private final long begun;
        private boolean isOver;

        private Running(OperationTimer operation, long begun) {
            this.operation = operation;
            this.begun = begun;
        }

        /** Reports that the operation failed. */
        public void fail() {
            end(operation.error);
        }

        /** Ends the operation, which succeeded unless its failure was reported before. */
        @Override
        public void close() {
            end(operation.ok);
        }

        private void end(Timer timer) {
            if (!isOver) {
                isOver = true;
                timer.end(begun);
            }
        }
    }
}
