package io.quorumeter;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * Checks all components.
     *
     * @param name the family's name
     * @param help one sentence for people
     * @param type what the values mean
     * @param level how much detail this is
     * @param labelNames names of the labels
     * @throws MetricDeclarationException naming what is wrong and what would be right
     */
    public MetricDescriptor {
        checkGiven(name, "name", name);
        checkGiven(name, "help", help);
        checkGiven(name, "type", type);
        checkGiven(name, "level", level);
        checkGiven(name, "list of labels", labelNames);
        checkName(name, type);
        Set<String> seen = new HashSet<>();
        for (String label : labelNames) {
            checkLabel(name, type, label);
            if (!seen.add(label)) {
                throw new MetricDeclarationException("family '" + name + "': label '" + label + "' is declared twice");
            }
        }
        labelNames = List.copyOf(labelNames);
        if (type == MetricType.STATE_SET && (labelNames.isEmpty() || !name.equals(last(labelNames)))) {
            throw new MetricDeclarationException(
                    "state set '" + name + "' must have a label of its own name, as its last");
        }
    }

    /** {@return the unit, which the name states} */
    public Unit unit() {
        return Unit.ofName(name);
    }

    /** Refuses null where a declaration needs a value. */
    static void checkGiven(@Nullable String family, String what, @Nullable Object given) {
        if (given == null) {
            throw new MetricDeclarationException("family '" + Labels.printable(String.valueOf(family)) + "': the "
                    + what + " is null; give one, or leave out the call that gives it");
        }
    }

    /** Checks a family's name. */
    static void checkName(String name, MetricType type) {
        String fault = fault(name, type);
        if (fault != null) {
            String instead = MetricName.of(type, Unit.NONE, name);
            throw new MetricDeclarationException(
                    fault + MetricName.conversion(name, instead) + "; call it '" + Labels.printable(instead) + "'");
        }
    }

    /** Returns what is wrong with a family's name; null when it is legal. */
    static @Nullable String fault(String name, MetricType type) {
        if (!MetricName.isFamily(name)) {
            return "family name '" + Labels.printable(name)
                    + "' is not legal; use letters, digits, '_' and ':' and do not start with a digit, up to "
                    + MetricName.MAX_LENGTH + " characters";
        }
        String ofItsType = switch (type) {
            case COUNTER -> endsIn("_total", name, type);
            case INFO -> endsIn("_info", name, type);
            case GAUGE, HISTOGRAM, SUMMARY -> noTotal(name, type);
            case STATE_SET -> {
                String total = noTotal(name, type);
                yield total != null ? total : faultOfStateSet(name);
            }
        };
        if (ofItsType != null) {
            return ofItsType;
        }
        String ofTheFormat = MetricName.suffixOfTheFormat(name);
        if (ofTheFormat != null) {
            return "family '" + name + "' ends in '" + ofTheFormat + "', which the exposition formats give a meaning";
        }
        String scaled = MetricName.scaledUnit(name);
        return scaled == null ? null : word(type) + " '" + name + "' is in '" + scaled + "', which is no base unit";
    }

    /** Checks one of a family's label names. */
    static void checkLabel(String family, MetricType type, String label) {
        checkGiven(family, "name of a label", label);
        if (!MetricName.isLabel(label)) {
            throw new MetricDeclarationException(
                    "family '" + Labels.printable(family) + "': " + illegalLabelName(label));
        }
        boolean distribution = type == MetricType.HISTOGRAM || type == MetricType.SUMMARY;
        if (distribution && (label.equals("le") || label.equals("quantile"))) {
            throw new MetricDeclarationException("family '" + Labels.printable(family) + "': label '" + label
                    + "' belongs to the exposition of distributions; call it '"
                    + (label.equals("le") ? "limit" : "share") + "'");
        }
    }

    static String illegalLabelName(@Nullable String label) {
        if (label == null) {
            return "the name of a label is null; write one, as in 'peer'";
        }
        return "label name '" + Labels.printable(label)
                + "' is not legal; use letters, digits and '_', do not start with a digit or with '__', up to "
                + MetricName.MAX_LENGTH + " characters; call it '" + Labels.printable(MetricName.ofLabel(label)) + "'";
    }

    private static @Nullable String noTotal(String name, MetricType type) {
        return name.endsWith("_total") ? word(type) + " '" + name + "' ends in '_total', which is for counters" : null;
    }

    /** Returns what is wrong with a state set's name, which is the name of a label as well and has no unit; null when it is legal. */
    private static @Nullable String faultOfStateSet(String name) {
        if (!MetricName.isLabel(name)) {
            return "state set '" + name
                    + "' names a label as well; use letters, digits and '_', and do not start with '__'";
        }
        Unit unit = Unit.ofName(name);
        return unit == Unit.NONE
                ? null
                : "state set '" + name + "' ends in '" + unit.suffix() + "', but a state has no unit";
    }

    private static @Nullable String endsIn(String suffix, String name, MetricType type) {
        return name.endsWith(suffix) ? null : word(type) + " '" + name + "' must end in '" + suffix + "'";
    }

    private static String last(List<String> names) {
        return names.get(names.size() - 1);
    }

    private static String word(MetricType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
