package io.quorumeter.core;

import io.quorumeter.Summary;

/** One number for what a cell holds, by which to see whether it was written to. */
final class Marks {
    private Marks() {}

    /** Equal as long as nothing was recorded. */
    static long of(Object cell) {
        if (cell instanceof LiveCounter counter) {
            return counter.value();
        } else if (cell instanceof HistogramCell histogram) {
            return histogram.count();
        } else if (cell instanceof Summary summary) {
            return summary.count();
        } else if (cell instanceof LiveGauge gauge) {
            long[] whole = new long[1];
            double[] fraction = new double[1];
            gauge.read(whole, fraction, 0);
            return whole[0] ^ Double.doubleToLongBits(fraction[0]);
        }
        return 0;
    }

    /** How much was recorded between two marks; of a gauge only that it was. */
    static long between(Object cell, long before, long now) {
        return cell instanceof LiveGauge ? (before == now ? 0 : 1) : now - before;
    }
}
