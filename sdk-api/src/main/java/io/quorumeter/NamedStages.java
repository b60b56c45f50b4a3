package io.quorumeter;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Operations timed by name that do not end in the call that starts them; see {@link NamedOperations} for their label {@code result}. Each
 * call makes one object that remembers the start.
 */
public interface NamedStages {
    /** {@return the look-up that all calls here go through; for engines} */
    NamedInstruments named();

    /**
     * Starts an asynchronous operation and records the time until its stage completes, without labels.
     * @param <R> what the stage completes with
     * @param <S> the stage's own type
     * @param name the family, ending in {@code _seconds}
     * @param operation starts it
     * @return the operation's own stage
     */
    default <R, S extends CompletionStage<R>> S timeStage(String name, Supplier<S> operation) {
        return named().operation(name, null, null, null, null, null, null).timeStage(operation);
    }

    /**
     * Starts an asynchronous operation and records the time until its stage completes, with one label.
     * @param <R> what the stage completes with
     * @param <S> the stage's own type
     * @param name the family, ending in {@code _seconds}
     * @param label the label's name
     * @param value the label's value, any text
     * @param operation starts it
     * @return the operation's own stage
     */
    default <R, S extends CompletionStage<R>> S timeStage(
            String name, String label, String value, Supplier<S> operation) {
        return named().operation(name, label, value, null, null, null, null).timeStage(operation);
    }

    /**
     * Starts an asynchronous operation and records the time until its stage completes, with two labels.
     * @param <R> what the stage completes with
     * @param <S> the stage's own type
     * @param name the family, ending in {@code _seconds}
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param operation starts it
     * @return the operation's own stage
     */
    default <R, S extends CompletionStage<R>> S timeStage(
            String name, String label1, String value1, String label2, String value2, Supplier<S> operation) {
        return named().operation(name, label1, value1, label2, value2, null, null)
                .timeStage(operation);
    }

    /**
     * Starts an asynchronous operation and records the time until its stage completes, with three labels.
     * @param <R> what the stage completes with
     * @param <S> the stage's own type
     * @param name the family, ending in {@code _seconds}
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param label3 the third label's name
     * @param value3 the third label's value, any text
     * @param operation starts it
     * @return the operation's own stage
     */
    default <R, S extends CompletionStage<R>> S timeStage(
            String name,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3,
            Supplier<S> operation) {
        return named().operation(name, label1, value1, label2, value2, label3, value3)
                .timeStage(operation);
    }

    /**
     * Starts an asynchronous operation and records the time until its stage completes, with any labels.
     * @param <R> what the stage completes with
     * @param <S> the stage's own type
     * @param name the family, ending in {@code _seconds}
     * @param labels the series, without {@code result}
     * @param operation starts it
     * @return the operation's own stage
     */
    default <R, S extends CompletionStage<R>> S timeStage(String name, Labels labels, Supplier<S> operation) {
        return named().operation(name, labels).timeStage(operation);
    }

    /**
     * Begins to measure an operation, without labels.
     * @param name the family, ending in {@code _seconds}
     * @return the operation, to be closed
     */
    default OperationTimer.Running startOperation(String name) {
        return named().operation(name, null, null, null, null, null, null).start();
    }

    /**
     * Begins to measure an operation, with one label.
     * @param name the family, ending in {@code _seconds}
     * @param label the label's name
     * @param value the label's value, any text
     * @return the operation, to be closed
     */
    default OperationTimer.Running startOperation(String name, String label, String value) {
        return named().operation(name, label, value, null, null, null, null).start();
    }

    /**
     * Begins to measure an operation, with two labels.
     * @param name the family, ending in {@code _seconds}
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @return the operation, to be closed
     */
    default OperationTimer.Running startOperation(
            String name, String label1, String value1, String label2, String value2) {
        return named().operation(name, label1, value1, label2, value2, null, null)
                .start();
    }

    /**
     * Begins to measure an operation, with three labels.
     * @param name the family, ending in {@code _seconds}
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param label3 the third label's name
     * @param value3 the third label's value, any text
     * @return the operation, to be closed
     */
    default OperationTimer.Running startOperation(
            String name, String label1, String value1, String label2, String value2, String label3, String value3) {
        return named().operation(name, label1, value1, label2, value2, label3, value3)
                .start();
    }

    /**
     * Begins to measure an operation, with any labels.
     * @param name the family, ending in {@code _seconds}
     * @param labels the series, without {@code result}
     * @return the operation, to be closed
     */
    default OperationTimer.Running startOperation(String name, Labels labels) {
        return named().operation(name, labels).start();
    }
}
