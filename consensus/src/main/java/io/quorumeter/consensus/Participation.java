package io.quorumeter.consensus;

import java.util.Arrays;
import java.util.List;

/**
 * One validator set, and who of it was seen voting in its last certified views. What votes and certificates tell is kept in bits; what it
 * adds up to is computed when somebody asks. Lock-free; safe from any thread.
 */
final class Participation {
    /** Certified views that "lately" means. */
    static final int WINDOW = 100;

    private final long[] powers;
    private final long totalPower;
    private final long firstView;
    private final int ownIndex;
    private final VoteWindow window;

    Participation(long[] powers, long firstView, int ownIndex) {
        this.powers = powers;
        this.totalPower = Arrays.stream(powers).sum();
        this.firstView = firstView;
        this.ownIndex = ownIndex;
        this.window = new VoteWindow(powers.length);
    }

    static Participation of(Protocol protocol) {
        long[] powers = new long[protocol.replicas()];
        Arrays.setAll(powers, protocol::power);
        return new Participation(powers, 0, protocol.ownIndex());
    }

    static Participation of(ValidatorSetChange change) {
        List<Long> powers = change.powers();
        return new Participation(
                powers.stream().mapToLong(Long::longValue).toArray(), change.firstView(), change.ownIndex());
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
        return totalPower;
    }

    long firstView() {
        return firstView;
    }

    boolean isMember(int validator) {
        return validator >= 0 && validator < powers.length;
    }

    /** A vote of this validator in this view was seen; of an unknown validator or an earlier set it is none of ours. */
    void voted(int validator, long view) {
        if (isMember(validator) && view >= firstView) {
            window.voted(validator, view);
        }
    }

    /** A block of this view was certified by these validators. */
    void certified(long view, Signers signers) {
        if (view >= firstView) {
            window.certified(view, signers);
        }
    }

    /** These validators voted in this view, in either phase. */
    void signed(long view, Signers signers) {
        if (view >= firstView) {
            window.voted(view, signers);
        }
    }

    /** Share of the last {@value #WINDOW} certified views in which the validator was seen voting; 1 while there is none. */
    double share(int validator) {
        return window.participation(validator, WINDOW);
    }

    double powerRatio() {
        long[] seen = window.seen(WINDOW);
        long power = 0;
        for (int validator = 0; validator < powers.length; validator++) {
            power += isIn(seen, validator) ? powers[validator] : 0;
        }
        return totalPower <= 0 ? 0 : (double) power / totalPower;
    }

    int missing() {
        long[] seen = window.seen(WINDOW);
        int missing = 0;
        for (int validator = 0; validator < powers.length; validator++) {
            missing += isIn(seen, validator) ? 0 : 1;
        }
        return missing;
    }

    private static boolean isIn(long[] bits, int validator) {
        return (bits[validator >> 6] & 1L << validator) != 0;
    }
}
