package io.quorumeter.core;

/** A series whose value is a number: a whole part and what is to be added to it. */
interface NumberCell {
    /** Reads both parts into the columns of a snapshot. */
    default void read(long[] wholes, double[] fractions, int at) {
        wholes[at] = whole();
        fractions[at] = fraction();
    }

    long whole();

    default double fraction() {
        return 0;
    }

    /** When the value was measured, in Unix milliseconds; 0 for "when it is read". */
    default long stampMillis() {
        return 0;
    }
}
