package io.quorumeter.core;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where the values go that a family's instruments refuse: nowhere, but counted by reason. The counts become series when a snapshot finds
 * some, so that what never happens takes no series, and whoever records makes none.
 */
final class Rejections {
    /** Why a value was refused. */
    enum Reason {
        NAN,
        NEGATIVE,
        OVERFLOW,
        MEMORY
    }

    /** Takes what was refused. */
    interface Taker {
        void take(Reason reason, long times);
    }

    private static final Reason[] REASONS = Reason.values();

    private final AtomicLongArray counts = new AtomicLongArray(REASONS.length);
    private final AtomicBoolean any;

    /** With what is set when there is something to take. */
    Rejections(AtomicBoolean any) {
        this.any = any;
    }

    /** Counts that nobody takes. */
    static Rejections untaken() {
        return new Rejections(new AtomicBoolean());
    }

    void nan() {
        count(Reason.NAN);
    }

    void negative() {
        count(Reason.NEGATIVE);
    }

    /** The value is beyond what is counted, or a total beyond what a long holds, and stays at that. */
    void overflow() {
        count(Reason.OVERFLOW);
    }

    /** The value would have needed memory beyond the collector's budget. */
    void memory() {
        count(Reason.MEMORY);
    }

    private void count(Reason reason) {
        counts.incrementAndGet(reason.ordinal());
        any.set(true);
    }

    /** Gives what was refused since the last time. */
    void takeAll(Taker taker) {
        for (Reason reason : REASONS) {
            long times = counts.getAndSet(reason.ordinal(), 0);
            if (times > 0) {
                taker.take(reason, times);
            }
        }
    }
}
