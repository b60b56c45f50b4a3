package io.quorumeter;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a family is, apart from its values. Immutable; checked when made, so a descriptor in hand is a legal one.
 *
 * @param name the family's name, letters, digits, {@code _} and {@code :}, not starting with a digit, up to 255 characters; in base
 *     units, and ending in {@code _total} for a counter and {@code _info} for an info; a state set's is a legal label name as well and
 *     states no unit
 * @param help one sentence for people; may be empty
 * @param type what the values mean
 * @param level how much detail this is
 * @param labelNames names of the labels that the series differ in, in the order of declaration; a state set's last is its own name
 */
public record MetricDescriptor(String name, String help, MetricType type, MetricLevel level, List<String> labelNames) {

    /** Suffixes that the text format gives to a histogram's own series, so that no family may end in them. */
    private static final String[] RESERVED_SUFFIXES = {"_bucket", "_sum", "_count", "_created"};

    private static final int MAX_NAME_LENGTH = 255;

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
        checkName(name, type);
        Set<String> seen = new HashSet<>();
        for (String label : labelNames) {
            checkLabel(name, type, label);
            if (!seen.add(label)) {
                throw new MetricDeclarationException("family '" + name + "': label '" + label + "' is declared twice");
            }
        }
        if (type == MetricType.STATE_SET && (labelNames.isEmpty() || !name.equals(last(labelNames)))) {
            throw new MetricDeclarationException(
                    "state set '" + name + "' must have a label of its own name, as its last");
        }
    }

    /** {@return the unit, which the name states} */
    public Unit unit() {
        return Unit.ofName(name);
    }

    /** Checks a family's name. */
    static void checkName(String name, MetricType type) {
        if (!isName(name, true)) {
            throw new MetricDeclarationException("family name '" + Labels.printable(name)
                    + "' is not legal; use letters, digits, '_' and ':' and do not start with a digit, up to "
                    + MAX_NAME_LENGTH + " characters");
        }
        switch (type) {
            case COUNTER -> checkEndsIn("_total", name, type);
            case INFO -> checkEndsIn("_info", name, type);
            case GAUGE, HISTOGRAM, SUMMARY -> checkNoTotal(name, type);
            case STATE_SET -> {
                checkNoTotal(name, type);
                checkStateSet(name);
            }
        }
        for (String suffix : RESERVED_SUFFIXES) {
            if (name.endsWith(suffix)) {
                throw new MetricDeclarationException(
                        "family '" + name + "' ends in '" + suffix + "', which the exposition formats give a meaning");
            }
        }
    }

    /** Checks one of a family's label names. */
    static void checkLabel(String family, MetricType type, String label) {
        if (!isLabelName(label)) {
            throw new MetricDeclarationException(
                    "family '" + Labels.printable(family) + "': " + illegalLabelName(label));
        }
        boolean distribution = type == MetricType.HISTOGRAM || type == MetricType.SUMMARY;
        if (distribution && (label.equals("le") || label.equals("quantile"))) {
            throw new MetricDeclarationException("family '" + Labels.printable(family) + "': label '" + label
                    + "' belongs to the exposition of distributions; choose another name");
        }
    }

    static boolean isLabelName(String label) {
        return isName(label, false) && !label.startsWith("__");
    }

    static String illegalLabelName(String label) {
        return "label name '" + Labels.printable(label)
                + "' is not legal; use letters, digits and '_', do not start with a digit or with '__', up to "
                + MAX_NAME_LENGTH + " characters";
    }

    private static void checkNoTotal(String name, MetricType type) {
        if (name.endsWith("_total")) {
            throw new MetricDeclarationException(
                    word(type) + " '" + name + "' ends in '_total', which is for counters");
        }
    }

    /** The name of a state set is the name of a label as well, and a state has no unit. */
    private static void checkStateSet(String name) {
        if (!isLabelName(name)) {
            throw new MetricDeclarationException("state set '" + name
                    + "' names a label as well; use letters, digits and '_', and do not start with '__'");
        }
        Unit unit = Unit.ofName(name);
        if (unit != Unit.NONE) {
            throw new MetricDeclarationException("state set '" + name + "' ends in '" + unit.suffix()
                    + "', but a state has no unit; name the state");
        }
    }

    private static void checkEndsIn(String suffix, String name, MetricType type) {
        if (!name.endsWith(suffix)) {
            throw new MetricDeclarationException(
                    word(type) + " '" + name + "' must end in '" + suffix + "'; call it '" + name + suffix + "'");
        }
    }

    private static String last(List<String> names) {
        return names.get(names.size() - 1);
    }

    private static String word(MetricType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static boolean isName(String text, boolean colons) {
        if (text.isEmpty() || text.length() > MAX_NAME_LENGTH) {
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
