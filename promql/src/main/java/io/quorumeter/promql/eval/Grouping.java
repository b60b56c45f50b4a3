package io.quorumeter.promql.eval;

import io.quorumeter.promql.model.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which labels make a group or a match.
 *
 * @param only whether these alone count; otherwise all but these and the metric's name
 */
record Grouping(boolean only, Set<String> labels) {
    static Grouping of(boolean only, Collection<String> labels) {
        return new Grouping(only, new HashSet<>(labels));
    }

    Labels key(Labels all) {
        return only
                ? all.filter(labels::contains)
                : all.filter(name -> !name.equals(Labels.NAME) && !labels.contains(name));
    }

    /** Returns the rows by key, in the order of each key's first row. */
    Map<Labels, List<Row>> split(Rows rows) {
        Map<Labels, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows.list()) {
            groups.computeIfAbsent(key(row.labels), key -> new ArrayList<>()).add(row);
        }
        return groups;
    }
}
