package io.quorumeter.health;

/** The health of a component, from the best level to the worst. */
public enum HealthLevel {
    /** The component does its work. */
    HEALTHY(1),
    /** The component does its work, but an operator should look at it soon. */
    WARNING(0.7),
    /** The component does part of its work, or will not do it for long; an operator has to act. */
    CRITICAL(0.3),
    /** The component does not do its work. */
    FAILING(0);

    private final double score;

    HealthLevel(double score) {
        this.score = score;
    }

    /**
     * Returns the level as a number to be averaged.
     *
     * @return 1 for healthy, 0.7, 0.3, and 0 for failing
     */
    public double score() {
        return score;
    }
}
