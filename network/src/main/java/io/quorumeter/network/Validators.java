package io.quorumeter.network;

import io.quorumeter.ValidatorSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The validators of the network, their voting powers and, where they are told, their keys. Immutable.
 */
public final class Validators {
    private final List<String> keys;
    private final long[] powers;
    private final int ownIndex;
    private final long total;
    private final long quorum;

    private Validators(List<String> keys, long[] powers, int ownIndex) {
        this(keys, powers, ownIndex, 0);
    }

    /** With what a quorum needs; 0 for what a Byzantine one does. */
    private Validators(List<String> keys, long[] powers, int ownIndex, long quorum) {
        if (powers.length == 0 || Arrays.stream(powers).anyMatch(power -> power < 1)) {
            throw new IllegalArgumentException(
                    "powers: one positive power is needed for each of at least one validator");
        }
        if (ownIndex < -1 || ownIndex >= powers.length) {
            throw new IllegalArgumentException(
                    "ownIndex: " + ownIndex + " is not in a set of " + powers.length + " validators (-1 for none)");
        }
        this.keys = keys;
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
        this.quorum = quorum == 0 ? total - (total - 1) / 3 : quorum;
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
        return new Validators(List.of(), equal, ownIndex);
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
        return new Validators(List.of(), powers.clone(), ownIndex);
    }

    /**
     * Validators by their powers and keys. By its key one is recognised in the {@linkplain NetworkMetrics#validators next set}, and shown,
     * as {@link ValidatorSet#ofKeys} says.
     *
     * @param ownIndex which of them this node is, from 0; −1 for none
     * @param keys a stable name of each, its public key in text
     * @param powers one positive power for each; copied
     * @return the set
     * @throws IllegalArgumentException when there is none, one power is not positive, their sum overflows, the index is outside,
     *     or there are
     *     not as many keys as powers
     */
    public static Validators withKeys(int ownIndex, List<String> keys, long... powers) {
        if (keys.size() != powers.length) {
            throw new IllegalArgumentException(
                    "powers: " + powers.length + " given for " + keys.size() + " validator keys");
        }
        return new Validators(List.copyOf(keys), powers.clone(), ownIndex);
    }

    /**
     * The same validators in a protocol whose quorums need another voting power than total − ⌊(total − 1) / 3⌋, which tolerates Byzantine
     * validators: ⌊total / 2⌋ + 1 in one that tolerates crashes only.
     *
     * @param power how much is needed to go on, from 1 to the total power
     * @return a new set
     * @throws IllegalArgumentException when it is outside that range
     */
    public Validators quorumPower(long power) {
        if (power < 1 || power > total) {
            throw new IllegalArgumentException(
                    "quorumPower: " + power + " is not from 1 to " + total + ", the total power");
        }
        return new Validators(keys, powers, ownIndex, power);
    }

    /** The scope of a family's series, one for each. */
    ValidatorSet names() {
        return keys.isEmpty() ? ValidatorSet.ofSize(powers.length) : ValidatorSet.ofKeys(keys);
    }

    /** Which index each of these has in another set, by its key or, where one set has no keys, the same; −1 when it is not in it. */
    int[] indicesIn(Validators other) {
        int[] indices = new int[powers.length];
        if (keys.isEmpty() || other.keys.isEmpty()) {
            Arrays.setAll(indices, index -> index < other.size() ? index : -1);
        } else {
            Map<String, Integer> known = new HashMap<>();
            for (int i = 0; i < other.size(); i++) {
                known.put(other.keys.get(i), i);
            }
            Arrays.setAll(indices, index -> known.getOrDefault(keys.get(index), -1));
        }
        return indices;
    }

    /** Whether a name that some validator has here was another one's in the set before, so that series must not go on. */
    boolean takesANameFrom(Validators before) {
        ValidatorSet names = names();
        ValidatorSet namesBefore = before.names();
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            known.put(namesBefore.name(i), i);
        }
        int[] indices = indicesIn(before);
        return IntStream.range(0, size())
                .anyMatch(index -> known.getOrDefault(names.name(index), indices[index]) != indices[index]);
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

    /** What is needed to go on. */
    long quorumPower() {
        return quorum;
    }
}
