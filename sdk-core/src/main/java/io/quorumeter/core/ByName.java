package io.quorumeter.core;

import static java.util.Objects.requireNonNull;

import io.quorumeter.Bounds;
import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricName;
import io.quorumeter.MetricsCollector;
import io.quorumeter.OperationTimer;
import io.quorumeter.OperationTimer.Result;
import io.quorumeter.Timer;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.FamilyDeclaration.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Instruments by name: the first call of a series declares it, and a family that has as many series as it may sends every further one
 * to the series whose label values are {@code other}. Label values come from outside, so nothing here grows with their number; nor does
 * it with the number of names, should somebody make them of data: what would begin one family too many is forgotten, and so is what
 * contradicts a family or names none that could be.
 */
final class ByName {
    private final Admission admission;
    private final Registry registry;
    private final SelfMetrics self;
    private final Instruments instruments;
    private final NameMemory memory = new NameMemory();
    private final ForgottenRecords forgotten;

    ByName(Admission admission, Registry registry, SelfMetrics self, Instruments instruments) {
        this.admission = admission;
        this.registry = registry;
        this.self = self;
        this.instruments = instruments;
        this.forgotten = new ForgottenRecords(admission, self);
    }

    /** The instrument with one label. */
    <I> I get(Class<I> instrument, String name, @Nullable String label, @Nullable String value) {
        return get(instrument, name, label, value, null, null, null, null);
    }

    private <I> I get(
            Class<I> instrument,
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        if (name == null) {
            return nameless(instrument);
        }
        Object found = memory.find(instrument, name, l1, v1, l2, v2, l3, v3);
        return found != null
                ? instrument.cast(found)
                : begin(instrument, new NamedCall.OfPairs(name, l1, v1, l2, v2, l3, v3));
    }

    /** The instrument with any labels; of an operation, those beside its result. */
    <I> I get(Class<I> instrument, String name, Labels labels) {
        if (name == null) {
            return nameless(instrument);
        } else if (labels == null) {
            return begin(instrument, new NamedCall.OfLabels(name, null));
        }
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
            default -> {
                Object found = memory.find(instrument, name, labels);
                yield found != null ? instrument.cast(found) : begin(instrument, new NamedCall.OfLabels(name, labels));
            }
        };
    }

    /** The instrument of a call that is not known: declares its series, if there is a place for them, and remembers it. */
    private <I> I begin(Class<I> instrument, NamedCall call) {
        String name = call.name();
        if (admission.forgets(name)) {
            return none(instrument);
        }
        try {
            admission.checkRoom(name);
            Found found = find(instrument, name, call.labels());
            if (found.isShared()) {
                call.remember(memory, overflow(name, found));
                checkStillThere(name, found);
            } else if (found.isOwn()) {
                call.remember(memory, found.instrument);
                checkStillThere(name, found);
            }
            return instrument.cast(found.instrument);
        } catch (Admission.Clash | RuntimeException noPlace) { // a record never throws, whatever it names
            forgotten.count(name, noPlace);
            return none(instrument);
        }
    }

    private <I> I nameless(Class<I> instrument) {
        forgotten.nameless();
        return none(instrument);
    }

    private static <I> I none(Class<I> instrument) {
        return MetricsCollector.noop().provider().named(instrument, "", Labels.of());
    }

    /** What becomes of records that there is no place for. */
    ForgottenRecords forgotten() {
        return forgotten;
    }

    /** An instrument by name with a help text of its own. */
    <I> I described(Class<I> instrument, String name, String help, Labels labels) throws Admission.Clash {
        return instrument.cast(
                limited(instrument, name, help, labels, labels.names()).series.instrument());
    }

    private Found find(Class<?> instrument, String name, Labels labels) throws Admission.Clash {
        if (instrument != OperationTimer.class) {
            Limited one = limited(instrument, name, "", labels, labels.names());
            return new Found(one.series.instrument(), List.of(one));
        }
        Limited ok = ended(name, labels, Result.OK);
        Limited error = ended(name, labels, Result.ERROR);
        return new Found(
                OperationTimer.of((Timer) ok.series.instrument(), (Timer) error.series.instrument()),
                List.of(ok, error));
    }

    /** The timer of the operations that ended in this way; the label that says it is not open. */
    private Limited ended(String name, Labels labels, Result result) throws Admission.Clash {
        Labels all = labels.with("result", LabelValue.of(result));
        return limited(Timer.class, name, "", all, labels.names());
    }

    private Limited limited(Class<?> instrument, String name, String help, Labels labels, List<String> openLabels)
            throws Admission.Clash {
        FamilyDeclaration declaration = declaration(name, help, Kind.of(instrument), labels.names(), openLabels);
        return new Limited(instruments.named(instrument, declaration, labels), labels);
    }

    /** The series that was found for the labels that were asked for. */
    private record Limited(Family.Series series, Labels asked) {
        /** Whether the series is the caller's own and lives as long as the family, so that it can be remembered. */
        boolean isOwn() {
            return series.scope() == null && series.labels().equals(asked);
        }

        /** Whether it is the one that all share which are beyond a limit. */
        boolean isShared() {
            return series.scope() == null && !series.labels().equals(asked);
        }
    }

    /** An instrument, and the series that it writes to: one, or of an operation two. */
    private record Found(Object instrument, List<Limited> series) {
        boolean isOwn() {
            return series.stream().allMatch(Limited::isOwn);
        }

        boolean isShared() {
            return series.stream().allMatch(Limited::isShared);
        }
    }

    private Overflow overflow(String name, Found found) {
        String shownAs = name;
        Family family = requireNonNull(registry.find(shownAs));
        Family.Series shared = found.series.get(0).series;
        return new Overflow(family, shared, found.instrument, self.seriesDropped(shownAs));
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

    /** Forgets an instrument of whose series one ended while it was remembered. */
    private void checkStillThere(String name, Found found) {
        Family family = registry.find(name);
        Set<Object> ended = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Limited one : found.series) {
            Family.Series now = family == null ? null : family.get(one.series.labels());
            if (now == null || now.instrument() != one.series.instrument()) {
                ended.add(one.series.instrument());
            }
        }
        forget(ended);
    }

    private static FamilyDeclaration declaration(
            String name, String help, Kind kind, List<String> labels, List<String> openLabels) {
        MetricDescriptor descriptor = new MetricDescriptor(
                MetricName.checkHosts(name), help, kind.type(), MetricLevel.ESSENTIAL, new ArrayList<>(labels));
        return new FamilyDeclaration(
                descriptor,
                kind,
                Bounds.defaultFor(descriptor.unit()),
                List.of(),
                null,
                FamilyDeclaration.Options.NONE,
                openLabels);
    }
}
