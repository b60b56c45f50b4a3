package io.quorumeter.consensus.safety;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.ValidatorSetChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The validator set of the views from one on, or that of views whose set is not known. Immutable. */
final class Members {
    /** Of the views whose set is not known: none, from no view on. */
    static final Members NOBODY = new Members(new ValidatorSetChange(-1, Long.MAX_VALUE, ValidatorSet.ofSize(1)), 0);

    private final ValidatorSetChange set;
    private final ValidatorSet validators;
    private final int size;

    private Members(ValidatorSetChange set, int size) {
        this.set = set;
        this.validators = set.validators();
        this.size = size;
    }

    static Members of(ValidatorSetChange set) {
        return new Members(set, set.validators().size());
    }

    /** Whether this is the same set from the same view on. */
    boolean isSame(Members other) {
        return set.equals(other.set);
    }

    int size() {
        return size;
    }

    boolean contains(int validator) {
        return validator >= 0 && validator < size;
    }

    long epoch() {
        return set.epoch();
    }

    long firstView() {
        return set.firstView();
    }

    int ownIndex() {
        return validators.ownIndex();
    }

    long quorumPower() {
        return size == 0 ? 0 : validators.quorumPower();
    }

    long totalPower() {
        return validators.totalPower();
    }

    /** More power than the faulty may have together: among so many there is a correct one. */
    long beyondFaults() {
        return totalPower() - validators.quorumPower() + 1;
    }

    long power(int validator) {
        return validators.power(validator);
    }

    /** The power of those of the signers who are members. */
    long power(Signers signers) {
        long sum = 0;
        int end = Math.min(signers.highest() + 1, size);
        for (int validator = 0; validator < end; validator++) {
            sum += signers.contains(validator) ? power(validator) : 0;
        }
        return sum;
    }

    /** The stable name of a member, empty when none was told. */
    String key(int validator) {
        List<String> keys = validators.keys();
        return validator >= 0 && validator < keys.size() ? keys.get(validator) : "";
    }

    /** The index of each member by its {@link #identity}. */
    Map<String, Integer> indexes() {
        Map<String, Integer> indexes = new HashMap<>();
        for (int validator = 0; validator < size; validator++) {
            indexes.put(identity(validator), validator);
        }
        return indexes;
    }

    /** What to remember a member by over the sets: its key, else its position in this set. */
    String identity(int validator) {
        String key = key(validator);
        return key.isEmpty() ? epoch() + "#" + validator : key;
    }
}
