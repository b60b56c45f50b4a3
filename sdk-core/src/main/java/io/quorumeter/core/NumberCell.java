package io.quorumeter.core;

import io.quorumeter.snapshot.Exemplar;
import org.jspecify.annotations.Nullable;

/** A series whose value is a number: a whole part and what is to be added to it. */
interface NumberCell {
    /**
     * Reads both parts into the columns of a snapshot, such that they belong together.
     *
     * @return when the value was measured, in Unix milliseconds; 0 for "when it is read"
     */
    long read(long[] wholes, double[] fractions, int at);

    /** The last exemplar that was given, if any. */
    default @Nullable Exemplar exemplar() {
        return null;
    }
}
