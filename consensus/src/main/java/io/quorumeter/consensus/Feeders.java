package io.quorumeter.consensus;

import io.quorumeter.MetricsCollector;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * How many replicas feed each collector under each prefix: a second one moves the series of the first, which is said once. Safe from any
 * thread.
 */
final class Feeders {
    private static final Map<MetricsCollector, Map<String, Integer>> FEEDERS = new WeakHashMap<>();

    private Feeders() {}

    static void add(MetricsCollector collector, String prefix) {
        int feeders;
        synchronized (FEEDERS) {
            feeders = FEEDERS.computeIfAbsent(collector, fed -> new HashMap<>()).merge(prefix, 1, Integer::sum);
        }
        if (feeders == 2) {
            System.getLogger("io.quorumeter")
                    .log(
                            System.Logger.Level.WARNING,
                            "HotStuff2Events.on was called twice with the prefix ''{0}'' on one collector: both move the same"
                                    + " series, and rates and ratios are those of the last; give each replica a collector or a"
                                    + " prefix of its own",
                            prefix);
        }
    }
}
