package io.quorumeter.core;

import static java.util.Objects.requireNonNull;

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
    private final NameMemory memory = new NameMemory();

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
        Object found = memory.find(instrument, name, l1, v1, l2, v2, l3, v3);
        if (found != null) {
            return instrument.cast(found);
        }
        if (collector.admission().forgets(name)) {
            return MetricsCollector.noop().named().get(instrument, name, l1, v1, l2, v2, l3, v3);
        }
        try {
            Labels labels = labels(l1, v1, l2, v2, l3, v3);
            Limited<I> limited = limited(instrument, name, "", labels);
            if (limited.isShared()) {
                memory.putOverflow(name, l1, l2, l3, overflow(name, limited.series, limited.instrument));
                checkStillThere(name, limited);
            } else if (limited.isOwn() && isKept(labels, l1, v1) && isKept(labels, l2, v2) && isKept(labels, l3, v3)) {
                memory.put(name, l1, v1, l2, v2, l3, v3, limited.instrument);
                checkStillThere(name, limited);
            }
            return limited.instrument;
        } catch (Admission.Clash clash) {
            return clashed(name).get(instrument, name, l1, v1, l2, v2, l3, v3);
        }
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
            default -> getByLabels(instrument, name, labels);
        };
    }

    private <I> I getByLabels(Class<I> instrument, String name, Labels labels) {
        Object found = memory.find(instrument, name, labels);
        if (found != null) {
            return instrument.cast(found);
        }
        if (collector.admission().forgets(name)) {
            return MetricsCollector.noop().named().get(instrument, name, labels);
        }
        try {
            Limited<I> limited = limited(instrument, name, "", labels);
            if (limited.isShared()) {
                memory.putOverflow(name, overflow(name, limited.series, limited.instrument));
                checkStillThere(name, limited);
            } else if (limited.isOwn()) {
                memory.put(name, labels, limited.instrument);
                checkStillThere(name, limited);
            }
            return limited.instrument;
        } catch (Admission.Clash clash) {
            return clashed(name).get(instrument, name, labels);
        }
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
        Object found = memory.find(OperationTimer.class, name, l1, v1, l2, v2, l3, v3);
        if (found != null) {
            return (OperationTimer) found;
        }
        if (collector.admission().forgets(name)) {
            return MetricsCollector.noop().named().operation(name, l1, v1, l2, v2, l3, v3);
        }
        try {
            Labels labels = labels(l1, v1, l2, v2, l3, v3);
            Operation operation = operationOf(name, labels);
            if (operation.isShared()) {
                memory.putOverflow(name, l1, l2, l3, overflow(name, operation.ok.series, operation.timer));
                checkStillThere(name, operation);
            } else if (operation.isOwn()
                    && isKept(labels, l1, v1)
                    && isKept(labels, l2, v2)
                    && isKept(labels, l3, v3)) {
                memory.put(name, l1, v1, l2, v2, l3, v3, operation.timer);
                checkStillThere(name, operation);
            }
            return operation.timer;
        } catch (Admission.Clash clash) {
            return clashed(name).operation(name, l1, v1, l2, v2, l3, v3);
        }
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
            default -> operationByLabels(name, labels);
        };
    }

    private OperationTimer operationByLabels(String name, Labels labels) {
        Object found = memory.find(OperationTimer.class, name, labels);
        if (found != null) {
            return (OperationTimer) found;
        }
        if (collector.admission().forgets(name)) {
            return MetricsCollector.noop().named().operation(name, labels);
        }
        try {
            Operation operation = operationOf(name, labels);
            if (operation.isShared()) {
                memory.putOverflow(name, overflow(name, operation.ok.series, operation.timer));
                checkStillThere(name, operation);
            } else if (operation.isOwn()) {
                memory.put(name, labels, operation.timer);
                checkStillThere(name, operation);
            }
            return operation.timer;
        } catch (Admission.Clash clash) {
            return clashed(name).operation(name, labels);
        }
    }

    /** The timers of the operations that ended in either way; the label that says it is not open. */
    private Operation operationOf(String name, Labels labels) throws Admission.Clash {
        Limited<Timer> ok = limited(Timer.class, name, "", ended(labels, Result.OK), labels.names());
        Limited<Timer> error = limited(Timer.class, name, "", ended(labels, Result.ERROR), labels.names());
        return new Operation(ok, error, OperationTimer.of(ok.instrument, error.instrument));
    }

    /** Counts a record that the settings leave no place for, which is forgotten. */
    NamedInstruments clashed(String name) {
        collector.self().seriesDropped(name).increment();
        return MetricsCollector.noop().named();
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
    <I> I described(Class<I> instrument, String name, String help, Labels labels) throws Admission.Clash {
        return limited(instrument, name, help, labels).instrument;
    }

    /** An instrument, and the series that was found for the labels that were asked for. */
    private record Limited<I>(I instrument, Family.Series series, Labels asked) {
        /** Whether the series is the caller's own and lives as long as the family, so that it can be remembered. */
        boolean isOwn() {
            return series.scope() == null && series.labels().equals(asked);
        }

        /** Whether it is the one that all share which are beyond a limit. */
        boolean isShared() {
            return series.scope() == null && !series.labels().equals(asked);
        }
    }

    private record Operation(Limited<Timer> ok, Limited<Timer> error, OperationTimer timer) {
        boolean isOwn() {
            return ok.isOwn() && error.isOwn();
        }

        boolean isShared() {
            return ok.isShared() && error.isShared();
        }
    }

    private <I> Limited<I> limited(Class<I> instrument, String name, String help, Labels labels)
            throws Admission.Clash {
        return limited(instrument, name, help, labels, labels.names());
    }

    private <I> Limited<I> limited(
            Class<I> instrument, String name, String help, Labels labels, List<String> openLabels)
            throws Admission.Clash {
        Declaration declaration = declaration(name, help, Kind.of(instrument), labels.names(), openLabels);
        Family.Series series = collector.instruments().named(instrument, declaration, labels);
        return new Limited<>(instrument.cast(series.instrument()), series, labels);
    }

    private Overflow overflow(String name, Family.Series shared, Object instrument) {
        String shownAs = collector.admission().nameOf(name);
        Family family = requireNonNull(collector.registry().find(shownAs));
        return new Overflow(family, shared, instrument, collector.self().seriesDropped(shownAs));
    }

    /** Whether calls of this series are answered from memory. */
    boolean remembers(String name, String label, String value) {
        return memory.find(Object.class, name, label, value, null, null, null, null) != null;
    }

    /** How many ways to series are remembered. */
    int remembered() {
        return memory.size();
    }

    /** Looks the series of these instruments up anew at their next calls. */
    void forget(Set<Object> instruments) {
        memory.forget(instruments);
    }

    private void checkStillThere(String name, Operation operation) {
        checkStillThere(name, operation.ok);
        checkStillThere(name, operation.error);
    }

    /** Forgets an instrument whose series ended while it was remembered. */
    private void checkStillThere(String name, Limited<?> limited) {
        Family family = collector.registry().find(collector.admission().nameOf(name));
        Family.Series now = family == null ? null : family.get(limited.series.labels());
        if (now == null || now.instrument() != limited.instrument) {
            Set<Object> ended = Collections.newSetFromMap(new IdentityHashMap<>());
            ended.add(limited.instrument);
            forget(ended);
        }
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
