package io.quorumeter.benchmarks.overhead;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * By how much metrics make the same work longer: all time with them over all time without, less one. The interval is between the 2.5th and
 * the 97.5th percentile of what 10,000 resamples of the pairs give (bootstrap).
 *
 * @param share the overhead, 0.01 for one percent
 * @param low the lower end of the 95 % interval
 * @param high its upper end
 * @param nanosPerMessage CPU time of a message without metrics
 * @param pairs how many pairs it is from
 */
record Overhead(double share, double low, double high, double nanosPerMessage, int pairs) {
    private static final int RESAMPLES = 10_000;

    static Overhead of(List<Pair> pairs) {
        SplittableRandom random = new SplittableRandom(1);
        double[] shares = DoubleStream.generate(() -> share(pairs, random))
                .limit(RESAMPLES)
                .sorted()
                .toArray();
        long off = pairs.stream().mapToLong(Pair::offNanos).sum();
        long on = pairs.stream().mapToLong(Pair::onNanos).sum();
        long messages = pairs.stream().mapToLong(Pair::messages).sum();
        return new Overhead(
                (double) on / off - 1,
                shares[RESAMPLES / 40],
                shares[RESAMPLES - 1 - RESAMPLES / 40],
                (double) off / messages,
                pairs.size());
    }

    private static double share(List<Pair> pairs, SplittableRandom random) {
        long off = 0;
        long on = 0;
        for (int i = 0; i < pairs.size(); i++) {
            Pair drawn = pairs.get(random.nextInt(pairs.size()));
            off += drawn.offNanos();
            on += drawn.onNanos();
        }
        return (double) on / off - 1;
    }

    /** {@return a line as the other benchmarks print them; the bar is for the upper end} */
    String line(String text, double bar) {
        return String.format(
                Locale.ROOT,
                "overhead on consensus, %s | ours %.2f %%, 95 %% from %.2f to %.2f %% of %.2f us a message, %d pairs | bar %.2f %% | %s",
                text,
                100 * share,
                100 * low,
                100 * high,
                nanosPerMessage / 1e3,
                pairs,
                100 * bar,
                high < bar ? "pass" : "short");
    }
}
