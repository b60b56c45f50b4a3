package io.quorumeter.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Measures what metrics cost a real network: runs {@code ./demo} with them and without in turn, under more load than it can take, and
 * compares the transactions that it commits in a second. Which of a pair goes first is drawn by lot. No run is discarded.
 * Each run is a process of its own, so the figures include the time in which the JVM still compiles.
 */
public final class ThroughputRun {
    private static final int PAIRS = 12;
    private static final int RATE = 20_000;
    private static final List<String> LOAD =
            List.of("--rate", Integer.toString(RATE), "--tx-size", "256", "--duration", "10s", "--port", "0");
    private static final long LONGEST_RUN_MINUTES = 5; // the first one may have to build the demo

    /** Transactions a second of two runs, one after the other. */
    record Rates(double off, double on) {}

    private final Path demo;

    private ThroughputRun(Path demo) {
        this.demo = demo;
    }

    /**
     * Runs the pairs, one after the other.
     *
     * @param demo the script that runs the demo
     * @return a line
     * @throws IOException if a run fails, or is not held up by the load
     */
    public static List<String> measure(Path demo) throws IOException, InterruptedException {
        ThroughputRun runs = new ThroughputRun(demo);
        SplittableRandom lots = new SplittableRandom();
        List<Rates> pairs = new ArrayList<>();
        for (int i = 1; i <= PAIRS; i++) {
            boolean offFirst = lots.nextBoolean();
            double first = runs.once(offFirst ? "off" : "on");
            double second = runs.once(offFirst ? "on" : "off");
            Rates pair = offFirst ? new Rates(first, second) : new Rates(second, first);
            System.err.printf(
                    Locale.ROOT,
                    "pair %d of %d: %,.0f transactions/s without metrics, %,.0f with%n",
                    i,
                    PAIRS,
                    pair.off(),
                    pair.on());
            pairs.add(pair);
        }
        return List.of(line(pairs));
    }

    private double once(String metrics) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("throughput", ".txt");
        try {
            List<String> command = new ArrayList<>(List.of(demo.toString(), "--metrics", metrics));
            command.addAll(LOAD);
            Process process = new ProcessBuilder(command)
                    .redirectOutput(printed.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                if (!process.waitFor(LONGEST_RUN_MINUTES, TimeUnit.MINUTES)) {
                    throw new IOException("the demo did not end");
                }
            } finally {
                process.destroyForcibly();
            }
            String text = Files.readString(printed);
            if (process.exitValue() != 0) {
                throw new IOException("the demo ended with " + process.exitValue() + ":\n" + text);
            }
            double rate = DemoSummary.transactionsPerSecond(text);
            if (rate > 0.9 * RATE) {
                throw new IOException("the demo commits nearly all it is given, " + rate + " of " + RATE
                        + " transactions/s; only under more load does it show what it can do");
            }
            return rate;
        } finally {
            Files.delete(printed);
        }
    }

    /** As the other benchmarks print theirs; a negative share says that with metrics there is less throughput. */
    static String line(List<Rates> pairs) {
        PairedRatio ratio = PairedRatio.of(pairs, Rates::off, Rates::on);
        return String.format(
                Locale.ROOT,
                "throughput of the TCP demo with metrics, against without | ours %s of %,.0f transactions/s, %d pairs | bar none | reported",
                ratio.inPercent(),
                pairs.stream().mapToDouble(Rates::off).average().orElseThrow(),
                pairs.size());
    }
}
