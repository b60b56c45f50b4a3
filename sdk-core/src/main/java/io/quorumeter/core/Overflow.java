package io.quorumeter.core;

import io.quorumeter.Counter;
import io.quorumeter.Labels;
import io.quorumeter.OperationTimer;
import io.quorumeter.core.Family.Series;
import io.quorumeter.spi.FamilyDeclaration.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls by name go that would need one series more than their family may have. Whether one does is asked of the family each
 * time, without a lock and without an object, so a place that becomes free is used at once. Only the raw values are looked for: one
 * that would have to be changed to be kept is not found, and goes here too.
 */
final class Overflow {
    private static final String RESULT = "result";

    private final Family family;
    private final SeriesIndex index;
    private final Series shared;
    private final Object instrument;
    private final Counter dropped;
    private final boolean isOperation;
    private final long bytes;

    /** To the shared series that an instrument writes to; of an operation, to that of its successes and its like. */
    Overflow(Family family, Series shared, Object instrument, Counter dropped) {
        this.family = family;
        this.index = family.index();
        this.shared = shared;
        this.instrument = instrument;
        this.dropped = dropped;
        this.isOperation = instrument instanceof OperationTimer;
        Kind kind = family.declaration().kind();
        this.bytes = SeriesBytes.of(kind, shared.labels().size()) + (isOperation ? "ok".length() : 0);
    }

    Object instrument() {
        return instrument;
    }

    /** Whether a call with these values goes here; then it is counted. */
    boolean takes(
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        if (!family.isFullFor(bytes + SeriesBytes.of(v1) + SeriesBytes.of(v2) + SeriesBytes.of(v3))) {
            return false;
        }
        boolean there = isOperation
                ? index.has(l1, v1, l2, v2, l3, v3, RESULT, "ok") || index.has(l1, v1, l2, v2, l3, v3, RESULT, "error")
                : index.has(l1, v1, l2, v2, l3, v3, null, null);
        return !there && count();
    }

    /** Whether a call with these labels goes here; then it is counted. */
    boolean takes(Labels labels) {
        long all = bytes;
        for (int i = 0; i < labels.size(); i++) {
            if (shared.labels().get(labels.name(i)) == null) {
                return false; // not a series of the family, which is to be refused
            }
            all += SeriesBytes.of(labels.value(i));
        }
        if (labels.size() + (isOperation ? 1 : 0) != shared.labels().size() || !family.isFullFor(all)) {
            return false;
        }
        boolean there = isOperation
                ? index.has(labels, RESULT, "ok") || index.has(labels, RESULT, "error")
                : index.has(labels, null, null);
        return !there && count();
    }

    private boolean count() {
        dropped.increment(isOperation ? 2 : 1);
        return true;
    }
}
