package io.quorumeter.promql.function;

import java.util.Arrays;

/** What makes one value of several: of the series of a group, or of a series' samples over a time. There is always at least one. */
public enum Reduction {
    /** The sum. */
    SUM,
    /** The mean. */
    AVG,
    /** How many there are. */
    COUNT,
    /** The least one that is a number. */
    MIN,
    /** The greatest one that is a number. */
    MAX,
    /** One. */
    PRESENT,
    /** The last one. */
    LAST,
    /** The standard deviation of all. */
    STDDEV,
    /** Its square. */
    STDVAR;

    /**
     * {@return one value of those from an index up to but not including another}
     *
     * @param values the values, which stay as they are
     * @param from the index of the first one that counts
     * @param to the index after the last one, above {@code from}
     */
    public double of(double[] values, int from, int to) {
        return switch (this) {
            case SUM -> sum(values, from, to);
            case AVG -> mean(values, from, to);
            case COUNT -> (double) to - from;
            case MIN -> least(values, from, to);
            case MAX -> greatest(values, from, to);
            case PRESENT -> 1;
            case LAST -> values[to - 1];
            case STDDEV -> Math.sqrt(variance(values, from, to));
            case STDVAR -> variance(values, from, to);
        };
    }

    /**
     * {@return the quantile of values, interpolated between the two nearest; NaN counts as less than any number}
     *
     * @param q which quantile, from 0 to 1; the result is -Inf below 0, +Inf above 1, and NaN for NaN
     * @param values the values in any order, which stay as they are
     * @param from the index of the first one that counts
     * @param to the index after the last one, above {@code from}
     */
    public static double quantile(double q, double[] values, int from, int to) {
        if (Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0 || q > 1) {
            return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double[] sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted);
        int length = sorted.length;
        int numbers = length;
        while (numbers > 0 && Double.isNaN(sorted[numbers - 1])) {
            numbers--;
        }
        double rank = q * (length - 1);
        int lower = (int) Math.floor(rank);
        int upper = Math.min(length - 1, lower + 1);
        double weight = rank - lower;
        return ranked(sorted, numbers, lower) * (1 - weight) + ranked(sorted, numbers, upper) * weight;
    }

    private static double ranked(double[] sorted, int numbers, int rank) {
        int index = rank - (sorted.length - numbers);
        return index < 0 ? Double.NaN : sorted[index];
    }

    private static double sum(double[] values, int from, int to) {
        KahanSum sum = new KahanSum();
        for (int i = from; i < to; i++) {
            sum.add(values[i]);
        }
        return sum.value();
    }

    /** Divides the sum at the end; where the sum would overflow, it goes on with the mean of what it has. */
    private static double mean(double[] values, int from, int to) {
        KahanSum sum = new KahanSum();
        double plain = 0;
        for (int i = from; i < to; i++) {
            plain += values[i];
            if (Double.isInfinite(plain) && i > from) {
                return incrementalMean(values, from, to);
            }
            sum.add(values[i]);
        }
        return sum.dividedBy(to - from);
    }

    private static double incrementalMean(double[] values, int from, int to) {
        KahanSum mean = new KahanSum();
        for (int i = from; i < to; i++) {
            double count = i - from + 1;
            mean.scale((count - 1) / count);
            mean.add(values[i] / count);
        }
        return mean.value();
    }

    private static double least(double[] values, int from, int to) {
        double least = values[from];
        for (int i = from + 1; i < to; i++) {
            if (values[i] < least || Double.isNaN(least)) {
                least = values[i];
            }
        }
        return least;
    }

    private static double greatest(double[] values, int from, int to) {
        double greatest = values[from];
        for (int i = from + 1; i < to; i++) {
            if (values[i] > greatest || Double.isNaN(greatest)) {
                greatest = values[i];
            }
        }
        return greatest;
    }

    private static double variance(double[] values, int from, int to) {
        KahanSum mean = new KahanSum();
        KahanSum squares = new KahanSum();
        for (int i = from; i < to; i++) {
            double delta = values[i] - mean.value();
            mean.add(delta / (i - from + 1));
            squares.add(delta * (values[i] - mean.value()));
        }
        return squares.value() / (to - from);
    }
}
