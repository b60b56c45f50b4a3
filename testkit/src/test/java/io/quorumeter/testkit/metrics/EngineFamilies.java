package io.quorumeter.testkit.metrics;

import io.quorumeter.Counter;
import io.quorumeter.Histogram;
import io.quorumeter.Indexed;
import io.quorumeter.Labels;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.List;
import java.util.Objects;

/** What a collector tells of itself once everything has happened to it that it has a family for. */
final class EngineFamilies {
    private EngineFamilies() {}

    /** By name. */
    static List<FamilySnapshot> all() {
        MetricsCollector metrics = Quorumeter.collector()
                .level(MetricLevel.DETAILED)
                .seriesLimit(1)
                .familyLimit(1)
                .maxMemory(1)
                .constantLabels(Labels.of("chain", "main"))
                .create();
        metrics.incrementCounter("x_total", "peer", "one");
        metrics.incrementCounter("x_total", "peer", "two");
        metrics.incrementCounter("y_total");
        metrics.incrementCounter("x_total", "chain", "test");
        metrics.incrementCounter("x_total", "kind", "test");
        Histogram sizes = metrics.histogram("size_bytes").create();
        sizes.record(-1);
        sizes.record(Double.NaN);
        sizes.record(Double.POSITIVE_INFINITY);
        sizes.record(1);
        metrics.timer("wait_seconds").sampled(0.5).create();
        metrics.gauge("level").observe(() -> {
            throw new IllegalStateException();
        });
        metrics.events().subscribe("listener", Object.class, event -> {}).close();
        ValidatorSet epoch = ValidatorSet.ofSize(1);
        Indexed<Counter> votes = metrics.counter("votes_total").by("validator", epoch);
        Counter late = votes.at(0);
        epoch.close();
        late.increment();
        metrics.snapshot(); // counts what came late
        return metrics.snapshot().families().stream()
                .filter(family -> family.descriptor().name().startsWith("quorumeter_"))
                .toList();
    }

    /** The values of a label, in their order. */
    static List<String> values(FamilySnapshot family, String label) {
        return family.allLabels().stream()
                .map(labels -> Objects.requireNonNull(labels.get(label)))
                .distinct()
                .sorted()
                .toList();
    }
}
