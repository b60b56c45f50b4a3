package io.quorumeter.health;

/** How something is, from the best to the worst. */
public enum HealthLevel {
    /** It does its work. */
    HEALTHY(1),
    /** It does its work, and somebody should look at it soon. */
    WARNING(0.7),
    /** It does part of its work, or will not for long; somebody has to act. */
    CRITICAL(0.3),
    /** It does not do its work. */
    FAILING(0);

    private final double score;

    HealthLevel(double score) {
        this.score = score;
    }

    /**
     * The level as a number to be averaged.
     *
     * @return 1 for healthy, 0.7, 0.3, and 0 for failing
     */
    public double score() {
        return score;
    }
}
