package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.NamedInstruments;
import io.quorumeter.OperationTimer;
import io.quorumeter.OperationTimer.Result;
import io.quorumeter.Timer;
import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.Declaration.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Instruments by name: the first call of a series declares it, and a family that has as many series as it may sends every further one
 * to the series whose label values are {@code other}. Label values come from outside, so nothing here grows with their number.
 */
final class ByName implements NamedInstruments {
    private final LiveCollector collector;
    private final ByNameTable table = new ByNameTable();

    ByName(LiveCollector collector) {
        this.collector = collector;
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
        if (collector.admission().isDenied(name)) {
            return MetricsCollector.noop().named().get(instrument, name, l1, v1, l2, v2, l3, v3);
        }
        Labels labels = labels(l1, v1, l2, v2, l3, v3);
        Limited<I> limited = limited(instrument, name, "", labels);
        if (limited.ownSeries && isKept(labels, l1, v1) && isKept(labels, l2, v2) && isKept(labels, l3, v3)) {
            table.put(name, l1, v1, l2, v2, l3, v3, limited.instrument);
            checkStillThere(name, labels, limited.instrument);
        }
        return limited.instrument;
    }

    @Override
    public <I> I get(Class<I> instrument, String name, Labels labels) {
        return switch (labels.size()) {
            case 0 -> get(instrument, name, null, null, null, null, null, null);
            case 1 -> get(instrument, name, labels.name(0), labels.value(0), null, null, null, null);
            case 2 ->
                get(instrument, name, labels.name(0), labels.value(0), labels.name(1), labels.value(1), null, null);
            case 3 ->
                get(
                        instrument,
                        name,
                        labels.name(0),
                        labels.value(0),
                        labels.name(1),
                        labels.value(1),
                        labels.name(2),
                        labels.value(2));
            default ->
                collector.admission().isDenied(name)
                        ? MetricsCollector.noop().named().get(instrument, name, labels)
                        : limited(instrument, name, "", labels).instrument;
        };
    }

    @Override
    public OperationTimer operation(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        Object found = table.find(name, l1, v1, l2, v2, l3, v3);
        if (found instanceof OperationTimer operation) {
            return operation;
        }
        if (collector.admission().isDenied(name)) {
            return MetricsCollector.noop().named().operation(name, l1, v1, l2, v2, l3, v3);
        }
        Labels labels = labels(l1, v1, l2, v2, l3, v3);
        Limited<Timer> ok = ended(name, labels, Result.OK);
        Limited<Timer> error = ended(name, labels, Result.ERROR);
        OperationTimer operation = OperationTimer.of(ok.instrument, error.instrument);
        if (ok.ownSeries
                && error.ownSeries
                && isKept(labels, l1, v1)
                && isKept(labels, l2, v2)
                && isKept(labels, l3, v3)) {
            table.put(name, l1, v1, l2, v2, l3, v3, operation);
            checkStillThere(name, ended(labels, Result.OK), ok.instrument);
            checkStillThere(name, ended(labels, Result.ERROR), error.instrument);
        }
        return operation;
    }

    @Override
    public OperationTimer operation(String name, Labels labels) {
        return switch (labels.size()) {
            case 0 -> operation(name, null, null, null, null, null, null);
            case 1 -> operation(name, labels.name(0), labels.value(0), null, null, null, null);
            case 2 -> operation(name, labels.name(0), labels.value(0), labels.name(1), labels.value(1), null, null);
            case 3 ->
                operation(
                        name,
                        labels.name(0),
                        labels.value(0),
                        labels.name(1),
                        labels.value(1),
                        labels.name(2),
                        labels.value(2));
            default ->
                collector.admission().isDenied(name)
                        ? MetricsCollector.noop().named().operation(name, labels)
                        : OperationTimer.of(
                                ended(name, labels, Result.OK).instrument,
                                ended(name, labels, Result.ERROR).instrument);
        };
    }

    /** The timer of the operations that ended so; the label that says it is not open. */
    private Limited<Timer> ended(String name, Labels labels, Result result) {
        return limited(Timer.class, name, "", ended(labels, result), labels.names());
    }

    private static Labels ended(Labels labels, Result result) {
        return labels.with("result", LabelValue.of(result));
    }

    private static Labels labels(
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        Labels labels = Labels.of();
        labels = l1 == null ? labels : labels.with(l1, text(v1));
        labels = l2 == null ? labels : labels.with(l2, text(v2));
        return l3 == null ? labels : labels.with(l3, text(v3));
    }

    /** An instrument by name with a help text of its own. */
    <I> I described(Class<I> instrument, String name, String help, Labels labels) {
        return limited(instrument, name, help, labels).instrument;
    }

    /** An instrument, and whether its series is the caller's own for good, so that it can be remembered. */
    private record Limited<I>(I instrument, boolean ownSeries) {}

    private <I> Limited<I> limited(Class<I> instrument, String name, String help, Labels labels) {
        return limited(instrument, name, help, labels, labels.names());
    }

    private <I> Limited<I> limited(
            Class<I> instrument, String name, String help, Labels labels, List<String> openLabels) {
        Declaration declaration = declaration(name, help, Kind.of(instrument), labels.names(), openLabels);
        Family.Series series = collector.instruments().named(instrument, declaration, labels);
        boolean ownSeries = series.labels().equals(labels) && series.scope() == null;
        return new Limited<>(instrument.cast(series.instrument()), ownSeries);
    }

    /** Whether calls of this series are answered from memory. */
    boolean remembers(String name, String label, String value) {
        return table.find(name, label, value, null, null, null, null) != null;
    }

    /** Looks the series of these instruments up anew at their next calls. */
    void forget(Set<Object> instruments) {
        if (!instruments.isEmpty()) {
            table.remove(one -> isAmong(instruments, one));
        }
    }

    /** Forgets an instrument whose series ended while it was remembered. */
    private void checkStillThere(String name, Labels labels, Object instrument) {
        Family family = collector.registry().find(collector.admission().nameOf(name));
        Family.Series now = family == null ? null : family.get(labels);
        if (now == null || now.instrument() != instrument) {
            Set<Object> ended = Collections.newSetFromMap(new IdentityHashMap<>());
            ended.add(instrument);
            forget(ended);
        }
    }

    private static boolean isAmong(Set<Object> instruments, Object one) {
        return one instanceof OperationTimer operation
                ? instruments.contains(operation.ok()) || instruments.contains(operation.error())
                : instruments.contains(one);
    }

    private static Declaration declaration(
            String name, String help, Kind kind, List<String> labels, List<String> openLabels) {
        MetricDescriptor descriptor =
                new MetricDescriptor(name, help, kind.type(), MetricLevel.ESSENTIAL, new ArrayList<>(labels));
        return new Declaration(
                descriptor,
                kind,
                Bounds.defaultFor(descriptor.unit()),
                List.of(),
                null,
                Declaration.Options.NONE,
                openLabels);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Whether the series has the value as given; of values that were changed on the way there is no end. */
    private static boolean isKept(Labels labels, @Nullable String label, @Nullable String value) {
        return label == null || text(value).equals(labels.get(label));
    }
}
