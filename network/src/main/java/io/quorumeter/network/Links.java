package io.quorumeter.network;

import io.quorumeter.ValidatorSet;
import java.util.Arrays;

/**
 * Who is connected at one moment: open connections of each validator and direction, in the last row those of all who are none; and how
 * many more or fewer peers a direction has than that, by a count that was told. Immutable.
 */
final class Links {
    private static final int DIRECTIONS = ConnectionDirection.values().length;

    private final ValidatorSet validators;
    private final int[] open;
    private final int[] uncounted;

    /** When the last connection of each validator ended, or since when it is missed. */
    private final long[] gone;

    /** Which validators have been connected. */
    private final boolean[] seen;

    private Links(ValidatorSet validators, int[] open, int[] uncounted, long[] gone, boolean[] seen) {
        this.validators = validators;
        this.open = open;
        this.uncounted = uncounted;
        this.gone = gone;
        this.seen = seen;
    }

    static Links none(ValidatorSet validators, long now) {
        long[] gone = new long[validators.size()];
        Arrays.fill(gone, now);
        int[] open = new int[(validators.size() + 1) * DIRECTIONS];
        return new Links(validators, open, new int[DIRECTIONS], gone, new boolean[validators.size()]);
    }

    /** With one connection more; the same when the direction, as in all that follows, is null. */
    Links with(int validator, ConnectionDirection direction) {
        if (direction == null) {
            return this;
        }
        Links more = changed(place(validator, direction), 1);
        if (validators.contains(validator)) {
            more.seen[validator] = true;
        }
        return more;
    }

    /** With one connection fewer, which ended now; the same when there is none. */
    Links without(int validator, ConnectionDirection direction, long now) {
        if (direction == null) {
            return this;
        }
        int place = place(validator, direction);
        if (open[place] == 0) {
            return this;
        }
        Links fewer = changed(place, -1);
        if (validators.contains(validator) && !fewer.isConnected(validator)) {
            fewer.gone[validator] = now;
        }
        return fewer;
    }

    /** With so many peers in this direction, whatever is known of them. */
    Links counting(ConnectionDirection direction, int peers) {
        if (direction == null) {
            return this;
        }
        int[] more = uncounted.clone();
        more[direction.ordinal()] = peers - known(direction);
        return new Links(validators, open, more, gone, seen);
    }

    /** The same connections by the indices of another set; those of validators that are not in it are of peers that are none. */
    Links of(ValidatorSet next, long now) {
        Links changed = none(next, now);
        int[] indices = validators.indicesIn(next);
        for (ConnectionDirection direction : ConnectionDirection.values()) {
            changed.open[changed.place(-1, direction)] = open[place(-1, direction)];
            for (int i = 0; i < indices.length; i++) {
                changed.open[changed.place(indices[i], direction)] += open[place(i, direction)];
                if (indices[i] >= 0) {
                    changed.gone[indices[i]] = gone[i];
                    changed.seen[indices[i]] = seen[i];
                }
            }
        }
        return new Links(next, changed.open, uncounted, changed.gone, changed.seen);
    }

    ValidatorSet validators() {
        return validators;
    }

    boolean isConnected(int validator) {
        for (ConnectionDirection direction : ConnectionDirection.values()) {
            if (open[place(validator, direction)] > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether this validator is known to be cut off: not this node, nor perhaps one of the peers of whom only the number is known. */
    boolean isGone(int validator) {
        return validator < gone.length
                && validator != validators.ownIndex()
                && !isConnected(validator)
                && Arrays.stream(uncounted).sum() <= 0;
    }

    /** For how long, in nanoseconds; 0 for one that is not. */
    long goneNanos(int validator, long now) {
        return isGone(validator) ? Math.max(now - gone[validator], 0) : 0;
    }

    /** The same for one that was connected before. */
    long lostNanos(int validator, long now) {
        return validator < seen.length && seen[validator] ? goneNanos(validator, now) : 0;
    }

    /** Validators that are not connected, this node aside, and no uncounted peer stands for. */
    int unreached() {
        int unreached = -Arrays.stream(uncounted).sum();
        for (int validator = 0; validator < validators.size(); validator++) {
            unreached += validator == validators.ownIndex() || isConnected(validator) ? 0 : 1;
        }
        return Math.max(unreached, 0);
    }

    int peers(ConnectionDirection direction) {
        return Math.max(known(direction) + uncounted[direction.ordinal()], 0);
    }

    /** Of the connected validators and this one; uncounted peers have an average validator's power. */
    long power() {
        long power = 0;
        for (int validator = 0; validator < validators.size(); validator++) {
            if (validator == validators.ownIndex() || isConnected(validator)) {
                power += validators.power(validator);
            }
        }
        int more = Arrays.stream(uncounted).sum();
        if (more == 0) {
            return power;
        }
        double average = (double) validators.totalPower() / validators.size();
        return (long) Math.max(Math.min(power + more * average, (double) validators.totalPower()), 0);
    }

    private int known(ConnectionDirection direction) {
        int peers = open[place(-1, direction)];
        for (int validator = 0; validator < validators.size(); validator++) {
            peers += Math.min(open[place(validator, direction)], 1);
        }
        return peers;
    }

    private Links changed(int place, int by) {
        int[] now = open.clone();
        now[place] += by;
        return new Links(validators, now, uncounted, gone.clone(), seen.clone());
    }

    private int place(int validator, ConnectionDirection direction) {
        int row = validators.contains(validator) ? validator : validators.size();
        return row * DIRECTIONS + direction.ordinal();
    }
}
