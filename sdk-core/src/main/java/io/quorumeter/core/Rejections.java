package io.quorumeter.core;

import io.quorumeter.Counter;
import java.util.Set;
import java.util.function.Function;

/** Where the values go that a family's instruments refuse: nowhere, but counted by reason. */
final class Rejections {
    /** Why a value was refused. */
    enum Reason {
        NAN,
        NEGATIVE,
        OVERFLOW,
        MEMORY
    }

    private final Counter nan;
    private final Counter negative;
    private final Counter overflow;
    private final Counter memory;

    /** With a counter for each reason that can occur. */
    Rejections(Set<Reason> possible, Function<Reason, Counter> counter) {
        this.nan = possible.contains(Reason.NAN) ? counter.apply(Reason.NAN) : Counter.noop();
        this.negative = possible.contains(Reason.NEGATIVE) ? counter.apply(Reason.NEGATIVE) : Counter.noop();
        this.overflow = possible.contains(Reason.OVERFLOW) ? counter.apply(Reason.OVERFLOW) : Counter.noop();
        this.memory = possible.contains(Reason.MEMORY) ? counter.apply(Reason.MEMORY) : Counter.noop();
    }

    void nan() {
        nan.increment();
    }

    void negative() {
        negative.increment();
    }

    void overflow() {
        overflow.increment();
    }

    /** The value would have needed memory beyond the collector's budget. */
    void memory() {
        memory.increment();
    }
}
