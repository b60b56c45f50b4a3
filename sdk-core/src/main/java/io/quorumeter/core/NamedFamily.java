package io.quorumeter.core;

import io.quorumeter.Counter;
import io.quorumeter.Labels;
import io.quorumeter.OperationTimer;
import io.quorumeter.core.Family.Series;
import org.jspecify.annotations.Nullable;

/**
 * A family as calls by name see it: the instruments of its series and, when it is full, the one for all further series. Nothing here takes
 * a lock, and nothing makes an object but for a label value that its series has otherwise.
 */
final class NamedFamily {
    private final SeriesMap series;
    private final boolean isOperation;

    /** The labels of the series for all that are beyond a limit; of an operation, those beside its result. */
    private final Labels other;

    /** The name of the only label, or null when there are none or several. */
    private final @Nullable String only;

    /** What a further series takes without its label values. */
    private final long bytes;

    private final SelfMetrics self;
    private final String name;
    private volatile @Nullable Counter dropped;

    NamedFamily(Family family, Labels open, boolean isOperation, SelfMetrics self) {
        this.series = family.series();
        this.isOperation = isOperation;
        this.other = SeriesMap.overflow(open, open.names());
        this.only = isOperation || open.size() != 1 ? null : open.name(0);
        int labels = open.size() + (isOperation ? 1 : 0);
        this.bytes = SeriesBytes.of(family.declaration().kind(), labels) + (isOperation ? "ok".length() : 0);
        this.self = self;
        this.name = family.name();
    }

    /** The instrument with the only label, or null. */
    @Nullable
    Object find(Class<?> type, String label, String value) {
        if (only == null || !only.equals(label)) {
            return null;
        }
        Object found = series.find(value);
        if (found == null && isChanged(value)) {
            found = series.find(Labels.of(label, value).value(0));
        }
        return found != null ? found : shared(type, SeriesBytes.of(value));
    }

    /** The instrument with these labels, or null. */
    @Nullable
    Object find(Class<?> type, Labels labels) {
        if (labels.size() == 1 && !isOperation) {
            return find(type, labels.name(0), labels.value(0));
        }
        Object found = at(labels);
        if (found != null || labels.size() != other.size() || series.hasRow(labels)) {
            return found;
        }
        long values = 0;
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).equals(other.name(i))) {
                return null; // no series of this family: to be refused
            }
            values += SeriesBytes.of(labels.value(i));
        }
        return shared(type, values);
    }

    private @Nullable Object at(Labels labels) {
        return isOperation ? series.operation(labels) : series.find(labels);
    }

    /** The shared instrument, and counts that, when there is no room for a series with so many bytes of values; null when there is. */
    private @Nullable Object shared(Class<?> type, long values) {
        Object shared = series.isFullFor(bytes + values) ? at(other) : null;
        if (type.isInstance(shared)) {
            dropped().increment(isOperation ? 2 : 1);
        }
        return shared;
    }

    private Counter dropped() {
        Counter made = dropped;
        if (made == null) {
            made = self.seriesDropped(name);
            dropped = made;
        }
        return made;
    }

    /** Whether a series may have the value otherwise: cut, or with half a surrogate pair replaced. */
    private static boolean isChanged(String value) {
        boolean isChanged = value.length() > Labels.MAX_VALUE_LENGTH;
        for (int i = 0; i < value.length() && !isChanged; i++) {
            isChanged = Character.isSurrogate(value.charAt(i));
        }
        return isChanged;
    }

    /** Has an operation found again: its own, or the one that all share which are beyond a limit. */
    void keep(boolean isOwn, Labels labels, OperationTimer operation, Series ok, Series error) {
        series.keep(isOwn ? labels : other, operation, ok, error);
    }
}
