package io.quorumeter.benchmarks.overhead;

import java.util.List;
import java.util.Locale;

/**
 * By how much metrics make the same work longer: all time with them against all time without.
 *
 * @param ratio the overhead, with its interval
 * @param nanosPerMessage CPU time of a message without metrics
 * @param pairs how many pairs it is from
 */
record Overhead(PairedRatio ratio, double nanosPerMessage, int pairs) {
    static Overhead of(List<Pair> pairs) {
        PairedRatio ratio = PairedRatio.of(pairs, Pair::offNanos, Pair::onNanos);
        long off = pairs.stream().mapToLong(Pair::offNanos).sum();
        long messages = pairs.stream().mapToLong(Pair::messages).sum();
        return new Overhead(ratio, (double) off / messages, pairs.size());
    }

    /**
     * Returns a line as the other benchmarks print them.
     *
     * @param bar for the upper end, as a share; NaN for a message of so little work that what metrics add says more in nanoseconds
     */
    String line(String text, double bar) {
        if (Double.isNaN(bar)) {
            return String.format(
                    Locale.ROOT,
                    "overhead on consensus, %s | ours %.0f ns a message, 95 %% from %.0f to %.0f, beside %.0f ns, %d pairs | reported",
                    text,
                    ratio.share() * nanosPerMessage,
                    ratio.low() * nanosPerMessage,
                    ratio.high() * nanosPerMessage,
                    nanosPerMessage,
                    pairs);
        }
        return String.format(
                Locale.ROOT,
                "overhead on consensus, %s | ours %s of %.2f us a message, %d pairs | bar %.2f %% | %s",
                text,
                ratio.inPercent(),
                nanosPerMessage / 1e3,
                pairs,
                100 * bar,
                ratio.high() < bar ? "pass" : "short");
    }
}
