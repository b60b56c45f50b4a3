package io.quorumeter.benchmarks.overhead;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * By how much one measured value is above another, of which there are pairs: the sum of the one over the sum of the other, less one. The
 * interval is between the 2.5th and the 97.5th percentile of what 10,000 resamples of the pairs give (bootstrap).
 *
 * @param share the difference, 0.01 for one percent
 * @param low the lower end of the 95 % interval
 * @param high its upper end
 */
public record PairedRatio(double share, double low, double high) {
    private static final int RESAMPLES = 10_000;

    /**
     * Compares two values of each pair.
     *
     * @param pairs at least one
     * @param <P> their type
     * @param without the value that the other one is compared with
     * @param with the other one
     * @return by how much {@code with} is above {@code without}
     */
    public static <P> PairedRatio of(List<P> pairs, ToDoubleFunction<P> without, ToDoubleFunction<P> with) {
        double[] off = pairs.stream().mapToDouble(without).toArray();
        double[] on = pairs.stream().mapToDouble(with).toArray();
        SplittableRandom random = new SplittableRandom(1);
        double[] shares = DoubleStream.generate(() -> resampled(off, on, random))
                .limit(RESAMPLES)
                .sorted()
                .toArray();
        return new PairedRatio(
                Arrays.stream(on).sum() / Arrays.stream(off).sum() - 1,
                shares[RESAMPLES / 40],
                shares[RESAMPLES - 1 - RESAMPLES / 40]);
    }

    /** {@return the ratio itself, as the lines of results have it} */
    public String asFactor() {
        return String.format(Locale.ROOT, "%.2f x, 95 %% from %.2f to %.2f", 1 + share, 1 + low, 1 + high);
    }

    /** {@return the difference, as the lines of results have it} */
    public String inPercent() {
        return String.format(Locale.ROOT, "%.2f %%, 95 %% from %.2f to %.2f %%", 100 * share, 100 * low, 100 * high);
    }

    private static double resampled(double[] off, double[] on, SplittableRandom random) {
        double offSum = 0;
        double onSum = 0;
        for (int i = 0; i < off.length; i++) {
            int drawn = random.nextInt(off.length);
            offSum += off[drawn];
            onSum += on[drawn];
        }
        return onSum / offSum - 1;
    }
}
