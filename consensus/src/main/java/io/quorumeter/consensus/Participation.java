package io.quorumeter.consensus;

import io.quorumeter.ValidatorSet;
import java.time.Duration;

/**
 * Who of one validator set was seen voting in its last {@value #WINDOW} certified views, of the last 30 s. What votes and certificates tell
 * is kept in bits; what it adds up to is computed when somebody asks. Lock-free; safe from any thread.
 */
final class Participation {
    /** Certified views that "lately" means. */
    static final int WINDOW = 100;

    /** How old these may be: certified views come slowly exactly when something is wrong. */
    static final Duration MOST_AGE = Duration.ofSeconds(30);

    private final ValidatorSet set;
    private final UnixClock clock;
    private final BindingFaults faults;
    private final VoteWindow window;

    Participation(ValidatorSet set, UnixClock clock, BindingFaults faults) {
        this.set = set;
        this.clock = clock;
        this.faults = faults;
        this.window = new VoteWindow(set.size());
    }

    /** A vote of this validator, one of the set, in this view was seen. */
    void voted(int validator, long view) {
        window.voted(validator, view);
    }

    /** A block of this view was certified by these validators, as became known then. */
    void certified(long view, Signers signers, long nanos) {
        window.certified(view, signers, nanos);
    }

    /** These validators voted in this view, in either phase. */
    void signed(long view, Signers signers) {
        window.voted(view, signers);
    }

    /** Share of the certified views of the window in which the validator was seen voting; 1 while there is none. */
    double share(int validator) {
        return window.participation(validator, WINDOW, clock.nanos(), mostAge());
    }

    /** How much that changed from the earlier half of these views to the later one. */
    double trend(int validator) {
        return window.trend(validator, WINDOW, clock.nanos(), mostAge());
    }

    double powerRatio() {
        long[] seen = window.seen(WINDOW, clock.nanos(), mostAge());
        long power = 0;
        for (int validator = 0; validator < set.size(); validator++) {
            power += isIn(seen, validator) ? set.power(validator) : 0;
        }
        return (double) power / set.totalPower();
    }

    int missing() {
        long[] seen = window.seen(WINDOW, clock.nanos(), mostAge());
        int missing = 0;
        for (int validator = 0; validator < set.size(); validator++) {
            missing += isIn(seen, validator) ? 0 : 1;
        }
        return missing;
    }

    /** Without times that can be compared with the clock, no view is too old. */
    private long mostAge() {
        return faults.timesFit() ? MOST_AGE.toNanos() : Long.MAX_VALUE;
    }

    private static boolean isIn(long[] bits, int validator) {
        return (bits[validator >> 6] & 1L << validator) != 0;
    }
}
