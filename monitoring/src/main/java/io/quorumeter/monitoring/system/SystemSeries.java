package io.quorumeter.monitoring.system;

import io.quorumeter.Bounds;
import io.quorumeter.Declaration;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.spi.ClosableScope;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.FamilyDeclaration.Kind;
import io.quorumeter.spi.FamilyDeclaration.Options;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The series of a process and its machine, and the collectors that show them. Safe from any thread. */
final class SystemSeries {
    private final List<Group> groups = new ArrayList<>();
    private final List<Durations> durations = new ArrayList<>();
    private final List<MetricsCollector> collectors = new ArrayList<>();

    /** A series of a row, with the values of its labels in their order. */
    private record Shown(Declaration<?> row, Supplier<? extends @Nullable Number> value, Labels labels) {
        static Shown of(Declaration<?> row, Supplier<? extends @Nullable Number> value, String... values) {
            List<String> names = row.descriptor().labelNames();
            Labels labels = Labels.of();
            for (int i = 0; i < values.length; i++) {
                labels = labels.with(names.get(i), values[i]);
            }
            return new Shown(row, value, labels);
        }

        /** Observes the series until a scope is closed, for which hosts have no call. */
        void in(MetricsCollector metrics, ClosableScope scope) {
            MetricDescriptor family = row.descriptor();
            Kind kind = family.type() == MetricType.COUNTER ? Kind.COUNTER : Kind.GAUGE;
            List<String> open = family.labelNames().stream()
                    .filter(label -> row.values(label).isEmpty())
                    .toList();
            Bounds bounds = Bounds.defaultFor(family.unit());
            metrics.provider()
                    .observe(
                            new FamilyDeclaration(family, kind, bounds, row.causes(), scope, Options.NONE, open),
                            labels,
                            value);
        }
    }

    /** Series that come and go together, such as those of a network interface. */
    final class Group {
        private final List<Shown> series = new ArrayList<>();
        private final List<Reading> readings = new ArrayList<>();

        /** What ends the series in a collector. */
        private final IdentityHashMap<MetricsCollector, ClosableScope> scopes = new IdentityHashMap<>();

        /** Adds a series to every collector, now and later. */
        Reading add(Declaration<?> row, String... labels) {
            Reading reading = new Reading();
            readings.add(reading);
            add(row, reading, labels);
            return reading;
        }

        /** Adds a series that is asked for its value. */
        void add(Declaration<?> row, Supplier<? extends @Nullable Number> value, String... labels) {
            Shown added = Shown.of(row, value, labels);
            synchronized (SystemSeries.this) {
                series.add(added);
                scopes.forEach(added::in);
            }
        }

        /** Leaves every reading without a value. */
        void clear() {
            readings.forEach(reading -> reading.set(Double.NaN));
        }

        /** Ends the series. */
        void end() {
            synchronized (SystemSeries.this) {
                groups.remove(this);
                scopes.values().forEach(ClosableScope::close);
            }
        }
    }

    /** A distribution of durations, which every collector keeps for itself from the time on at which it was attached. */
    final class Durations {
        private final Declaration<Timer> row;
        private final String[] labels;
        private final IdentityHashMap<MetricsCollector, Timer> timers = new IdentityHashMap<>();

        private Durations(Declaration<Timer> row, String... labels) {
            this.row = row;
            this.labels = labels;
            collectors.forEach(this::attach);
        }

        private void attach(MetricsCollector metrics) {
            timers.put(metrics, row.on(metrics, labels));
        }

        /** Records the same duration several times. */
        void record(long nanos, long count) {
            synchronized (SystemSeries.this) {
                timers.values().forEach(timer -> timer.record(nanos, count));
            }
        }
    }

    /** Adds a distribution to every collector, now and later. */
    synchronized Durations durations(Declaration<Timer> row, String... labels) {
        Durations added = new Durations(row, labels);
        durations.add(added);
        return added;
    }

    synchronized Group group() {
        Group group = new Group();
        groups.add(group);
        collectors.forEach(metrics -> group.scopes.put(metrics, new ClosableScope()));
        return group;
    }

    /** Shows all series in a collector, or none when it refuses one; false when it shows them already. */
    synchronized boolean attach(MetricsCollector metrics) {
        if (collectors.contains(metrics)) {
            return false;
        }
        collectors.add(metrics);
        try {
            for (Group group : groups) {
                ClosableScope scope = new ClosableScope();
                group.scopes.put(metrics, scope);
                group.series.forEach(one -> one.in(metrics, scope));
            }
            durations.forEach(one -> one.attach(metrics));
        } catch (MetricDeclarationException refused) {
            detach(metrics);
            throw refused;
        }
        return true;
    }

    /** Ends all series in a collector. */
    synchronized void detach(MetricsCollector metrics) {
        collectors.remove(metrics);
        durations.forEach(one -> one.timers.remove(metrics));
        for (Group group : groups) {
            ClosableScope scope = group.scopes.remove(metrics);
            if (scope != null) {
                scope.close();
            }
        }
    }

    /** Ends all series in all collectors. */
    synchronized void close() {
        List.copyOf(collectors).forEach(this::detach);
    }
}
