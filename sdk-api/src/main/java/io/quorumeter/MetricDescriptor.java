package io.quorumeter;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a family is, apart from its values. Immutable; checked when made, so a descriptor in hand is a legal one.
 *
 * @param name the family's name, letters, digits, {@code _} and {@code :}, not starting with a digit; in base units, and ending in
 *     {@code _total} for a counter and {@code _info} for an info
 * @param help one sentence for people; may be empty
 * @param type what the values mean
 * @param level how much detail this is
 * @param labelNames names of the labels that the series differ in, in the order of declaration
 */
public record MetricDescriptor(String name, String help, MetricType type, MetricLevel level, List<String> labelNames) {

    /** Suffixes that the text format gives to a histogram's own series, so that no family may end in them. */
    private static final List<String> RESERVED_SUFFIXES = List.of("_bucket", "_sum", "_count", "_created");

    /**
     * Checks everything.
     *
     * @param name the family's name
     * @param help one sentence for people
     * @param type what the values mean
     * @param level how much detail this is
     * @param labelNames names of the labels
     * @throws MetricDeclarationException naming what is wrong and what would be right
     */
    public MetricDescriptor {
        labelNames = List.copyOf(labelNames);
        checkName(name);
        checkSuffix(name, type);
        Set<String> seen = new HashSet<>();
        for (String label : labelNames) {
            checkLabelName(name, label);
            if (type == MetricType.HISTOGRAM && (label.equals("le") || label.equals("quantile"))) {
                throw new MetricDeclarationException("family '" + name + "': label '" + label
                        + "' belongs to the exposition of distributions; choose another name");
            }
            if (!seen.add(label)) {
                throw new MetricDeclarationException("family '" + name + "': label '" + label + "' is declared twice");
            }
        }
    }

    /** {@return the unit, which the name states} */
    public Unit unit() {
        return Unit.ofName(name);
    }

    private static void checkName(String name) {
        if (!isName(name, true)) {
            throw new MetricDeclarationException("family name '" + Labels.printable(name)
                    + "' is not legal; use letters, digits, '_' and ':' and do not start with a digit");
        }
    }

    private static void checkSuffix(String name, MetricType type) {
        switch (type) {
            case COUNTER ->
                require(
                        name.endsWith("_total"),
                        "counter '" + name + "' must end in '_total'; call it '" + name + "_total'");
            case INFO ->
                require(name.endsWith("_info"), "info '" + name + "' must end in '_info'; call it '" + name + "_info'");
            case GAUGE, HISTOGRAM ->
                require(
                        !name.endsWith("_total"),
                        type.name().toLowerCase(java.util.Locale.ROOT) + " '" + name
                                + "' ends in '_total', which is for counters");
        }
        for (String suffix : RESERVED_SUFFIXES) {
            require(
                    !name.endsWith(suffix),
                    "family '" + name + "' ends in '" + suffix + "', which the exposition formats give a meaning");
        }
    }

    static void checkLabelName(String family, String label) {
        if (!isName(label, false) || label.startsWith("__")) {
            throw new MetricDeclarationException("family '" + Labels.printable(family) + "': label name '"
                    + Labels.printable(label)
                    + "' is not legal; use letters, digits and '_', do not start with a digit or with '__'");
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new MetricDeclarationException(message);
        }
    }

    private static boolean isName(String text, boolean colons) {
        if (text.isEmpty() || text.length() > 255) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colons && c == ':');
            if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }
}
