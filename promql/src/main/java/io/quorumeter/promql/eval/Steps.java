package io.quorumeter.promql.eval;

import java.util.Arrays;

/**
 * The times at which an expression is evaluated.
 *
 * @param start the first one, in milliseconds since 1970
 * @param step the milliseconds from one to the next
 * @param count how many there are
 */
record Steps(long start, long step, int count) {
    static Steps single(long time) {
        return new Steps(time, 1, 1);
    }

    long at(int index) {
        return start + index * step;
    }

    long last() {
        return at(count - 1);
    }

    /** Returns an array of a value for each step. */
    double[] filled(double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }
}
