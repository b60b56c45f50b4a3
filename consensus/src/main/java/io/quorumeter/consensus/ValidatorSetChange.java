package io.quorumeter.consensus;

import java.util.List;

/**
 * A validator set and the view from which it is the current one. Votes of earlier views are still judged by the set
 * before it.
 *
 * @param epoch the number of the set, rising
 * @param firstView the first view of the set
 * @param keys a stable name of each validator, its public key in text; the position is the validator's index
 * @param powers the voting power of each validator, positive, in the same order
 * @param quorumPower the power that a certificate needs
 * @param ownIndex the index of this replica, −1 when it is not in the set
 */
public record ValidatorSetChange(
        long epoch, long firstView, List<String> keys, List<Long> powers, long quorumPower, int ownIndex) {
    /** How many sets may be announced ahead of their views; one after so many is refused. */
    public static final int MOST_AHEAD = 16;

    /**
     * Copies the lists and checks that they fit each other.
     *
     * @throws IllegalArgumentException when the lists differ in length, two validators have the same, not empty, key, or the own index is
     *     outside of the lists
     */
    public ValidatorSetChange {
        keys = Protocol.distinct(keys);
        powers = Protocol.copy("powers", powers);
        if (keys.size() != powers.size()) {
            throw new IllegalArgumentException(
                    "powers: " + powers.size() + " given for " + keys.size() + " validator keys");
        }
        if (ownIndex < -1 || ownIndex >= keys.size()) {
            throw new IllegalArgumentException(
                    "ownIndex: " + ownIndex + " is not in a set of " + keys.size() + " validators (-1 for none)");
        }
    }
}
