package io.quorumeter.core;

import io.quorumeter.core.event.EventBus;

/**
 * Chooses a share of what happens, and says how much each of those stands for. Both by chance: a share {@code p} is chosen, and each counts
 * for the whole number below or above {@code 1/p}, such that {@code 1/p} is the average. So the expectation of what is counted is exactly
 * what happened, whatever {@code p} is, and no pattern in time can fall in step with the choice.
 */
final class Sampler implements EventBus.Sample {
    private final RandomLanes random;
    private final long chosenBelow;
    private final long least;
    private final long moreBelow;

    /** Chooses a share above 0 and below 1. */
    Sampler(double share, RandomLanes random) {
        this.random = random;
        this.chosenBelow = (long) (share * 0x1p63);
        double each = 1 / share;
        this.least = (long) each;
        this.moreBelow = (long) ((each - Math.floor(each)) * 0x1p63);
    }

    @Override
    public boolean isChosen() {
        return random.next() < chosenBelow;
    }

    /** How many one that was chosen stands for; another number at each call. */
    @Override
    public long weight() {
        return random.next() < moreBelow ? least + 1 : least;
    }
}
