package io.quorumeter;

/**
 * The unit of a family's values. It follows from the family's name, whose last word before {@code _total} is the unit, as
 * Prometheus' conventions ask; there is nothing to declare and nothing to contradict.
 */
public enum Unit {
    /** A count of things, or a number without a unit. */
    NONE(""),
    /** Seconds; a {@link Timer} takes nanoseconds and converts. */
    SECONDS("seconds"),
    /** Bytes. */
    BYTES("bytes"),
    /** A share from 0 to 1. */
    RATIO("ratio");

    private final String suffix;

    Unit(String suffix) {
        this.suffix = suffix;
    }

    /** {@return the last word of the names of families in this unit; empty for {@link #NONE}} */
    public String suffix() {
        return suffix;
    }

    /**
     * Reads the unit from a family's name.
     *
     * @param name a family's name, with or without {@code _total}
     * @return the unit that is its last word; {@link #NONE} when that is another word
     */
    public static Unit ofName(String name) {
        String base = name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
        for (Unit unit : values()) {
            if (unit != NONE && (base.endsWith("_" + unit.suffix) || base.equals(unit.suffix))) {
                return unit;
            }
        }
        return NONE;
    }
}
