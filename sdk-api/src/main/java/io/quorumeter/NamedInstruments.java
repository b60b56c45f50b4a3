package io.quorumeter;

import org.jspecify.annotations.Nullable;

/**
 * The look-up behind the by-name calls of {@link NamedRecording}: an instrument by its family's name and up to three label pairs,
 * or any labels. An engine implements it such that the first call of a series declares it and every later one allocates nothing.
 * Absent pairs are null, from the last one on.
 */
public interface NamedInstruments {
    /** The counter of this name and these label pairs. */
    Counter counter(
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3);

    /** The gauge of this name and these label pairs. */
    Gauge gauge(
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3);

    /** The histogram of this name and these label pairs. */
    Histogram histogram(
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3);

    /** The counter of this name and these labels. */
    Counter counter(String name, Labels labels);

    /** The gauge of this name and these labels. */
    Gauge gauge(String name, Labels labels);

    /** The histogram of this name and these labels. */
    Histogram histogram(String name, Labels labels);

    /** The timer of this name and these labels. */
    Timer timer(String name, Labels labels);
}
