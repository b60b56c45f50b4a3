package io.quorumeter.consensus;

/**
 * Who of one validator set was seen voting in its last certified views. What votes and certificates tell is kept in bits; what it
 * adds up to is computed when somebody asks. Lock-free; safe from any thread.
 */
final class Participation {
    /** Certified views that "lately" means. */
    static final int WINDOW = 100;

    private final Electorate set;
    private final VoteWindow window;

    Participation(Electorate set) {
        this.set = set;
        this.window = new VoteWindow(set.size());
    }

    /** A vote of this validator, one of the set, in this view was seen. */
    void voted(int validator, long view) {
        window.voted(validator, view);
    }

    /** A block of this view was certified by these validators. */
    void certified(long view, Signers signers) {
        window.certified(view, signers);
    }

    /** These validators voted in this view, in either phase. */
    void signed(long view, Signers signers) {
        window.voted(view, signers);
    }

    /** Share of the last {@value #WINDOW} certified views in which the validator was seen voting; 1 while there is none. */
    double share(int validator) {
        return window.participation(validator, WINDOW);
    }

    double powerRatio() {
        long[] seen = window.seen(WINDOW);
        long power = 0;
        for (int validator = 0; validator < set.size(); validator++) {
            power += isIn(seen, validator) ? set.power(validator) : 0;
        }
        return set.totalPower() <= 0 ? 0 : (double) power / set.totalPower();
    }

    int missing() {
        long[] seen = window.seen(WINDOW);
        int missing = 0;
        for (int validator = 0; validator < set.size(); validator++) {
            missing += isIn(seen, validator) ? 0 : 1;
        }
        return missing;
    }

    private static boolean isIn(long[] bits, int validator) {
        return (bits[validator >> 6] & 1L << validator) != 0;
    }
}
