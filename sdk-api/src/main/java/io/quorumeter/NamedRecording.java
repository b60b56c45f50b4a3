package io.quorumeter;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Recording by name, for places where speed does not matter: each call finds its series in a hash table. The first call of a series
 * declares it; later ones with up to three label pairs allocate nothing. On the path of a vote use bound instruments.
 *
 * <pre>{@code metrics.incrementCounter("errors_total", "component", "sync");}</pre>
 *
 * <p>Pairs in any order are the same series. All calls of a family name the same labels. A name is part of the program, so a wrong
 * one (an illegal character, another type than the family has, other labels) throws {@link MetricDeclarationException} at its first call;
 * a label value is data, so none ever throws: one that is too long is cut, and past the limit of series per family everything goes to
 * one series whose label values are {@code other}. Safe from any thread.
 */
public interface NamedRecording {
    /** The look-up that all calls here go through; for engines. */
    NamedInstruments named();

    /** Adds one to a counter, without labels. */
    default void incrementCounter(String name) {
        named().counter(name, null, null, null, null, null, null).increment();
    }

    /** Adds one to a counter, with one label. */
    default void incrementCounter(String name, String label, String value) {
        named().counter(name, label, value, null, null, null, null).increment();
    }

    /** Adds one to a counter, with two labels. */
    default void incrementCounter(String name, String label1, String value1, String label2, String value2) {
        named().counter(name, label1, value1, label2, value2, null, null).increment();
    }

    /** Adds one to a counter, with three labels. */
    default void incrementCounter(
            String name, String label1, String value1, String label2, String value2, String label3, String value3) {
        named().counter(name, label1, value1, label2, value2, label3, value3).increment();
    }

    /** Adds one to a counter, with any labels. */
    default void incrementCounter(String name, Labels labels) {
        named().counter(name, labels).increment();
    }

    /** Adds {@code amount}, zero or more, to a counter, without labels. */
    default void incrementCounterBy(String name, long amount) {
        named().counter(name, null, null, null, null, null, null).increment(amount);
    }

    /** Adds {@code amount}, zero or more, to a counter, with one label. */
    default void incrementCounterBy(String name, long amount, String label, String value) {
        named().counter(name, label, value, null, null, null, null).increment(amount);
    }

    /** Adds {@code amount}, zero or more, to a counter, with two labels. */
    default void incrementCounterBy(
            String name, long amount, String label1, String value1, String label2, String value2) {
        named().counter(name, label1, value1, label2, value2, null, null).increment(amount);
    }

    /** Adds {@code amount}, zero or more, to a counter, with three labels. */
    default void incrementCounterBy(
            String name,
            long amount,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        named().counter(name, label1, value1, label2, value2, label3, value3).increment(amount);
    }

    /** Adds {@code amount}, zero or more, to a counter, with any labels. */
    default void incrementCounterBy(String name, long amount, Labels labels) {
        named().counter(name, labels).increment(amount);
    }

    /** Replaces a gauge's value, without labels. */
    default void setGauge(String name, double sample) {
        named().gauge(name, null, null, null, null, null, null).set(sample);
    }

    /** Replaces a gauge's value, with one label. */
    default void setGauge(String name, double sample, String label, String value) {
        named().gauge(name, label, value, null, null, null, null).set(sample);
    }

    /** Replaces a gauge's value, with two labels. */
    default void setGauge(String name, double sample, String label1, String value1, String label2, String value2) {
        named().gauge(name, label1, value1, label2, value2, null, null).set(sample);
    }

    /** Replaces a gauge's value, with three labels. */
    default void setGauge(
            String name,
            double sample,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        named().gauge(name, label1, value1, label2, value2, label3, value3).set(sample);
    }

    /** Replaces a gauge's value, with any labels. */
    default void setGauge(String name, double sample, Labels labels) {
        named().gauge(name, labels).set(sample);
    }

    /** Adds {@code delta}, which may be negative, to a gauge, without labels. */
    default void incrementGauge(String name, double delta) {
        named().gauge(name, null, null, null, null, null, null).add(delta);
    }

    /** Adds {@code delta}, which may be negative, to a gauge, with one label. */
    default void incrementGauge(String name, double delta, String label, String value) {
        named().gauge(name, label, value, null, null, null, null).add(delta);
    }

    /** Adds {@code delta}, which may be negative, to a gauge, with two labels. */
    default void incrementGauge(String name, double delta, String label1, String value1, String label2, String value2) {
        named().gauge(name, label1, value1, label2, value2, null, null).add(delta);
    }

    /** Adds {@code delta}, which may be negative, to a gauge, with three labels. */
    default void incrementGauge(
            String name,
            double delta,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        named().gauge(name, label1, value1, label2, value2, label3, value3).add(delta);
    }

    /** Adds {@code delta}, which may be negative, to a gauge, with any labels. */
    default void incrementGauge(String name, double delta, Labels labels) {
        named().gauge(name, labels).add(delta);
    }

    /** Records one value in a histogram, in the unit that its name states, without labels. */
    default void recordHistogram(String name, double sample) {
        named().histogram(name, null, null, null, null, null, null).record(sample);
    }

    /** Records one value in a histogram, in the unit that its name states, with one label. */
    default void recordHistogram(String name, double sample, String label, String value) {
        named().histogram(name, label, value, null, null, null, null).record(sample);
    }

    /** Records one value in a histogram, in the unit that its name states, with two labels. */
    default void recordHistogram(
            String name, double sample, String label1, String value1, String label2, String value2) {
        named().histogram(name, label1, value1, label2, value2, null, null).record(sample);
    }

    /** Records one value in a histogram, in the unit that its name states, with three labels. */
    default void recordHistogram(
            String name,
            double sample,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        named().histogram(name, label1, value1, label2, value2, label3, value3).record(sample);
    }

    /** Records one value in a histogram, in the unit that its name states, with any labels. */
    default void recordHistogram(String name, double sample, Labels labels) {
        named().histogram(name, labels).record(sample);
    }

    /** Runs {@code operation} and records its duration, also when it throws; what it throws passes through unchanged. */
    default void timeOperation(String name, Labels labels, Runnable operation) {
        named().timer(name, labels).time(operation);
    }

    /**
     * Runs {@code operation}, records its duration, also when it throws, and returns its result; what it throws passes through
     * unchanged.
     *
     * @throws X what the operation throws, the same object
     */
    default <R, X extends Exception> R timeOperation(String name, Labels labels, ThrowingSupplier<R, X> operation)
            throws X {
        return named().timer(name, labels).time(operation);
    }

    /** Starts an asynchronous operation and records the time until its stage completes, normally or not; returns that stage. */
    default <R, S extends CompletionStage<R>> S timeStage(String name, Labels labels, Supplier<S> operation) {
        return named().timer(name, labels).timeStage(operation);
    }

    /**
     * Records one observation of a metric that is described on the spot; it appears in every exporter like any other.
     *
     * @throws MetricDeclarationException when the description is wrong, or contradicts an earlier one
     */
    void recordCustomMetric(CustomMetric metric);
}
