package io.quorumeter;

/** Counting by name; see {@link NamedRecording} for what holds for all calls by name. */
public interface NamedCounters {
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
}
