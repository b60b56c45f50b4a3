package io.quorumeter.core;

import static java.util.Objects.requireNonNull;

import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricName;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.OperationTimer;
import io.quorumeter.OperationTimer.Result;
import io.quorumeter.ThrowingSupplier;
import io.quorumeter.Timer;
import io.quorumeter.core.Family.Series;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.FamilyDeclaration.Kind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Instruments by name. A call finds its family here, and its series in the family's own map, without a lock and without an object: nothing
 * is kept of a series but in its family, so a series that ends needs no notice here. A call that finds no series declares it, or drops the
 * record when there is no place for it.
 *
 * <p>Label values come from outside, and so may names: nothing here grows with values, and of names with those of families alone, which
 * are limited. Values of one hash code are ordered in the maps' bins, since both kinds of key are comparable.
 */
final class ByName {
    private static final String RESULT = "result";

    private final Admission admission;
    private final Registry registry;
    private final SelfMetrics self;
    private final Instruments instruments;
    private final DroppedRecords dropped;
    private final Map<String, NamedFamily> families = new ConcurrentHashMap<>();
    private final Map<String, NamedFamily> operations = new ConcurrentHashMap<>();

    ByName(Admission admission, Registry registry, SelfMetrics self, Instruments instruments) {
        this.admission = admission;
        this.registry = registry;
        this.self = self;
        this.instruments = instruments;
        this.dropped = new DroppedRecords(admission, self);
    }

    /** The instrument with one label, or a no-op. */
    <I> I get(Class<I> type, String name, String label, String value) {
        NamedFamily family = name == null ? null : families.get(name);
        Object found = family == null ? null : family.find(type, label, value == null ? "" : value);
        return type.isInstance(found) ? type.cast(found) : declare(type, name, () -> Labels.of(label, value));
    }

    /** The instrument with any labels, or a no-op; of an operation, those beside its result. */
    <I> I get(Class<I> type, String name, Labels labels) {
        NamedFamily family = name == null || labels == null ? null : named(type).get(name);
        Object found = family == null ? null : family.find(type, labels);
        return type.isInstance(found) ? type.cast(found) : declare(type, name, () -> labels);
    }

    /** How many families are known here. */
    int size() {
        return families.size() + operations.size();
    }

    private Map<String, NamedFamily> named(Class<?> type) {
        return type == OperationTimer.class ? operations : families;
    }

    private <I> I declare(Class<I> type, String name, Supplier<Labels> labels) {
        Object declared = attempt(name, () -> declare(type, name, "", labels.get()));
        return declared != null
                ? type.cast(declared)
                : MetricsCollector.noop().provider().named(type, name, Labels.of());
    }

    /** Does what a record to this name takes; null when it is dropped. A record never throws, whatever it names. */
    <T> @Nullable T attempt(@Nullable String name, ThrowingSupplier<T, Admission.Clash> record) {
        try {
            if (name == null) {
                throw new MetricDeclarationException("its name is null; write the name of a family");
            } else if (admission.drops(name)) {
                return null;
            }
            admission.checkRoom(name);
            return record.get();
        } catch (Admission.Clash | RuntimeException noPlace) {
            dropped.count(name == null ? "null" : name, noPlace);
            return null;
        }
    }

    /**
     * The instrument of these labels, declared with a help text.
     *
     * @throws Admission.Clash when settings leave no place for it
     * @throws MetricDeclarationException when it contradicts its family, or there cannot be such a family
     */
    <I> I declare(Class<I> type, String name, String help, Labels labels) throws Admission.Clash {
        given(labels);
        if (type != OperationTimer.class) {
            Series series = series(type, name, help, labels, labels);
            remember(type, name, labels);
            return type.cast(series.instrument());
        }
        Labels okLabels = labels.with(RESULT, LabelValue.of(Result.OK));
        Labels errorLabels = labels.with(RESULT, LabelValue.of(Result.ERROR));
        Series ok = series(Timer.class, name, help, okLabels, labels);
        Series error = series(Timer.class, name, help, errorLabels, labels);
        OperationTimer operation = OperationTimer.of((Timer) ok.instrument(), (Timer) error.instrument());
        boolean isOwn = ok.labels().equals(okLabels);
        if (isOwn == error.labels().equals(errorLabels)) {
            remember(type, name, labels).keep(isOwn, labels, operation, ok, error);
        }
        return type.cast(operation);
    }

    private Series series(Class<?> type, String name, String help, Labels labels, Labels open) throws Admission.Clash {
        Kind kind = Kind.of(type);
        return instruments.named(type, declaration(kind.type(), kind, name, help, labels, open), labels);
    }

    /** A family as records by name declare it. */
    static FamilyDeclaration declaration(
            MetricType type, Kind kind, String name, String help, Labels labels, Labels open) {
        MetricDescriptor descriptor =
                new MetricDescriptor(MetricName.checkHosts(name), help, type, MetricLevel.ESSENTIAL, labels.names());
        return new FamilyDeclaration(descriptor, kind, open.names());
    }

    /**
     * The labels, which a record must have.
     *
     * @throws MetricDeclarationException when they are null
     */
    static Labels given(@Nullable Labels labels) {
        if (labels == null) {
            throw new MetricDeclarationException("the labels are null; write Labels.of() for none");
        }
        return labels;
    }

    /** The family as further calls find it, whose open labels are these. */
    private NamedFamily remember(Class<?> type, String name, Labels open) {
        return named(type).computeIfAbsent(name, first -> {
            Family family = requireNonNull(registry.find(name));
            return new NamedFamily(family, open, type == OperationTimer.class, self);
        });
    }
}
