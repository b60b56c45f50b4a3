package io.quorumeter.consensus;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Who of one validator set was seen voting lately: the highest view of a vote of each validator, and the views that were certified.
 * Writing is a comparison and at most one write; what it adds up to is computed when somebody asks. Lock-free; safe from any thread.
 */
final class Participation {
    /** Certified views that "lately" means. */
    static final int WINDOW = 100;

    private static final int VIEWS_KEPT = 1024;
    private static final long NEVER = -1;

    private final long[] powers;
    private final long totalPower;
    private final long firstView;
    private final int ownIndex;
    private final AtomicLongArray lastVoted;
    private final AtomicLongArray certified = never(VIEWS_KEPT);

    Participation(long[] powers, long firstView, int ownIndex) {
        this.powers = powers;
        this.totalPower = Arrays.stream(powers).sum();
        this.firstView = firstView;
        this.ownIndex = ownIndex;
        this.lastVoted = never(powers.length);
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

    /** A vote of this validator in this view was seen; of an unknown validator or an earlier set it is none of ours. */
    void voted(int validator, long view) {
        if (validator >= 0 && validator < powers.length && view >= firstView && view > lastVoted.get(validator)) {
            lastVoted.accumulateAndGet(validator, view, Math::max);
        }
    }

    /** A block of this view was certified by these validators. */
    void certified(long view, Signers signers) {
        if (view < firstView) {
            return;
        }
        certified.accumulateAndGet((int) (view & VIEWS_KEPT - 1), view, Math::max);
        signed(view, signers);
    }

    /** These validators voted in this view, in either phase. */
    void signed(long view, Signers signers) {
        int end = Math.min(signers.highest() + 1, powers.length);
        for (int validator = 0; validator < end; validator++) {
            if (signers.contains(validator)) {
                voted(validator, view);
            }
        }
    }

    double powerRatio() {
        long since = windowStart();
        long power = 0;
        for (int validator = 0; validator < powers.length; validator++) {
            if (lastVoted.get(validator) >= since) {
                power += powers[validator];
            }
        }
        return totalPower <= 0 ? 0 : (double) power / totalPower;
    }

    int missing() {
        long since = windowStart();
        int missing = 0;
        for (int validator = 0; validator < powers.length; validator++) {
            if (lastVoted.get(validator) < since) {
                missing++;
            }
        }
        return missing;
    }

    /** The oldest of the certified views that count; beyond every view while there is none. */
    private long windowStart() {
        long[] views = new long[VIEWS_KEPT];
        Arrays.setAll(views, certified::get);
        Arrays.sort(views);
        for (int i = VIEWS_KEPT - WINDOW; i < VIEWS_KEPT; i++) {
            if (views[i] != NEVER) {
                return views[i];
            }
        }
        return Long.MAX_VALUE;
    }

    private static AtomicLongArray never(int size) {
        long[] views = new long[size];
        Arrays.fill(views, NEVER);
        return new AtomicLongArray(views);
    }
}
