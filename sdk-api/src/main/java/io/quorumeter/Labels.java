package io.quorumeter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of label names with their values, sorted by name: the same pairs in any order are the same labels, and so the
 * same series. Equal by content; safe to share.
 *
 * <p>Label names are checked; a value may be any text up to {@value #MAX_VALUE_LENGTH} characters, because values often come from outside
 * the process and must not be able to do harm: a longer value is cut there and ends in {@code …}, so that two values with the same
 * beginning are one series, and half a surrogate pair becomes U+FFFD. Labels are ordered, by names and values in turn, for the sake of hash
 * maps only: these stay fast when an outsider chooses values with equal hash codes.
 */
public final class Labels implements Comparable<Labels> {
    /** The longest label value kept, in UTF-16 characters. */
    public static final int MAX_VALUE_LENGTH = 1024;

    private static final Labels EMPTY = new Labels(new String[0]);

    /** name, value, name, value … sorted by name. */
    private final String[] pairs;

    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    /** {@return no labels} */
    public static Labels of() {
        return EMPTY;
    }

    /**
     * Returns labels from names and values in turn: {@code Labels.of("component", "sync", "peer", "7")}.
     *
     * @param namesAndValues label names, of letters, digits and {@code _}, each followed by its value, any text
     * @return the labels
     * @throws MetricDeclarationException when the number of arguments is odd, a name is not legal, or a name comes twice
     */
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new MetricDeclarationException(
                    "labels " + printable(String.join(", ", namesAndValues)) + ": the last name has no value");
        }
        Labels labels = EMPTY;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels = labels.with(namesAndValues[i], namesAndValues[i + 1]);
        }
        return labels;
    }

    /**
     * Returns these labels and one more.
     *
     * @param name letters, digits and {@code _}, not starting with a digit or {@code __}
     * @param value any text; null is the empty one
     * @return the longer labels; this object does not change
     * @throws MetricDeclarationException when the name is not legal or is there already
     */
    public Labels with(String name, String value) {
        if (name == null || !MetricName.isLabel(name)) {
            throw new MetricDeclarationException(MetricDescriptor.illegalLabelName(name));
        }
        int at = 0;
        while (at < pairs.length && pairs[at].compareTo(name) < 0) {
            at += 2;
        }
        if (at < pairs.length && pairs[at].equals(name)) {
            throw new MetricDeclarationException("label '" + name + "' is given twice");
        }
        String[] longer = new String[pairs.length + 2];
        System.arraycopy(pairs, 0, longer, 0, at);
        longer[at] = name;
        longer[at + 1] = kept(value);
        System.arraycopy(pairs, at, longer, at + 2, pairs.length - at);
        return new Labels(longer);
    }

    /** {@return how many labels there are} */
    public int size() {
        return pairs.length / 2;
    }

    /**
     * Returns the name of a label.
     *
     * @param index 0 … {@link #size()}-1, in alphabetical order of the names
     * @return the name
     * @throws IndexOutOfBoundsException when there is no such index
     */
    public String name(int index) {
        return pairs[2 * index];
    }

    /**
     * Returns the value of a label.
     *
     * @param index 0 … {@link #size()}-1, in alphabetical order of the names
     * @return the value
     * @throws IndexOutOfBoundsException when there is no such index
     */
    public String value(int index) {
        return pairs[2 * index + 1];
    }

    /**
     * Looks a value up.
     *
     * @param name the label's name
     * @return its value, or null when the label is not there
     */
    public @Nullable String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    /** {@return the names, in alphabetical order} */
    public List<String> names() {
        List<String> names = new ArrayList<>(size());
        for (int i = 0; i < pairs.length; i += 2) {
            names.add(pairs[i]);
        }
        return List.copyOf(names);
    }

    /**
     * Visits the labels in alphabetical order of their names.
     *
     * @param consumer called with each name and value
     */
    public void forEach(BiConsumer<String, String> consumer) {
        for (int i = 0; i < pairs.length; i += 2) {
            consumer.accept(pairs[i], pairs[i + 1]);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Labels labels && hash == labels.hash && Arrays.equals(pairs, labels.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Compares the first pairs that differ, names before values; fewer labels come before the same ones and more. */
    @Override
    public int compareTo(Labels other) {
        return Arrays.compare(pairs, other.pairs);
    }

    /**
     * Returns the labels for messages, on one line: {@code {component="sync",peer="7"}}, empty for no labels. A quote or backslash in a
     * value has a backslash before it, a long value is cut.
     */
    @Override
    public String toString() {
        if (pairs.length == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("{");
        forEach((name, value) -> text.append(text.length() > 1 ? "," : "")
                .append(name)
                .append("=\"")
                .append(printable(value).replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"'));
        return text.append('}').toString();
    }

    /**
     * Returns a value as it is kept: cut to its bound, and with a replacement character for half a surrogate pair, which no encoder could
     * write. So two series that differ here differ in every format.
     */
    static String kept(@Nullable String value) {
        if (value == null) {
            return "";
        }
        String cut = value;
        if (value.length() > MAX_VALUE_LENGTH) {
            int end = MAX_VALUE_LENGTH - 1;
            cut = value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end) + "…";
        }
        if (cut.codePoints().noneMatch(Labels::isSurrogate)) {
            return cut;
        }
        StringBuilder whole = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> whole.appendCodePoint(isSurrogate(c) ? '\uFFFD' : c));
        return whole.toString();
    }

    /** Refuses a value of a declaration that would have to be changed; calls by name accept any value and change it. */
    static void checkValue(String family, String label, String value) {
        MetricDescriptor.checkGiven(family, "value of label '" + label + "'", value);
        if (value.length() > MAX_VALUE_LENGTH) {
            throw new MetricDeclarationException("family '" + printable(family) + "': the value of label '"
                    + printable(label) + "' has " + value.length() + " characters; shorten '" + printable(value)
                    + "' to " + MAX_VALUE_LENGTH);
        }
        if (!kept(value).equals(value)) {
            throw new MetricDeclarationException(
                    "family '" + printable(family) + "': the value of label '" + printable(label)
                            + "' holds half a surrogate pair, which no format can write: '" + printable(value) + "'");
        }
    }

    private static boolean isSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    /** Makes text from outside fit for a one-line message: at most 100 characters, without any that move or hide others. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(100).forEach(c -> printable.appendCodePoint(isPrintable(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > 100 ? printable + "…" : printable.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
