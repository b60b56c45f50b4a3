package io.quorumeter.core;

/** A series whose value is a number: a whole part and what is to be added to it. */
interface NumberCell {
    /** Asks the source for a fresh value, where there is one; called before the parts are read. */
    default void refresh() {}

    long whole();

    default double fraction() {
        return 0;
    }

    /** When the value was measured, in Unix milliseconds; 0 for "when it is read". */
    default long stampMillis() {
        return 0;
    }
}
