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
     * {@return the series that meet all conditions and may have samples in a time range} They are not in any order, and no two have the
     * same labels.
     *
     * @param matchers the conditions on the labels, {@code __name__} among them
     * @param from the first millisecond since 1970 that counts
     * @param to the last millisecond that counts
     */
    Collection<? extends Series> select(List<Matcher> matchers, long from, long to);

    /**
     * {@return the names of the labels of all series that meet the conditions}
     *
     * @param matchers the conditions on the labels
     * @param from the first millisecond since 1970 that counts
     * @param to the last millisecond that counts
     */
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

    /**
     * {@return the values that a label has in the series that meet the conditions}
     *
     * @param label the label's name
     * @param matchers the conditions on the labels
     * @param from the first millisecond since 1970 that counts
     * @param to the last millisecond that counts
     */
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
