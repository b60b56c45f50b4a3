package io.quorumeter.promql.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The labels of a series, ordered by name, the metric's name among them as {@code __name__}. No value is empty. */
public final class Labels implements Comparable<Labels> {
    /** The label that has the metric's name. */
    public static final String NAME = "__name__";

    /** No labels at all. */
    public static final Labels EMPTY = new Labels(new String[0]);

    /** Names and values in turn. */
    private final String[] pairs;

    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    /**
     * {@return labels of names and values in turn; empty values are left out, and of equal names the last one counts}
     *
     * @param namesAndValues a name, its value, the next name and so on, in any order
     * @throws IllegalArgumentException if a value is missing
     */
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "a value is missing for label " + namesAndValues[namesAndValues.length - 1]);
        }
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return of(labels);
    }

    /**
     * {@return labels by name; empty values are left out}
     *
     * @param labels the value of each name
     */
    public static Labels of(Map<String, String> labels) {
        String[] pairs = new String[2 * labels.size()];
        int length = 0;
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            if (!label.getValue().isEmpty()) {
                pairs[length++] = label.getKey();
                pairs[length++] = label.getValue();
            }
        }
        return length == 0 ? EMPTY : new Labels(Arrays.copyOf(pairs, length));
    }

    /** {@return the value of each name, in the order of the names; a copy} */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** {@return how many labels there are} */
    public int size() {
        return pairs.length / 2;
    }

    /**
     * {@return the name of a label}
     *
     * @param index the label's index in order of names, from 0 to {@link #size()} − 1
     */
    public String name(int index) {
        return pairs[2 * index];
    }

    /**
     * {@return the value of a label}
     *
     * @param index the label's index in order of names, from 0 to {@link #size()} − 1
     */
    public String value(int index) {
        return pairs[2 * index + 1];
    }

    /**
     * {@return a label's value, empty if there is no such label}
     *
     * @param name the label's name
     */
    public String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    /**
     * {@return the labels whose names are accepted}
     *
     * @param names accepts the names of the labels to keep
     */
    public Labels filter(Predicate<String> names) {
        String[] kept = new String[pairs.length];
        int length = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (names.test(pairs[i])) {
                kept[length++] = pairs[i];
                kept[length++] = pairs[i + 1];
            }
        }
        return length == pairs.length ? this : length == 0 ? EMPTY : new Labels(Arrays.copyOf(kept, length));
    }

    /** {@return the labels without the metric's name} */
    public Labels withoutName() {
        return filter(name -> !name.equals(NAME));
    }

    /**
     * {@return the labels with one set, or without it if the value is empty}
     *
     * @param name the label's name
     * @param value the label's value, empty to remove the label
     */
    public Labels with(String name, String value) {
        int at = 0;
        while (at < pairs.length && pairs[at].compareTo(name) < 0) {
            at += 2;
        }
        int after = at < pairs.length && pairs[at].equals(name) ? at + 2 : at;
        int added = value.isEmpty() ? 0 : 2;
        String[] changed = Arrays.copyOf(pairs, at + added + pairs.length - after);
        if (added > 0) {
            changed[at] = name;
            changed[at + 1] = value;
        }
        System.arraycopy(pairs, after, changed, at + added, pairs.length - after);
        return new Labels(changed);
    }

    /** Compares label by label: the name first, then the value; a prefix comes first. */
    @Override
    public int compareTo(Labels other) {
        return Arrays.compare(pairs, other.pairs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels labels && hash == labels.hash && Arrays.equals(pairs, labels.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Returns the labels as Prometheus writes a series: {@code name{label="value"}}, and {@code {}} for none. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(get(NAME));
        int head = out.length();
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i].equals(NAME)) {
                out.append(out.length() == head ? "{" : ", ")
                        .append(pairs[i])
                        .append('=')
                        .append(Quoting.quote(pairs[i + 1]));
            }
        }
        return out.length() > head ? out.append('}').toString() : head > 0 ? out.toString() : "{}";
    }
}
