package io.quorumeter.promql.eval;

/** The buckets of one histogram at one time: bounds in order, and for each how many values are at or below it. */
final class Cumulative {
    private final double[] bounds;
    private final double[] counts;
    private int size;

    Cumulative(int capacity) {
        bounds = new double[capacity];
        counts = new double[capacity];
    }

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a bucket; one of the same bound as the last is added to that. */
    void add(double bound, double count) {
        if (size > 0 && bounds[size - 1] == bound) {
            counts[size - 1] += count;
        } else {
            bounds[size] = bound;
            counts[size++] = count;
        }
    }

    /** Returns whether all values are in a bucket: the last one has no bound. */
    boolean isComplete() {
        return bounds[size - 1] == Double.POSITIVE_INFINITY;
    }

    /**
     * Raises counts that are below the one before them.
     *
     * @param tolerance the share by which two counts may differ and count as equal, whichever is greater
     * @return whether any was below by more than that
     */
    boolean makeMonotonic(double tolerance) {
        boolean forced = false;
        for (int i = 1; i < size; i++) {
            double before = counts[i - 1];
            boolean near = Math.abs(before - counts[i]) < tolerance * (Math.abs(before) + Math.abs(counts[i]));
            if (near || counts[i] < before) {
                forced |= !near;
                counts[i] = before;
            }
        }
        return forced;
    }

    /** Interpolates in the bucket that has the quantile; the lowest one begins at 0 if it ends above. */
    double quantile(double q) {
        double all = counts[size - 1];
        if (size < 2 || all == 0 || Double.isNaN(all)) {
            return Double.NaN;
        }
        double rank = q * all;
        int bucket = 0;
        while (bucket < size - 1 && !(counts[bucket] >= rank)) {
            bucket++;
        }
        if (bucket == size - 1) {
            return bounds[size - 2];
        }
        if (bucket == 0) {
            return bounds[0] <= 0 ? bounds[0] : bounds[0] * (rank / counts[0]);
        }
        double below = counts[bucket - 1];
        return bounds[bucket - 1] + (bounds[bucket] - bounds[bucket - 1]) * ((rank - below) / (counts[bucket] - below));
    }

    /** Returns the share of values between two, interpolated in the buckets that these lie in. */
    double fraction(double from, double to) {
        double all = counts[size - 1];
        if (!isComplete() || all == 0 || Double.isNaN(from) || Double.isNaN(to)) {
            return Double.NaN;
        }
        return from >= to ? 0 : (rank(to) - rank(from)) / all;
    }

    private double rank(double value) {
        double lower = bounds[0] > 0 ? 0 : Double.NEGATIVE_INFINITY;
        double rank = 0;
        for (int i = 0; i < size; i++) {
            if (lower >= value) {
                return rank;
            }
            if (bounds[i] > value) {
                return rank + (counts[i] - rank) * (value - lower) / (bounds[i] - lower);
            }
            lower = bounds[i];
            rank = counts[i];
        }
        return counts[size - 1];
    }
}
