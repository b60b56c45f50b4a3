package io.quorumeter;

import org.jspecify.annotations.Nullable;

/**
 * The look-up behind the by-name calls of {@link NamedRecording}: an instrument by its family's name and up to three label pairs,
 * or any labels. An engine implements it such that the first call of a series declares it and every later one
 * allocates nothing. None throws: where the name or a label is not legal, or the family has another shape, the instrument is
 * one that forgets. Safe from any thread.
 */
public interface NamedInstruments {
    /**
     * The instrument of a name and up to three label pairs, which may come in any order.
     *
     * @param <I> the instrument
     * @param instrument {@link Counter}, {@link Gauge}, {@link Histogram} or {@link Timer}
     * @param name the family's name
     * @param label1 the first label's name, or null for none
     * @param value1 its value, null with its name
     * @param label2 the second label's name, or null
     * @param value2 its value, null with its name
     * @param label3 the third label's name, or null
     * @param value3 its value, null with its name
     * @return the same instrument for the same pairs, or one that forgets
     */
    <I> I get(
            Class<I> instrument,
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3);

    /**
     * The instrument of a name and any labels.
     *
     * @param <I> the instrument
     * @param instrument {@link Counter}, {@link Gauge}, {@link Histogram} or {@link Timer}
     * @param name the family's name
     * @param labels the series
     * @return the same instrument for the same labels, or one that forgets
     */
    <I> I get(Class<I> instrument, String name, Labels labels);

    /**
     * The timers of an operation, of a name and up to three label pairs beside {@code result}.
     *
     * @param name the family's name, ending in {@code _seconds}
     * @param label1 the first label's name, or null for none
     * @param value1 its value, null with its name
     * @param label2 the second label's name, or null
     * @param value2 its value, null with its name
     * @param label3 the third label's name, or null
     * @param value3 its value, null with its name
     * @return the same timers for the same pairs, or some that forget
     */
    OperationTimer operation(
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3);

    /**
     * The timers of an operation, of a name and any labels beside {@code result}.
     *
     * @param name the family's name, ending in {@code _seconds}
     * @param labels the labels without {@code result}
     * @return the same timers for the same labels, or some that forget
     */
    OperationTimer operation(String name, Labels labels);
}
