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
 * one (an illegal character, another type than the family has, other labels) throws {@link MetricDeclarationException} at its first
 * call, on {@link MetricsCollector#noop()} too as far as one call shows it. A label value is data, so none ever throws: one that is too
 * long is cut, and past the limit of series per family everything goes to one series whose label values are {@code other}. Safe from
 * any thread.
 */
public interface NamedRecording {
    /** {@return the look-up that all calls here go through; for engines} */
    NamedInstruments named();

    /**
     * Adds one to a counter, without labels.
     * @param name the family, ending in {@code _total}
     */
    default void incrementCounter(String name) {
        named().get(Counter.class, name, null, null, null, null, null, null).increment();
    }

    /**
     * Adds one to a counter, with one label.
     * @param name the family, ending in {@code _total}
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void incrementCounter(String name, String label, String value) {
        named().get(Counter.class, name, label, value, null, null, null, null).increment();
    }

    /**
     * Adds one to a counter, with two labels.
     * @param name the family, ending in {@code _total}
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     */
    default void incrementCounter(String name, String label1, String value1, String label2, String value2) {
        named().get(Counter.class, name, label1, value1, label2, value2, null, null)
                .increment();
    }

    /**
     * Adds one to a counter, with three labels.
     * @param name the family, ending in {@code _total}
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param label3 the third label's name
     * @param value3 the third label's value, any text
     */
    default void incrementCounter(
            String name, String label1, String value1, String label2, String value2, String label3, String value3) {
        named().get(Counter.class, name, label1, value1, label2, value2, label3, value3)
                .increment();
    }

    /**
     * Adds one to a counter, with any labels.
     * @param name the family, ending in {@code _total}
     * @param labels the series
     */
    default void incrementCounter(String name, Labels labels) {
        named().get(Counter.class, name, labels).increment();
    }

    /**
     * Adds {@code amount} to a counter, without labels.
     * @param name the family, ending in {@code _total}
     * @param amount zero or more; a negative amount is dropped and counted
     */
    default void incrementCounterBy(String name, long amount) {
        named().get(Counter.class, name, null, null, null, null, null, null).increment(amount);
    }

    /**
     * Adds {@code amount} to a counter, with one label.
     * @param name the family, ending in {@code _total}
     * @param amount zero or more; a negative amount is dropped and counted
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void incrementCounterBy(String name, long amount, String label, String value) {
        named().get(Counter.class, name, label, value, null, null, null, null).increment(amount);
    }

    /**
     * Adds {@code amount} to a counter, with two labels.
     * @param name the family, ending in {@code _total}
     * @param amount zero or more; a negative amount is dropped and counted
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     */
    default void incrementCounterBy(
            String name, long amount, String label1, String value1, String label2, String value2) {
        named().get(Counter.class, name, label1, value1, label2, value2, null, null)
                .increment(amount);
    }

    /**
     * Adds {@code amount} to a counter, with three labels.
     * @param name the family, ending in {@code _total}
     * @param amount zero or more; a negative amount is dropped and counted
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param label3 the third label's name
     * @param value3 the third label's value, any text
     */
    default void incrementCounterBy(
            String name,
            long amount,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        named().get(Counter.class, name, label1, value1, label2, value2, label3, value3)
                .increment(amount);
    }

    /**
     * Adds {@code amount} to a counter, with any labels.
     * @param name the family, ending in {@code _total}
     * @param amount zero or more; a negative amount is dropped and counted
     * @param labels the series
     */
    default void incrementCounterBy(String name, long amount, Labels labels) {
        named().get(Counter.class, name, labels).increment(amount);
    }

    /**
     * Replaces a gauge's value, without labels.
     * @param name the family
     * @param sample the new value; NaN is dropped and counted
     */
    default void setGauge(String name, double sample) {
        named().get(Gauge.class, name, null, null, null, null, null, null).set(sample);
    }

    /**
     * Replaces a gauge's value, with one label.
     * @param name the family
     * @param sample the new value; NaN is dropped and counted
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void setGauge(String name, double sample, String label, String value) {
        named().get(Gauge.class, name, label, value, null, null, null, null).set(sample);
    }

    /**
     * Replaces a gauge's value, with two labels.
     * @param name the family
     * @param sample the new value; NaN is dropped and counted
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     */
    default void setGauge(String name, double sample, String label1, String value1, String label2, String value2) {
        named().get(Gauge.class, name, label1, value1, label2, value2, null, null)
                .set(sample);
    }

    /**
     * Replaces a gauge's value, with three labels.
     * @param name the family
     * @param sample the new value; NaN is dropped and counted
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param label3 the third label's name
     * @param value3 the third label's value, any text
     */
    default void setGauge(
            String name,
            double sample,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        named().get(Gauge.class, name, label1, value1, label2, value2, label3, value3)
                .set(sample);
    }

    /**
     * Replaces a gauge's value, with any labels.
     * @param name the family
     * @param sample the new value; NaN is dropped and counted
     * @param labels the series
     */
    default void setGauge(String name, double sample, Labels labels) {
        named().get(Gauge.class, name, labels).set(sample);
    }

    /**
     * Adds {@code delta} to a gauge, without labels.
     * @param name the family
     * @param delta any number; NaN is dropped and counted
     */
    default void incrementGauge(String name, double delta) {
        named().get(Gauge.class, name, null, null, null, null, null, null).add(delta);
    }

    /**
     * Adds {@code delta} to a gauge, with one label.
     * @param name the family
     * @param delta any number; NaN is dropped and counted
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void incrementGauge(String name, double delta, String label, String value) {
        named().get(Gauge.class, name, label, value, null, null, null, null).add(delta);
    }

    /**
     * Adds {@code delta} to a gauge, with two labels.
     * @param name the family
     * @param delta any number; NaN is dropped and counted
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     */
    default void incrementGauge(String name, double delta, String label1, String value1, String label2, String value2) {
        named().get(Gauge.class, name, label1, value1, label2, value2, null, null)
                .add(delta);
    }

    /**
     * Adds {@code delta} to a gauge, with three labels.
     * @param name the family
     * @param delta any number; NaN is dropped and counted
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param label3 the third label's name
     * @param value3 the third label's value, any text
     */
    default void incrementGauge(
            String name,
            double delta,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        named().get(Gauge.class, name, label1, value1, label2, value2, label3, value3)
                .add(delta);
    }

    /**
     * Adds {@code delta} to a gauge, with any labels.
     * @param name the family
     * @param delta any number; NaN is dropped and counted
     * @param labels the series
     */
    default void incrementGauge(String name, double delta, Labels labels) {
        named().get(Gauge.class, name, labels).add(delta);
    }

    /**
     * Records one value in a histogram, without labels.
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     */
    default void recordHistogram(String name, double sample) {
        named().get(Histogram.class, name, null, null, null, null, null, null).record(sample);
    }

    /**
     * Records one value in a histogram, with one label.
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void recordHistogram(String name, double sample, String label, String value) {
        named().get(Histogram.class, name, label, value, null, null, null, null).record(sample);
    }

    /**
     * Records one value in a histogram, with two labels.
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     */
    default void recordHistogram(
            String name, double sample, String label1, String value1, String label2, String value2) {
        named().get(Histogram.class, name, label1, value1, label2, value2, null, null)
                .record(sample);
    }

    /**
     * Records one value in a histogram, with three labels.
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param label3 the third label's name
     * @param value3 the third label's value, any text
     */
    default void recordHistogram(
            String name,
            double sample,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        named().get(Histogram.class, name, label1, value1, label2, value2, label3, value3)
                .record(sample);
    }

    /**
     * Records one value in a histogram, with any labels.
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     * @param labels the series
     */
    default void recordHistogram(String name, double sample, Labels labels) {
        named().get(Histogram.class, name, labels).record(sample);
    }

    /**
     * Runs {@code operation} and records its duration, also when it throws; what it throws passes through unchanged.
     *
     * @param <X> what the operation may throw; {@code RuntimeException} when it declares nothing
     * @param name the family, ending in {@code _seconds}
     * @param labels the series
     * @param operation what to measure
     * @throws X what the operation throws, the same object
     */
    default <X extends Exception> void timeOperation(String name, Labels labels, ThrowingRunnable<X> operation)
            throws X {
        named().get(Timer.class, name, labels).time(operation);
    }

    /**
     * Runs {@code operation}, records its duration, also when it throws, and returns its result; what it throws passes through
     * unchanged.
     *
     * @param <R> the result
     * @param <X> what the operation may throw; {@code RuntimeException} when it declares nothing
     * @param name the family, ending in {@code _seconds}
     * @param labels the series
     * @param operation what to measure; a lambda, or a {@code Supplier}'s or a {@code Callable}'s method reference
     * @return the operation's result
     * @throws X what the operation throws, the same object
     */
    default <R, X extends Exception> R timeOperation(String name, Labels labels, ThrowingSupplier<R, X> operation)
            throws X {
        return named().get(Timer.class, name, labels).time(operation);
    }

    /**
     * Starts an asynchronous operation and records the time until its stage completes, normally or not.
     *
     * @param <R> what the stage completes with
     * @param <S> the stage's own type
     * @param name the family, ending in {@code _seconds}
     * @param labels the series
     * @param operation starts it
     * @return the operation's own stage
     */
    default <R, S extends CompletionStage<R>> S timeStage(String name, Labels labels, Supplier<S> operation) {
        return named().get(Timer.class, name, labels).timeStage(operation);
    }

    /**
     * Records one observation of a metric that is described on the spot; it appears in every exporter like any other.
     *
     * @param metric what was observed; a value that its type cannot take is dropped and counted
     * @throws MetricDeclarationException when the description is wrong, or contradicts an earlier one
     */
    void recordCustomMetric(CustomMetric metric);
}
