package io.quorumeter.consensus;

import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which series an action moves, but for what the engine says of itself whatever is recorded, its memory and its
 * observations; without the prefix: {@code consensus_votes_sent_total{phase="vote"}}.
 */
final class Movement {
    private static final String PREFIX = "hotstuff2_";
    private static final List<String> OF_THE_ENGINE =
            List.of("quorumeter_memory_bytes", "quorumeter_observations_total", "quorumeter_bucket_overflow_total");

    private final MetricsCollector metrics;

    Movement(MetricsCollector metrics) {
        this.metrics = metrics;
    }

    Set<String> of(Runnable action) {
        Map<String, Object> before = values(metrics.snapshot());
        action.run();
        Map<String, Object> after = values(metrics.snapshot());
        Set<String> moved = new TreeSet<>();
        after.forEach((series, value) -> {
            if (OF_THE_ENGINE.stream().noneMatch(series::startsWith) && !value.equals(before.get(series))) {
                moved.add(series.startsWith(PREFIX) ? series.substring(PREFIX.length()) : series);
            }
        });
        return moved;
    }

    double value(String family, String... labels) {
        return metrics.snapshot().value(PREFIX + family, labels).orElseThrow();
    }

    Distribution distribution(String family, String... labels) {
        return metrics.snapshot().distribution(PREFIX + family, labels).orElseThrow();
    }

    private static Map<String, Object> values(MetricsSnapshot snapshot) {
        Map<String, Object> values = new HashMap<>();
        for (FamilySnapshot family : snapshot.families()) {
            for (int i = 0; i < family.size(); i++) {
                String series = family.descriptor().name() + family.labels(i);
                values.put(
                        series,
                        family.hasDistributions() ? family.distribution(i).count() : family.value(i));
            }
        }
        return values;
    }
}
