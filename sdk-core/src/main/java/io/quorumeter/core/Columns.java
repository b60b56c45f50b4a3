package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.core.column.SeriesLabels;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The labels and cells of a family's series, in the order of their declaration. Immutable to whoever holds one: a longer one may share
 * its arrays, but only writes behind its end. So adding a series costs the same however many there are.
 */
final class Columns {
    static final Columns EMPTY = new Columns(new Labels[0], new Object[0], new long[0], 0, false);

    private final Labels[] labels;
    private final Object[] cells;
    private final long[] createdMillis;
    private final int size;
    private final boolean ended;
    private final SeriesLabels list;

    private Columns(Labels[] labels, Object[] cells, long[] createdMillis, int size, boolean ended) {
        this.labels = labels;
        this.cells = cells;
        this.createdMillis = createdMillis;
        this.size = size;
        this.ended = ended;
        this.list = new SeriesLabels(labels, size);
    }

    int size() {
        return size;
    }

    /** Whether a series among these has ended. */
    boolean hasEnded() {
        return ended;
    }

    Object cell(int index) {
        return cells[index];
    }

    /** When each series was made, in Unix milliseconds; not to be changed, and possibly longer than there are series. */
    long[] createdMillis() {
        return createdMillis;
    }

    /** When the series was made, in Unix milliseconds. */
    long createdMillis(int index) {
        return createdMillis[index];
    }

    /** Always the same list for the same columns. */
    List<Labels> labels() {
        return list;
    }

    /** These and one more; to be called once for the longest columns of a family, under its lock. */
    Columns with(Labels more, Object cell, long created) {
        int capacity = size < labels.length ? labels.length : Math.max(4, 2 * size);
        boolean fits = capacity == labels.length;
        Labels[] allLabels = fits ? labels : Arrays.copyOf(labels, capacity);
        Object[] allCells = fits ? cells : Arrays.copyOf(cells, capacity);
        long[] allCreated = fits ? createdMillis : Arrays.copyOf(createdMillis, capacity);
        allLabels[size] = more;
        allCells[size] = cell;
        allCreated[size] = created;
        return new Columns(allLabels, allCells, allCreated, size + 1, ended);
    }

    /** These, of which one has ended. */
    Columns withEnded() {
        return ended ? this : new Columns(labels, cells, createdMillis, size, true);
    }

    /** Those of these that a test on labels and cell holds for, none of which has ended. */
    Columns only(BiPredicate<Labels, Object> kept) {
        Labels[] keptLabels = new Labels[size];
        Object[] keptCells = new Object[size];
        long[] keptCreated = new long[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (kept.test(labels[i], cells[i])) {
                keptLabels[count] = labels[i];
                keptCells[count] = cells[i];
                keptCreated[count++] = createdMillis[i];
            }
        }
        return new Columns(keptLabels, keptCells, keptCreated, count, false);
    }
}
