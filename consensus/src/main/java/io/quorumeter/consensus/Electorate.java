package io.quorumeter.consensus;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The validators of the views from one on, and their voting powers. Immutable. */
final class Electorate {
    private final long epoch;
    private final long firstView;
    private final List<String> keys;
    private final long[] powers;
    private final long totalPower;
    private final long quorumPower;
    private final int ownIndex;
    private final @Nullable ValidatorSetChange announced;

    private Electorate(
            long epoch,
            long firstView,
            List<String> keys,
            long[] powers,
            long quorumPower,
            int ownIndex,
            @Nullable ValidatorSetChange announced) {
        this.epoch = epoch;
        this.firstView = firstView;
        this.keys = keys;
        this.powers = powers;
        this.totalPower = Arrays.stream(powers).sum();
        this.quorumPower = quorumPower;
        this.ownIndex = ownIndex;
        this.announced = announced;
    }

    /** The first set. */
    static Electorate of(Protocol protocol) {
        long[] powers = new long[protocol.replicas()];
        Arrays.setAll(powers, protocol::power);
        return new Electorate(0, 0, protocol.keys(), powers, protocol.quorumPower(), protocol.ownIndex(), null);
    }

    static Electorate of(ValidatorSetChange change) {
        long[] powers = change.powers().stream().mapToLong(Long::longValue).toArray();
        return new Electorate(
                change.epoch(),
                change.firstView(),
                change.keys(),
                powers,
                change.quorumPower(),
                change.ownIndex(),
                change);
    }

    /** Whether this is the set that was announced so. */
    boolean is(ValidatorSetChange change) {
        return change.equals(announced);
    }

    long epoch() {
        return epoch;
    }

    long firstView() {
        return firstView;
    }

    /** The validators' keys by index, none when the set was described without. */
    List<String> keys() {
        return keys;
    }

    int size() {
        return powers.length;
    }

    /** Which index each of these has in another set, by its key or, where one set has no keys, the same; −1 when it is not in it. */
    int[] indicesIn(Electorate other) {
        int[] indices = new int[size()];
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

    boolean contains(int validator) {
        return validator >= 0 && validator < powers.length;
    }

    /** 0 for one that is not in the set. */
    long power(int validator) {
        return contains(validator) ? powers[validator] : 0;
    }

    long totalPower() {
        return totalPower;
    }

    long quorumPower() {
        return quorumPower;
    }

    int ownIndex() {
        return ownIndex;
    }
}
