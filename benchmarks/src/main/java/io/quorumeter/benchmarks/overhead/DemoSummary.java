package io.quorumeter.benchmarks.overhead;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line that {@code ./demo} prints at its end. */
final class DemoSummary {
    private static final Pattern SUMMARY =
            Pattern.compile("(?m)^In [\\d.]+ s: .* blocks \\(.*/s\\), .* transactions \\(([\\d,]+)/s\\), ");

    private DemoSummary() {}

    /**
     * Reads the committed transactions a second.
     *
     * @param printed all that the demo printed
     * @throws IOException if that line is not there once, or says that nothing was committed
     */
    static double transactionsPerSecond(String printed) throws IOException {
        Matcher summary = SUMMARY.matcher(printed);
        if (!summary.find()) {
            throw new IOException("the demo did not say what it committed:\n" + printed);
        }
        double rate = Double.parseDouble(summary.group(1).replace(",", ""));
        if (rate == 0 || summary.find()) {
            throw new IOException("the demo committed nothing, or says it twice:\n" + printed);
        }
        return rate;
    }
}
