package io.quorumeter.benchmarks.queries;

import io.quorumeter.benchmarks.report.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures what a monitoring system costs that is asked for nothing. A process without one runs beside it in the same minutes: compiling
 * and collecting for the replica itself cost both the same, and are subtracted.
 */
final class QuietNode {
    private static final Duration WARM_UP = Duration.ofMinutes(3);
    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final double MOST = 0.015;

    private QuietNode() {}

    static Answer measure(Node node) throws IOException, InterruptedException {
        try (Node unwatched = new Node(Duration.ZERO)) {
            Thread.sleep(WARM_UP.toMillis());
            long begun = System.nanoTime();
            long watchedBefore = node.ask(NodeProcess.CPU);
            long unwatchedBefore = unwatched.ask(NodeProcess.CPU);
            Thread.sleep(MEASURED.toMillis());
            double nanos = System.nanoTime() - begun;
            double watched = (node.ask(NodeProcess.CPU) - watchedBefore) / nanos;
            double without = (unwatched.ask(NodeProcess.CPU) - unwatchedBefore) / nanos;
            return new Answer(
                    "CPU of a whole monitoring system over 5,000 series in its fourth minute, nobody asking",
                    String.format(Locale.ROOT, "%.2f %% of a core", 100 * (watched - without)),
                    String.format(
                            Locale.ROOT, "process with it %.2f %%, without %.2f %%", 100 * watched, 100 * without),
                    "",
                    String.format(Locale.ROOT, "%.2f %%", 100 * MOST),
                    watched - without < MOST ? "pass" : "short");
        }
    }
}
