package io.quorumeter.benchmarks.alerts;

import io.quorumeter.benchmarks.report.Answer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long a number of events took until a handler was told of them, in nanoseconds.
 *
 * @param median of them all
 * @param p99 what 99 % of them keep to
 * @param longest of them all
 * @param events how many there were
 */
record Latency(long median, long p99, long longest, int events) {
    static Latency of(long... nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latency(at(sorted, 50), at(sorted, 99), sorted[sorted.length - 1], sorted.length);
    }

    /** The least value that so many percent do not exceed. */
    private static long at(long[] sorted, int percent) {
        int needed = (sorted.length * percent + 99) / 100;
        return sorted[Math.max(needed, 1) - 1];
    }

    /** {@return a line, with a bar for the 99th percentile and one for the longest} */
    Answer answer(String text, Duration bar, Duration longestBar) {
        return new Answer(
                text,
                String.format(Locale.ROOT, "%.2f ms", p99 / 1e6),
                String.format(
                        Locale.ROOT, "median %.2f ms, longest %.2f ms, of %,d", median / 1e6, longest / 1e6, events),
                "",
                String.format(Locale.ROOT, "%d ms, longest %d ms", bar.toMillis(), longestBar.toMillis()),
                p99 <= bar.toNanos() && longest <= longestBar.toNanos() ? "pass" : "short");
    }
}
