package io.quorumeter.network;

import java.util.Arrays;

/**
 * The validators of the network and their voting powers. Immutable.
 */
public final class Validators {
    private final long[] powers;
    private final int ownIndex;
    private final long total;

    private Validators(long[] powers, int ownIndex) {
        if (powers.length == 0 || Arrays.stream(powers).anyMatch(power -> power < 1)) {
            throw new IllegalArgumentException(
                    "powers: one positive power is needed for each of at least one validator");
        }
        if (ownIndex < -1 || ownIndex >= powers.length) {
            throw new IllegalArgumentException(
                    "ownIndex: " + ownIndex + " is not in a set of " + powers.length + " validators (-1 for none)");
        }
        this.powers = powers;
        this.ownIndex = ownIndex;
        long sum = 0;
        for (long power : powers) {
            sum += power;
            if (sum < 0) {
                throw new IllegalArgumentException("powers: their sum is above " + Long.MAX_VALUE);
            }
        }
        this.total = sum;
    }

    /**
     * Validators of equal power.
     *
     * @param count how many, at least 1
     * @param ownIndex which of them this node is, from 0; −1 for none
     * @return the set
     * @throws IllegalArgumentException when the count is not positive or the index is outside
     */
    public static Validators of(int count, int ownIndex) {
        long[] equal = new long[Math.max(count, 0)];
        Arrays.fill(equal, 1);
        return new Validators(equal, ownIndex);
    }

    /**
     * Validators by their powers.
     *
     * @param ownIndex which of them this node is, from 0; −1 for none
     * @param powers one positive power for each; copied
     * @return the set
     * @throws IllegalArgumentException when there is none, one is not positive, their sum overflows or the index is outside
     */
    public static Validators withPowers(int ownIndex, long... powers) {
        return new Validators(powers.clone(), ownIndex);
    }

    int size() {
        return powers.length;
    }

    int ownIndex() {
        return ownIndex;
    }

    long power(int validator) {
        return powers[validator];
    }

    long totalPower() {
        return total;
    }

    /** What a certificate needs: total − ⌊(total − 1) / 3⌋. */
    long quorumPower() {
        return total - (total - 1) / 3;
    }
}
