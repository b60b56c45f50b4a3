package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import io.quorumeter.NamedInstruments;
import io.quorumeter.Timer;
import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.Declaration.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Instruments by name: the first call of a series declares it, and a family that has as many series as it may sends every further one
 * to the series whose label values are {@code other}. Label values come from outside, so nothing here grows with their number.
 */
final class ByName implements NamedInstruments {
    private static final String OTHER = "other";

    private final LiveCollector collector;
    private final int seriesLimit;
    private final ByNameTable<Counter> counters = new ByNameTable<>();
    private final ByNameTable<Gauge> gauges = new ByNameTable<>();
    private final ByNameTable<Histogram> histograms = new ByNameTable<>();
    private final Map<String, Counter> dropped = new ConcurrentHashMap<>();

    ByName(LiveCollector collector, int seriesLimit) {
        this.collector = collector;
        this.seriesLimit = seriesLimit;
    }

    @Override
    public Counter counter(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        Counter found = counters.find(name, l1, v1, l2, v2, l3, v3);
        return found != null
                ? found
                : declare(counters, name, l1, v1, l2, v2, l3, v3, Kind.COUNTER, collector::counter);
    }

    @Override
    public Gauge gauge(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        Gauge found = gauges.find(name, l1, v1, l2, v2, l3, v3);
        return found != null ? found : declare(gauges, name, l1, v1, l2, v2, l3, v3, Kind.GAUGE, collector::gauge);
    }

    @Override
    public Histogram histogram(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        Histogram found = histograms.find(name, l1, v1, l2, v2, l3, v3);
        return found != null
                ? found
                : declare(histograms, name, l1, v1, l2, v2, l3, v3, Kind.HISTOGRAM, collector::histogram);
    }

    @Override
    public Counter counter(String name, Labels labels) {
        return limited(name, "", Kind.COUNTER, labels, collector::counter).instrument;
    }

    @Override
    public Gauge gauge(String name, Labels labels) {
        return limited(name, "", Kind.GAUGE, labels, collector::gauge).instrument;
    }

    @Override
    public Histogram histogram(String name, Labels labels) {
        return limited(name, "", Kind.HISTOGRAM, labels, collector::histogram).instrument;
    }

    @Override
    public Timer timer(String name, Labels labels) {
        return limited(name, "", Kind.TIMER, labels, collector::timer).instrument;
    }

    /** An instrument by name with a help text of its own. */
    <I> I described(String name, String help, Kind kind, Labels labels, BiFunction<Declaration, Labels, I> create) {
        return limited(name, help, kind, labels, create).instrument;
    }

    private <I> I declare(
            ByNameTable<I> table,
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3,
            Kind kind,
            BiFunction<Declaration, Labels, I> create) {
        Labels labels = Labels.of();
        labels = l1 == null ? labels : labels.with(l1, text(v1));
        labels = l2 == null ? labels : labels.with(l2, text(v2));
        labels = l3 == null ? labels : labels.with(l3, text(v3));
        Limited<I> limited = limited(name, "", kind, labels, create);
        if (limited.ownSeries && isKept(labels, l1, v1) && isKept(labels, l2, v2) && isKept(labels, l3, v3)) {
            table.put(name, l1, v1, l2, v2, l3, v3, limited.instrument);
        }
        return limited.instrument;
    }

    private record Limited<I>(I instrument, boolean ownSeries) {}

    private <I> Limited<I> limited(
            String name, String help, Kind kind, Labels labels, BiFunction<Declaration, Labels, I> create) {
        Declaration declaration = declaration(name, help, kind, labels.names());
        Family family = collector.registry().find(name);
        if (family != null && family.size() >= seriesLimit && family.get(labels) == null) {
            family.checkSame(declaration);
            dropped.computeIfAbsent(name, collector.self()::seriesDropped).increment();
            Labels other = Labels.of();
            for (String label : labels.names()) {
                other = other.with(label, OTHER);
            }
            return new Limited<>(create.apply(declaration, other), false);
        }
        return new Limited<>(create.apply(declaration, labels), true);
    }

    private static Declaration declaration(String name, String help, Kind kind, List<String> labels) {
        MetricType type = switch (kind) {
            case COUNTER -> MetricType.COUNTER;
            case GAUGE -> MetricType.GAUGE;
            case HISTOGRAM, TIMER -> MetricType.HISTOGRAM;
        };
        MetricDescriptor descriptor =
                new MetricDescriptor(name, help, type, MetricLevel.ESSENTIAL, new ArrayList<>(labels));
        return new Declaration(descriptor, kind, Bounds.defaultFor(descriptor.unit()), List.of(), null);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Whether the series has the value as given; of values that were changed on the way there is no end. */
    private static boolean isKept(Labels labels, @Nullable String label, @Nullable String value) {
        return label == null || text(value).equals(labels.get(label));
    }
}
