package io.quorumeter.benchmarks.queries;

import io.quorumeter.benchmarks.report.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Measures what a monitoring system costs that nobody asks. */
final class QuietNode {
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final double MOST = 0.015;

    private QuietNode() {}

    static Answer measure(Node node) throws IOException, InterruptedException {
        Thread.sleep(WARM_UP.toMillis());
        long begun = System.nanoTime();
        long before = node.ask(NodeProcess.CPU);
        Thread.sleep(MEASURED.toMillis());
        long spent = node.ask(NodeProcess.CPU) - before;
        double share = (double) spent / (System.nanoTime() - begun);
        return new Answer(
                "CPU of a whole monitoring system over 5,000 series, nobody asking",
                String.format(Locale.ROOT, "%.2f %% of a core", 100 * share),
                "collection of garbage included",
                "",
                String.format(Locale.ROOT, "%.2f %%", 100 * MOST),
                share < MOST ? "pass" : "short");
    }
}
