package io.quorumeter.examples.metrics;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which essential families were seen, and which of them were seen to move, on any of the collectors looked at. */
final class Movers {
    final Set<String> seen = new TreeSet<>();
    final Set<String> moved = new TreeSet<>();
    private final Map<MetricsCollector, Map<String, Double>> first = new HashMap<>();

    synchronized void look(MetricsCollector collector) {
        Map<String, Double> before = first.computeIfAbsent(collector, fresh -> new HashMap<>());
        for (FamilySnapshot family : collector.snapshot().families()) {
            if (family.descriptor().level() != MetricLevel.ESSENTIAL) {
                continue;
            }
            String name = family.descriptor().name();
            seen.add(name);
            for (int i = 0; i < family.size(); i++) {
                double value =
                        family.hasDistributions() ? family.distribution(i).count() : family.value(i);
                Double earlier = before.putIfAbsent(name + family.labels(i), value);
                if (earlier != null && earlier != value) {
                    moved.add(name);
                }
            }
        }
    }
}
