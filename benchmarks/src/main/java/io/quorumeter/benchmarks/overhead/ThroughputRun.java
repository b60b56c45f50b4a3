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
 * compares the transactions that it commits in a second. Which of a pair goes first is drawn by lot. A network that commits nearly all that
 * it is given does not show what it can do: then the load is raised, and the pairs start again. No other run is discarded.
 * Each run is a process of its own, so the figures include the time in which the JVM still compiles.
 */
public final class ThroughputRun {
    static final int PAIRS = 12;
    static final int FIRST_RATE = 20_000;
    /** The highest rate that the demo takes. */
    static final int MOST_RATE = 1_000_000;

    private static final double RAISE = 1.5;
    private static final double NEARLY_ALL = 0.9;
    private static final long LONGEST_RUN_MINUTES = 5; // the first one may have to build the demo

    /** Transactions a second of two runs, one after the other. */
    record Rates(double off, double on) {}

    /** Runs a network. */
    interface Network {
        /** Runs it under a load of so many transactions a second, and returns how many it commits a second. */
        double commits(boolean metrics, int rate) throws IOException, InterruptedException;
    }

    private ThroughputRun() {}

    /**
     * Runs the pairs, one after the other.
     *
     * @param demo the script that runs the demo
     * @return a line
     * @throws IOException if a run fails, or is not held up by the highest load
     */
    public static List<String> measure(Path demo) throws IOException, InterruptedException {
        return List.of(line(pairs((metrics, rate) -> once(demo, metrics, rate), new SplittableRandom())));
    }

    /** Runs all pairs under one load, the first of which nearly all is not committed in any run. */
    static List<Rates> pairs(Network network, SplittableRandom lots) throws IOException, InterruptedException {
        List<Rates> pairs = new ArrayList<>();
        int rate = FIRST_RATE;
        while (pairs.size() < PAIRS) {
            boolean offFirst = lots.nextBoolean();
            double first = network.commits(!offFirst, rate);
            double second = isNearlyAll(first, rate) ? 0 : network.commits(offFirst, rate);
            double most = Math.max(first, second);
            if (isNearlyAll(most, rate)) {
                rate = raised(rate, most);
                pairs.clear();
                continue;
            }
            Rates pair = offFirst ? new Rates(first, second) : new Rates(second, first);
            pairs.add(pair);
            System.err.printf(
                    Locale.ROOT,
                    "pair %d of %d: %,.0f transactions/s without metrics, %,.0f with%n",
                    pairs.size(),
                    PAIRS,
                    pair.off(),
                    pair.on());
        }
        return pairs;
    }

    private static boolean isNearlyAll(double committed, int rate) {
        return committed > NEARLY_ALL * rate;
    }

    private static int raised(int rate, double committed) throws IOException {
        if (rate == MOST_RATE) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "the demo commits nearly all of the highest load, %,.0f of %,d transactions/s; only under more load does it "
                            + "show what it can do",
                    committed,
                    rate));
        }
        int more = (int) Math.min(rate * RAISE, MOST_RATE);
        System.err.printf(
                Locale.ROOT,
                "%,.0f of %,d transactions/s were committed, which is nearly all: again with %,d%n",
                committed,
                rate,
                more);
        return more;
    }

    private static double once(Path demo, boolean metrics, int rate) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("throughput", ".txt");
        try {
            Process process = new ProcessBuilder(
                            demo.toString(),
                            "--metrics",
                            metrics ? "on" : "off",
                            "--rate",
                            Integer.toString(rate),
                            "--tx-size",
                            "256",
                            "--duration",
                            "10s",
                            "--port",
                            "0")
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
            return DemoSummary.transactionsPerSecond(text);
        } finally {
            Files.delete(printed);
        }
    }

    /** As the other benchmarks print theirs; a negative share says that with metrics there is less throughput. */
    static String line(List<Rates> pairs) {
        PairedRatio ratio = PairedRatio.of(pairs, Rates::off, Rates::on);
        return String.format(
                Locale.ROOT,
                "throughput of the TCP demo with metrics, against without | ours %s of %,.0f transactions/s, %d pairs | "
                        + "bar none | reported",
                ratio.inPercent(),
                pairs.stream().mapToDouble(Rates::off).average().orElseThrow(),
                pairs.size());
    }
}
