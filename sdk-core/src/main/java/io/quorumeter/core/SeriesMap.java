package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.OperationTimer;
import io.quorumeter.core.Family.Series;
import io.quorumeter.spi.Counts;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.Scope;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A family's series by their labels, from their beginning to their end.
 *
 * <p>Label values of open labels come from outside, so what they can make is limited: by the number of combinations that a family may
 * have, and by the collector's memory. What is beyond goes to the series whose open labels are {@code other}, which always exists when it
 * is needed, as do the series that a program declares with enumerated labels alone.
 *
 * <p>A series ends when the last of its scopes is closed, or when nobody wrote to it by name for long. It leaves the map at once and
 * the columns when they are next read; until then they are marked, so that no reader takes them as they are. That makes an end
 * cost the same however many series there are.
 */
final class SeriesMap {
    private static final String OTHER = "other";
    private static final int FEW = 16;

    private final String family;
    private final Lifecycle life;
    /** By {@linkplain #key key}; calls by name look here without a lock. */
    private final Map<Object, Entry> byLabels = new ConcurrentHashMap<>();
    /** How many series each combination of open label values has. */
    private final Map<Labels, Integer> rows = new ConcurrentHashMap<>();
    /** What writes to the series of both results, by their other labels. */
    private final Map<Labels, OperationTimer> operations = new ConcurrentHashMap<>();

    private final IdentityHashMap<Scope, List<Entry>> byScope = new IdentityHashMap<>();
    private volatile Columns columns = Columns.EMPTY;
    private final Supplier<Bounds> bounds;
    /** Whether no further combination of open label values fits. */
    private volatile boolean full;

    private int ended;
    private long endedObservations;
    private long endedAboveBounds;

    SeriesMap(String family, Supplier<Bounds> bounds, Lifecycle life) {
        this.family = family;
        this.bounds = bounds;
        this.life = life;
    }

    /** A series in use. */
    private static final class Entry {
        private final Series series;
        private final Labels row;
        private final MemoryAccount.Share memory;
        private int openScopes;
        private @Nullable Staleness byName;
        private @Nullable Labels operation;

        /** How many values were above the highest bound, of so many and with these bounds. */
        private long above;

        private long counted;
        private @Nullable Bounds countedWithin;

        Entry(Series series, Labels row, MemoryAccount.Share memory) {
            this.series = series;
            this.row = row;
            this.memory = memory;
        }
    }

    /** The series of these labels, or the one that they overflow to; made by {@code fresh} when it is not there. */
    synchronized Series getOrCreate(
            FamilyDeclaration declaration, Labels labels, boolean byName, Function<MemoryAccount.Share, Series> fresh) {
        Entry present = byLabels.get(key(labels));
        if (present == null) {
            present = make(declaration, labels, fresh);
            if (byName && declaration.scope() == null && present.series.labels().equals(labels)) {
                present.byName = new Staleness();
            }
        }
        if (!byName) {
            if (present.byName != null && declaration.scope() != null) {
                present.openScopes = 0;
            }
            present.byName = null;
        }
        join(present, declaration.scope());
        return present.series;
    }

    private Entry make(FamilyDeclaration declaration, Labels labels, Function<MemoryAccount.Share, Series> fresh) {
        List<String> open = declaration.openLabels();
        boolean isState = declaration.kind() == FamilyDeclaration.Kind.STATE_SET;
        Labels row = project(labels, open);
        MemoryAccount.Share memory = life.memory().share();
        long bytes = SeriesBytes.of(declaration, labels);
        boolean isOverflow = isOverflow(row);
        if (isOverflow || (isState && rows.containsKey(row))) { // of a state, all values are shown or none
            memory.reserve(bytes);
        } else if ((!rows.containsKey(row) && rows.size() >= life.seriesLimit()) || !memory.tryReserve(bytes)) {
            Labels other = overflow(labels, open);
            Entry shared = byLabels.get(key(other));
            return shared != null ? shared : make(declaration, other, fresh);
        }
        if (!isOverflow) {
            rows.merge(row, 1, Integer::sum);
        }
        Series series = fresh.apply(memory).withLabels(labels);
        Entry made = new Entry(series, row, memory);
        made.openScopes = declaration.scope() == null ? -1 : 0;
        full = rows.size() >= life.seriesLimit();
        columns = columns.with(labels, series.cell(), series.createdMillis());
        byLabels.put(key(labels), made); // last: who finds it here writes what a snapshot shows
        return made;
    }

    /** Whether a new combination of open label values, in a series of so many bytes, would overflow; takes no lock. */
    boolean isFullFor(long bytes) {
        MemoryAccount memory = life.memory();
        return full || bytes > memory.limit() - memory.used();
    }

    /** What a series is found by: the value of its only label, or all its labels. */
    private static Object key(Labels labels) {
        return labels.size() == 1 ? labels.value(0) : labels;
    }

    /** The instrument with this value of the only label, or null; takes no lock. */
    @Nullable
    Object find(String value) {
        Entry entry = byLabels.get(value);
        return entry == null ? null : entry.series.instrument();
    }

    /** The instrument with these labels, which have the family's names, or null; takes no lock. */
    @Nullable
    Object find(Labels labels) {
        // The same as key(labels), but each key has one class here, so neither look-up calls a virtual hashCode.
        Entry entry = labels.size() == 1 ? byLabels.get(labels.value(0)) : byLabels.get(labels);
        return entry == null ? null : entry.series.instrument();
    }

    /** Whether there is a series with this combination of open label values; takes no lock. */
    boolean hasRow(Labels row) {
        return rows.containsKey(row);
    }

    /** The operation with these labels beside its result, or null; takes no lock. */
    @Nullable
    OperationTimer operation(Labels labels) {
        return operations.get(labels);
    }

    /** Has the operation that writes to these series be found by these labels, until one of them ends. */
    synchronized void keep(Labels labels, OperationTimer operation, Series ok, Series error) {
        Entry first = byLabels.get(key(ok.labels()));
        Entry second = byLabels.get(key(error.labels()));
        if (first != null
                && first.series.instrument() == ok.instrument()
                && second != null
                && second.series.instrument() == error.instrument()) {
            first.operation = labels;
            second.operation = labels;
            operations.put(labels, operation);
        }
    }

    /** Has the series live as long as this scope too, unless it lives for ever. */
    private void join(Entry entry, @Nullable Scope scope) {
        if (scope == null || entry.openScopes < 0) {
            return;
        }
        List<Entry> together = byScope.get(scope);
        boolean isNew = together == null;
        if (together == null) {
            together = new ArrayList<>();
            byScope.put(scope, together);
        }
        if (!together.contains(entry)) {
            together.add(entry);
            entry.openScopes++;
        }
        if (isNew) {
            WeakReference<SeriesMap> weak = new WeakReference<>(this);
            scope.onClose(() -> {
                SeriesMap alive = weak.get();
                if (alive != null) {
                    alive.end(scope);
                }
            });
        }
    }

    private synchronized void end(Scope scope) {
        List<Entry> together = byScope.remove(scope);
        if (together == null) {
            return;
        }
        for (Entry entry : together) {
            entry.openScopes--;
            if (entry.openScopes == 0) {
                end(entry);
            }
        }
        dropIfMany();
    }

    /**
     * Ends the series that were written by name alone, and not for so long. Those that one call made, as an operation that never fails and
     * its errors, end together.
     */
    synchronized void endStale(long now, long staleNanos) {
        List<Entry> stale = new ArrayList<>();
        Set<Labels> inUse = new HashSet<>();
        for (Entry entry : byLabels.values()) {
            Staleness byName = entry.byName;
            if (byName == null) {
                continue;
            }
            if (byName.isStale(Marks.of(entry.series.cell()), now, staleNanos)) {
                stale.add(entry);
            } else if (entry.row.size() < entry.series.labels().size()) {
                inUse.add(entry.row);
            }
        }
        for (Entry entry : stale) {
            if (!inUse.contains(entry.row)) {
                end(entry);
            }
        }
        dropIfMany();
    }

    private void end(Entry entry) {
        byLabels.remove(key(entry.series.labels()));
        if (entry.operation != null) {
            operations.remove(entry.operation);
        }
        rows.computeIfPresent(entry.row, (row, series) -> series == 1 ? null : series - 1);
        full = rows.size() >= life.seriesLimit();
        entry.memory.close();
        long mark = Marks.of(entry.series.cell()); // what comes after it is late
        endedObservations = Counts.sum(endedObservations, isDistribution(entry) ? mark : 0);
        endedAboveBounds = Counts.sum(endedAboveBounds, aboveBounds(entry));
        ended++;
        columns = columns.withEnded();
        life.ended(family, entry.series, mark);
        if (entry.series.cell() instanceof LiveSummary summary) {
            summary.close();
        }
    }

    /** Frees what ended without a reader; only when all that end together have, so that no reader sees a part of them. */
    private void dropIfMany() {
        if (ended > FEW && 2 * ended > columns.size()) {
            withoutEnded();
        }
    }

    /** The series that have not ended. */
    Columns columns() {
        Columns now = columns;
        return now.hasEnded() ? withoutEnded() : now;
    }

    private synchronized Columns withoutEnded() {
        if (columns.hasEnded()) {
            columns = columns.only((labels, cell) -> {
                Entry entry = byLabels.get(key(labels));
                return entry != null && entry.series.cell() == cell;
            });
            ended = 0;
        }
        return columns;
    }

    synchronized @Nullable Series get(Labels labels) {
        Entry entry = byLabels.get(key(labels));
        return entry == null ? null : entry.series;
    }

    /** How many values came, ended series included until they ended: it never falls. */
    synchronized long observations() {
        return byLabels.values().stream().mapToLong(SeriesMap::observations).reduce(endedObservations, Counts::sum);
    }

    /** How many of them were above the highest bound. */
    synchronized long aboveBounds() {
        return byLabels.values().stream().mapToLong(this::aboveBounds).reduce(endedAboveBounds, Counts::sum);
    }

    private static long observations(Entry entry) {
        return isDistribution(entry) ? Marks.of(entry.series.cell()) : 0;
    }

    private static boolean isDistribution(Entry entry) {
        Object cell = entry.series.cell();
        return cell instanceof HistogramCell || cell instanceof LiveSummary;
    }

    /** Found out anew, which takes a copy of the distribution, only when values or other bounds came since it was last asked for. */
    private long aboveBounds(Entry entry) {
        if (!(entry.series.cell() instanceof HistogramCell histogram)) {
            return 0;
        }
        Bounds now = bounds.get();
        long count = histogram.count(); // first, so that what comes meanwhile is found next time
        if (count != entry.counted || !now.equals(entry.countedWithin)) {
            entry.above = histogram.countAbove(now);
            entry.counted = count;
            entry.countedWithin = now;
        }
        return entry.above;
    }

    synchronized int size() {
        return byLabels.size();
    }

    private static Labels project(Labels labels, List<String> names) {
        if (names.size() == labels.size()) {
            return labels;
        }
        Labels row = Labels.of();
        for (String name : names) {
            String value = labels.get(name);
            row = value == null ? row : row.with(name, value);
        }
        return row;
    }

    /** Whether nothing is left to replace. */
    private static boolean isOverflow(Labels row) {
        for (int i = 0; i < row.size(); i++) {
            if (!row.value(i).equals(OTHER)) {
                return false;
            }
        }
        return true;
    }

    /** The labels of the series for all that are beyond a limit. */
    static Labels overflow(Labels labels, List<String> open) {
        Labels other = Labels.of();
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            other = other.with(name, open.contains(name) ? OTHER : labels.value(i));
        }
        return other;
    }
}
