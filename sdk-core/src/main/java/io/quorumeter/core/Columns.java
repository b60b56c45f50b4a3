package io.quorumeter.core;

import io.quorumeter.Labels;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The labels and cells of a family's series, in the order of their declaration. Immutable to whoever holds one: a longer one may share
 * its arrays, but only writes behind its end. So adding a series costs the same however many there are.
 */
final class Columns {
    static final Columns EMPTY = new Columns(new Labels[0], new Object[0], 0, false);

    private final Labels[] labels;
    private final Object[] cells;
    private final int size;
    private final boolean scopes;
    private final List<Labels> list;

    private Columns(Labels[] labels, Object[] cells, int size, boolean scopes) {
        this.labels = labels;
        this.cells = cells;
        this.size = size;
        this.scopes = scopes;
        this.list = Collections.unmodifiableList(Arrays.asList(labels).subList(0, size));
    }

    int size() {
        return size;
    }

    /** Whether a series may end before the family does. */
    boolean hasScopes() {
        return scopes;
    }

    Object cell(int index) {
        return cells[index];
    }

    /** Always the same list for the same columns. */
    List<Labels> labels() {
        return list;
    }

    /** These and one more; to be called once for the longest columns of a family, under its lock. */
    Columns with(Labels more, Object cell, boolean scoped) {
        int capacity = size < labels.length ? labels.length : Math.max(4, 2 * size);
        Labels[] allLabels = capacity == labels.length ? labels : Arrays.copyOf(labels, capacity);
        Object[] allCells = capacity == cells.length ? cells : Arrays.copyOf(cells, capacity);
        allLabels[size] = more;
        allCells[size] = cell;
        return new Columns(allLabels, allCells, size + 1, scopes || scoped);
    }

    Columns without(Labels gone) {
        Columns rest = EMPTY;
        for (int i = 0; i < size; i++) {
            rest = labels[i].equals(gone) ? rest : rest.with(labels[i], cells[i], scopes);
        }
        return rest;
    }

    Columns only(Set<Labels> kept) {
        Columns rest = EMPTY;
        for (int i = 0; i < size; i++) {
            rest = kept.contains(labels[i]) ? rest.with(labels[i], cells[i], scopes) : rest;
        }
        return rest;
    }
}
