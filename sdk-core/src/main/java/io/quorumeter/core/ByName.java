package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.Counter;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.NamedInstruments;
import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.Declaration.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Instruments by name: the first call of a series declares it, and a family that has as many series as it may sends every further one
 * to the series whose label values are {@code other}. Label values come from outside, so nothing here grows with their number.
 */
final class ByName implements NamedInstruments {
    private static final String OTHER = "other";

    private final LiveCollector collector;
    private final int seriesLimit;
    private final ByNameTable table = new ByNameTable();
    private final Map<String, Counter> dropped = new ConcurrentHashMap<>();

    ByName(LiveCollector collector, int seriesLimit) {
        this.collector = collector;
        this.seriesLimit = seriesLimit;
    }

    @Override
    public <I> I get(
            Class<I> instrument,
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        Object found = table.find(name, l1, v1, l2, v2, l3, v3);
        if (instrument.isInstance(found)) {
            return instrument.cast(found);
        }
        Labels labels = Labels.of();
        labels = l1 == null ? labels : labels.with(l1, text(v1));
        labels = l2 == null ? labels : labels.with(l2, text(v2));
        labels = l3 == null ? labels : labels.with(l3, text(v3));
        Limited<I> limited = limited(instrument, name, "", labels);
        if (limited.ownSeries && isKept(labels, l1, v1) && isKept(labels, l2, v2) && isKept(labels, l3, v3)) {
            table.put(name, l1, v1, l2, v2, l3, v3, limited.instrument);
        }
        return limited.instrument;
    }

    @Override
    public <I> I get(Class<I> instrument, String name, Labels labels) {
        return limited(instrument, name, "", labels).instrument;
    }

    /** An instrument by name with a help text of its own. */
    <I> I described(Class<I> instrument, String name, String help, Labels labels) {
        return limited(instrument, name, help, labels).instrument;
    }

    /** An instrument, and whether its series is the caller's own for good, so that it can be remembered. */
    private record Limited<I>(I instrument, boolean ownSeries) {}

    private <I> Limited<I> limited(Class<I> instrument, String name, String help, Labels labels) {
        Declaration declaration = declaration(name, help, Kind.of(instrument), labels.names());
        Family family = collector.registry().find(name);
        if (family != null && family.size() >= seriesLimit && family.get(labels) == null) {
            family.checkSame(declaration);
            dropped.computeIfAbsent(name, collector.self()::seriesDropped).increment();
            Labels other = Labels.of();
            for (String label : labels.names()) {
                other = other.with(label, OTHER);
            }
            return new Limited<>(collector.series(instrument, declaration, other), false);
        }
        I own = collector.series(instrument, declaration, labels);
        return new Limited<>(own, family == null || !family.isScoped());
    }

    private static Declaration declaration(String name, String help, Kind kind, List<String> labels) {
        MetricDescriptor descriptor =
                new MetricDescriptor(name, help, kind.type(), MetricLevel.ESSENTIAL, new ArrayList<>(labels));
        return new Declaration(
                descriptor,
                kind,
                Bounds.defaultFor(descriptor.unit()),
                List.of(),
                null,
                Declaration.Options.NONE,
                labels);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Whether the series has the value as given; of values that were changed on the way there is no end. */
    private static boolean isKept(Labels labels, @Nullable String label, @Nullable String value) {
        return label == null || text(value).equals(labels.get(label));
    }
}
