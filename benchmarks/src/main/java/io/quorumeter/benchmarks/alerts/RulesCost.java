package io.quorumeter.benchmarks.alerts;

import com.sun.management.ThreadMXBean;
import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.DefaultRules;
import io.quorumeter.benchmarks.queries.Prometheus;
import io.quorumeter.benchmarks.report.Answer;
import io.quorumeter.testkit.metrics.ConsensusLoad;
import io.quorumeter.testkit.metrics.LoadTier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Measures the built-in rules over more than 5,000 series, beside Debian's Prometheus, which scrapes them and has the same file. */
final class RulesCost {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration BURST = Duration.ofMillis(20);
    private static final int WARM_UP = 60;
    private static final int LOOKS = 60;
    private static final double MOST_MILLIS = 8;
    private static final long MOST_GARBAGE = 2_000_000;

    private RulesCost() {}

    /** {@return a line for the time of the rules and one for what a tick allocates} */
    static List<Answer> measure() throws IOException, InterruptedException {
        try (WatchedNode node = new WatchedNode(settings -> settings.handler("none", alert -> {}));
                Prometheus prometheus =
                        Prometheus.watching(node.monitoring().uri(), DefaultRules.text(AlertConfig.defaults(), TICK))) {
            run(node, WARM_UP);
            RuleTimes ours = new RuleTimes(node.monitoring().uri());
            RuleTimes theirs = new RuleTimes(prometheus.uri());
            for (int i = 0; i < LOOKS; i++) {
                run(node, 1);
                ours.look();
                theirs.look();
            }
            long before = allocated();
            run(node, LOOKS);
            return List.of(time(node.series(), ours.mean(), theirs.mean()), garbage((allocated() - before) / LOOKS));
        }
    }

    /** Has the replica work a little in each second. */
    private static void run(WatchedNode node, int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            ConsensusLoad.of(LoadTier.L3).seed(i).run(node.collector(), BURST);
            Thread.sleep(TICK.toMillis());
        }
    }

    /** What the node's own threads have allocated so far, in bytes. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("quorumeter-")) {
                bytes += threads.getThreadAllocatedBytes(thread.getThreadId());
            }
        }
        return bytes;
    }

    private static Answer time(int series, double ours, double theirs) {
        return new Answer(
                String.format(Locale.ROOT, "the built-in rules over %,d series, a tick", series),
                String.format(Locale.ROOT, "%.2f ms", ours),
                String.format(Locale.ROOT, "prometheus %.2f ms, %d looks", theirs, LOOKS),
                String.format(Locale.ROOT, "%.2f x", ours / theirs),
                String.format(Locale.ROOT, "%.2f ms, 1.00 x", MOST_MILLIS),
                ours <= MOST_MILLIS && ours <= theirs ? "pass" : "short");
    }

    private static Answer garbage(long bytes) {
        return new Answer(
                "allocation of a tick with them, that of Prometheus's scrape each second included",
                String.format(Locale.ROOT, "%,d B", bytes),
                "",
                "",
                String.format(Locale.ROOT, "%,d B", MOST_GARBAGE),
                bytes <= MOST_GARBAGE ? "pass" : "short");
    }
}
