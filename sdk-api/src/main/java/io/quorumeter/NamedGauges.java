package io.quorumeter;

/**
 * Gauges by name; see {@link NamedRecording} for what holds for all calls by name. A whole number is kept exactly, as {@link Gauge} says.
 */
public interface NamedGauges {
    /** {@return the look-up that all calls here go through; for engines} */
    NamedInstruments named();

    /**
     * Replaces a gauge's value by a whole number, without labels.
     * @param name the family
     * @param sample the new value, kept exactly
     */
    default void setGauge(String name, long sample) {
        named().get(Gauge.class, name, null, null, null, null, null, null).set(sample);
    }

    /**
     * Replaces a gauge's value by a whole number, with one label.
     * @param name the family
     * @param sample the new value, kept exactly
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void setGauge(String name, long sample, String label, String value) {
        named().get(Gauge.class, name, label, value, null, null, null, null).set(sample);
    }

    /**
     * Replaces a gauge's value by a whole number, with two labels.
     * @param name the family
     * @param sample the new value, kept exactly
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     */
    default void setGauge(String name, long sample, String label1, String value1, String label2, String value2) {
        named().get(Gauge.class, name, label1, value1, label2, value2, null, null)
                .set(sample);
    }

    /**
     * Replaces a gauge's value by a whole number, with three labels.
     * @param name the family
     * @param sample the new value, kept exactly
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param label3 the third label's name
     * @param value3 the third label's value, any text
     */
    default void setGauge(
            String name,
            long sample,
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
     * Replaces a gauge's value by a whole number, with any labels.
     * @param name the family
     * @param sample the new value, kept exactly
     * @param labels the series
     */
    default void setGauge(String name, long sample, Labels labels) {
        named().get(Gauge.class, name, labels).set(sample);
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
}
