package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.ValidatorSetChange;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The validator set of the views from one on, and what its members sign with. Immutable. */
final class Members {
    /** Of the views whose set is not known: none, from no view on. */
    static final Members NOBODY = new Members(-1, Long.MAX_VALUE, new long[0], 0, List.of(), -1);

    private final long epoch;
    private final long firstView;
    private final long[] powers;
    private final long totalPower;
    private final long quorumPower;
    private final List<String> keys;
    private final int ownIndex;

    private Members(long epoch, long firstView, long[] powers, long quorumPower, List<String> keys, int ownIndex) {
        this.epoch = epoch;
        this.firstView = firstView;
        this.powers = powers;
        this.totalPower = Arrays.stream(powers).sum();
        this.quorumPower = quorumPower;
        this.keys = keys;
        this.ownIndex = ownIndex;
    }

    static Members of(Protocol protocol) {
        long[] powers = new long[protocol.replicas()];
        Arrays.setAll(powers, protocol::power);
        return new Members(0, 0, powers, protocol.quorumPower(), protocol.keys(), protocol.ownIndex());
    }

    static Members of(ValidatorSetChange change) {
        long[] powers = change.powers().stream().mapToLong(Long::longValue).toArray();
        return new Members(
                change.epoch(), change.firstView(), powers, change.quorumPower(), change.keys(), change.ownIndex());
    }

    /** Whether this is the same set from the same view on. */
    boolean isSame(Members other) {
        return epoch == other.epoch
                && firstView == other.firstView
                && quorumPower == other.quorumPower
                && ownIndex == other.ownIndex
                && Arrays.equals(powers, other.powers)
                && keys.equals(other.keys);
    }

    int size() {
        return powers.length;
    }

    boolean contains(int validator) {
        return validator >= 0 && validator < powers.length;
    }

    long epoch() {
        return epoch;
    }

    long firstView() {
        return firstView;
    }

    int ownIndex() {
        return ownIndex;
    }

    long quorumPower() {
        return quorumPower;
    }

    long totalPower() {
        return totalPower;
    }

    /** More power than the faulty may have together: among so many there is a correct one. */
    long beyondFaults() {
        return totalPower - quorumPower + 1;
    }

    long power(int validator) {
        return powers[validator];
    }

    /** The power of those of the signers who are members. */
    long power(Signers signers) {
        long sum = 0;
        int end = Math.min(signers.highest() + 1, powers.length);
        for (int validator = 0; validator < end; validator++) {
            if (signers.contains(validator)) {
                sum += powers[validator];
            }
        }
        return sum;
    }

    /** The stable name of a member, empty when none was told. */
    String key(int validator) {
        return validator >= 0 && validator < keys.size() ? keys.get(validator) : "";
    }

    /** The index of each member by its {@link #identity}. */
    Map<String, Integer> indexes() {
        Map<String, Integer> indexes = new HashMap<>();
        for (int validator = 0; validator < powers.length; validator++) {
            indexes.put(identity(validator), validator);
        }
        return indexes;
    }

    /** What to remember a member by over the sets: its key, else its position in this set. */
    String identity(int validator) {
        String key = key(validator);
        return key.isEmpty() ? epoch + "#" + validator : key;
    }
}
