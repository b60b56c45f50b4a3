package io.quorumeter.benchmarks.overhead;

import java.util.List;
import java.util.Locale;

/**
 * By how much metrics make the same work longer: all time with them over all time without, less one, with the interval of
 * {@link PairedRatio}.
 *
 * @param share the overhead, 0.01 for one percent
 * @param low the lower end of the 95 % interval
 * @param high its upper end
 * @param nanosPerMessage CPU time of a message without metrics
 * @param pairs how many pairs it is from
 */
record Overhead(double share, double low, double high, double nanosPerMessage, int pairs) {
    static Overhead of(List<Pair> pairs) {
        PairedRatio ratio = PairedRatio.of(pairs, Pair::offNanos, Pair::onNanos);
        long off = pairs.stream().mapToLong(Pair::offNanos).sum();
        long messages = pairs.stream().mapToLong(Pair::messages).sum();
        return new Overhead(ratio.share(), ratio.low(), ratio.high(), (double) off / messages, pairs.size());
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
