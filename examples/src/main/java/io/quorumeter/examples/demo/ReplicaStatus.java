package io.quorumeter.examples.demo;

import java.util.Locale;

/**
 * How a replica is doing, read from its metrics but for what they cannot know.
 *
 * @param view the view it is in
 * @param height the last block it committed
 * @param transactions transactions committed since it started
 * @param timeouts how often its view timer expired since it started
 * @param recent commit latency since the last time
 * @param overall commit latency since it started
 * @param halted whether it has come to the height where it was to halt
 * @param misdeeds how often it broke the protocol on purpose since it started
 */
record ReplicaStatus(
        long view,
        long height,
        long transactions,
        long timeouts,
        Latency recent,
        Latency overall,
        boolean halted,
        long misdeeds) {

    static final ReplicaStatus NONE = new ReplicaStatus(0, 0, 0, 0, Latency.NONE, Latency.NONE, false, 0);

    /** Writes it in one line. */
    String toLine() {
        return String.join(
                " ",
                Long.toString(view),
                Long.toString(height),
                Long.toString(transactions),
                Long.toString(timeouts),
                recent.toWord(),
                overall.toWord(),
                Boolean.toString(halted),
                Long.toString(misdeeds));
    }

    /**
     * Reads what {@link #toLine} wrote.
     *
     * @throws IllegalArgumentException if the line is something else
     */
    static ReplicaStatus parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 8) {
            throw new IllegalArgumentException("not a status: " + line);
        }
        return new ReplicaStatus(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Latency.parse(words[4]),
                Latency.parse(words[5]),
                Boolean.parseBoolean(words[6]),
                Long.parseLong(words[7]));
    }

    /**
     * A latency in two quantiles.
     *
     * @param p50 the median in seconds, NaN if there is none
     * @param p99 the 99th percentile in seconds, NaN if there is none
     */
    record Latency(double p50, double p99) {

        static final Latency NONE = new Latency(Double.NaN, Double.NaN);

        boolean isKnown() {
            return !Double.isNaN(p50);
        }

        @Override
        public String toString() {
            return isKnown() ? "p50 " + millis(p50) + ", p99 " + millis(p99) : "none";
        }

        private static String millis(double seconds) {
            double millis = seconds * 1_000;
            return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
        }

        private String toWord() {
            return p50 + "/" + p99;
        }

        private static Latency parse(String word) {
            String[] quantiles = word.split("/", -1);
            if (quantiles.length != 2) {
                throw new IllegalArgumentException("not a latency: " + word);
            }
            return new Latency(Double.parseDouble(quantiles[0]), Double.parseDouble(quantiles[1]));
        }
    }
}
