package io.quorumeter;

/** How much detail a family is. A collector keeps the families up to its own level; one above it costs nothing. */
public enum MetricLevel {
    /** What no operator can do without; always kept. */
    ESSENTIAL,
    /** What explains a slow or unhealthy node; kept by default. */
    STANDARD,
    /** Everything per validator or per peer, and diagnostics; kept on request. */
    DETAILED;

    /**
     * Returns whether a collector of this level keeps a family.
     *
     * @param family the family's level
     * @return true when it is this level or one before it
     */
    public boolean includes(MetricLevel family) {
        return family.compareTo(this) <= 0;
    }
}
