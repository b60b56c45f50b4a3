package io.quorumeter.promql.model;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Anything that gives series: a head in memory, blocks on disk, a fixture. Queries read it from several threads; an answer need not be one
 * moment's, but each series' samples are in order.
 */
public interface SeriesSource {
    /**
     * Returns the series that meet all conditions and may have samples in a time range. They are not in any order, and no two have the same
     * labels.
     *
     * @param from the first millisecond since 1970 that counts
     * @param to the last millisecond that counts
     */
    Collection<? extends Series> select(List<Matcher> matchers, long from, long to);

    /** Returns the names of the labels of all series that meet the conditions. */
    default SortedSet<String> labelNames(List<Matcher> matchers, long from, long to) {
        SortedSet<String> names = new TreeSet<>();
        for (Series series : select(matchers, from, to)) {
            Labels labels = series.labels();
            for (int i = 0; i < labels.size(); i++) {
                names.add(labels.name(i));
            }
        }
        return names;
    }

    /** Returns the values that a label has in the series that meet the conditions. */
    default SortedSet<String> labelValues(String label, List<Matcher> matchers, long from, long to) {
        SortedSet<String> values = new TreeSet<>();
        for (Series series : select(matchers, from, to)) {
            String value = series.labels().get(label);
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return values;
    }
}
