package io.quorumeter;

/**
 * Operations timed by name; see {@link NamedRecording} for what holds for all calls by name. Each family gets the label {@code result}, {@code
 * ok} or {@code error}, as {@link OperationTimer} explains: the labels given here are the others, and {@code result} is not among them.
 *
 * <p>Takes lambdas, and method references to a {@code Runnable}, a {@code Supplier} or a {@code Callable}.
 */
public interface NamedOperations {
    /** {@return the look-up that all calls here go through; for engines} */
    NamedInstruments named();

    /**
     * Runs {@code operation} and records its duration, without labels.
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param operation what to measure
     * @throws X what the operation throws, the same object
     */
    default <X extends Exception> void timeOperation(String name, ThrowingRunnable<X> operation) throws X {
        named().operation(name, null, null, null, null, null, null).time(operation);
    }

    /**
     * Runs {@code operation} and records its duration, with one label.
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param label the label's name
     * @param value the label's value, any text
     * @param operation what to measure
     * @throws X what the operation throws, the same object
     */
    default <X extends Exception> void timeOperation(
            String name, String label, String value, ThrowingRunnable<X> operation) throws X {
        named().operation(name, label, value, null, null, null, null).time(operation);
    }

    /**
     * Runs {@code operation} and records its duration, with two labels.
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param operation what to measure
     * @throws X what the operation throws, the same object
     */
    default <X extends Exception> void timeOperation(
            String name, String label1, String value1, String label2, String value2, ThrowingRunnable<X> operation)
            throws X {
        named().operation(name, label1, value1, label2, value2, null, null).time(operation);
    }

    /**
     * Runs {@code operation} and records its duration, with three labels.
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param label3 the third label's name
     * @param value3 the third label's value, any text
     * @param operation what to measure
     * @throws X what the operation throws, the same object
     */
    default <X extends Exception> void timeOperation(
            String name,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3,
            ThrowingRunnable<X> operation)
            throws X {
        named().operation(name, label1, value1, label2, value2, label3, value3).time(operation);
    }

    /**
     * Runs {@code operation} and records its duration, with any labels.
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param labels the series, without {@code result}
     * @param operation what to measure
     * @throws X what the operation throws, the same object
     */
    default <X extends Exception> void timeOperation(String name, Labels labels, ThrowingRunnable<X> operation)
            throws X {
        named().operation(name, labels).time(operation);
    }

    /**
     * Runs {@code operation}, records its duration and returns its result, without labels.
     * @param <R> the result
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param operation what to measure
     * @return the operation's result
     * @throws X what the operation throws, the same object
     */
    default <R, X extends Exception> R timeOperation(String name, ThrowingSupplier<R, X> operation) throws X {
        return named().operation(name, null, null, null, null, null, null).time(operation);
    }

    /**
     * Runs {@code operation}, records its duration and returns its result, with one label.
     * @param <R> the result
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param label the label's name
     * @param value the label's value, any text
     * @param operation what to measure
     * @return the operation's result
     * @throws X what the operation throws, the same object
     */
    default <R, X extends Exception> R timeOperation(
            String name, String label, String value, ThrowingSupplier<R, X> operation) throws X {
        return named().operation(name, label, value, null, null, null, null).time(operation);
    }

    /**
     * Runs {@code operation}, records its duration and returns its result, with two labels.
     * @param <R> the result
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param operation what to measure
     * @return the operation's result
     * @throws X what the operation throws, the same object
     */
    default <R, X extends Exception> R timeOperation(
            String name, String label1, String value1, String label2, String value2, ThrowingSupplier<R, X> operation)
            throws X {
        return named().operation(name, label1, value1, label2, value2, null, null)
                .time(operation);
    }

    /**
     * Runs {@code operation}, records its duration and returns its result, with three labels.
     * @param <R> the result
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param label3 the third label's name
     * @param value3 the third label's value, any text
     * @param operation what to measure
     * @return the operation's result
     * @throws X what the operation throws, the same object
     */
    default <R, X extends Exception> R timeOperation(
            String name,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3,
            ThrowingSupplier<R, X> operation)
            throws X {
        return named().operation(name, label1, value1, label2, value2, label3, value3)
                .time(operation);
    }

    /**
     * Runs {@code operation}, records its duration and returns its result, with any labels.
     * @param <R> the result
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param labels the series, without {@code result}
     * @param operation what to measure
     * @return the operation's result
     * @throws X what the operation throws, the same object
     */
    default <R, X extends Exception> R timeOperation(String name, Labels labels, ThrowingSupplier<R, X> operation)
            throws X {
        return named().operation(name, labels).time(operation);
    }
}
