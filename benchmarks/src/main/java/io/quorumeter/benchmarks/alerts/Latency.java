package io.quorumeter.benchmarks.alerts;

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

    /** {@return a line as the other benchmarks print them; the bar, in nanoseconds, is for the 99th percentile} */
    String line(String text, long bar) {
        return String.format(
                Locale.ROOT,
                "%s | ours %.2f ms, median %.2f ms, longest %.2f ms, of %,d events | bar %.2f ms | %s",
                text,
                p99 / 1e6,
                median / 1e6,
                longest / 1e6,
                events,
                bar / 1e6,
                p99 <= bar ? "pass" : "short");
    }
}
