package io.quorumeter;

import org.jspecify.annotations.Nullable;

/**
 * The look-up behind the by-name calls of {@link NamedRecording}: an instrument by its family's name and up to three label pairs,
 * or any labels. An engine implements it such that the first call of a series declares it and every later one allocates nothing.
 * Absent pairs are null, from the last one on.
 */
public interface NamedInstruments {
    /**
     * The counter of a name and up to three label pairs, which may come in any order.
     *
     * @param name the family's name
     * @param label1 the first label's name, or null for none
     * @param value1 its value, null with its name
     * @param label2 the second label's name, or null
     * @param value2 its value, null with its name
     * @param label3 the third label's name, or null
     * @param value3 its value, null with its name
     * @return the same instrument for the same pairs
     */
    Counter counter(
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3);

    /**
     * The gauge of a name and up to three label pairs, which may come in any order.
     *
     * @param name the family's name
     * @param label1 the first label's name, or null for none
     * @param value1 its value, null with its name
     * @param label2 the second label's name, or null
     * @param value2 its value, null with its name
     * @param label3 the third label's name, or null
     * @param value3 its value, null with its name
     * @return the same instrument for the same pairs
     */
    Gauge gauge(
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3);

    /**
     * The histogram of a name and up to three label pairs, which may come in any order.
     *
     * @param name the family's name
     * @param label1 the first label's name, or null for none
     * @param value1 its value, null with its name
     * @param label2 the second label's name, or null
     * @param value2 its value, null with its name
     * @param label3 the third label's name, or null
     * @param value3 its value, null with its name
     * @return the same instrument for the same pairs
     */
    Histogram histogram(
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3);

    /**
     * The counter of a name and any labels.
     *
     * @param name the family's name
     * @param labels the series
     * @return the same instrument for the same labels
     */
    Counter counter(String name, Labels labels);

    /**
     * The gauge of a name and any labels.
     *
     * @param name the family's name
     * @param labels the series
     * @return the same instrument for the same labels
     */
    Gauge gauge(String name, Labels labels);

    /**
     * The histogram of a name and any labels.
     *
     * @param name the family's name
     * @param labels the series
     * @return the same instrument for the same labels
     */
    Histogram histogram(String name, Labels labels);

    /**
     * The timer of a name and any labels.
     *
     * @param name the family's name
     * @param labels the series
     * @return the same instrument for the same labels
     */
    Timer timer(String name, Labels labels);
}
