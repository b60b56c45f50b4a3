package io.quorumeter.consensus;

import static java.util.Objects.requireNonNull;

import io.quorumeter.ValidatorSet;
import java.util.Objects;

/**
 * A validator set and the view from which it is the current one. Votes of earlier views are still judged by the set
 * before it.
 *
 * @param epoch the number of the set, rising
 * @param firstView the first view of the set
 * @param validators the set, with this replica's index in it; it stays open
 */
public record ValidatorSetChange(long epoch, long firstView, ValidatorSet validators) {
    /** How many sets may be announced ahead of their views; one after so many is refused. */
    public static final int MOST_AHEAD = 16;

    /**
     * Refuses null.
     *
     * @param epoch the number of the set, rising
     * @param firstView the first view of the set
     * @param validators the set, with this replica's index in it
     */
    public ValidatorSetChange {
        requireNonNull(validators, "validators");
    }

    /** {@return whether it is {@linkplain ValidatorSet#isSameAs the same set} from the same view on} */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof ValidatorSetChange that
                        && epoch == that.epoch
                        && firstView == that.firstView
                        && validators.isSameAs(that.validators));
    }

    @Override
    public int hashCode() {
        return Objects.hash(epoch, firstView);
    }
}
