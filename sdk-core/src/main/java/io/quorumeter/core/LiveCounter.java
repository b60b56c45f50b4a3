package io.quorumeter.core;

import io.quorumeter.Counter;
import java.util.concurrent.atomic.LongAdder;

/** A counter on the JDK's striped adder, which is one word until threads collide. */
final class LiveCounter implements Counter, NumberCell {
    private final LongAdder total = new LongAdder();
    private final Rejections rejections;

    LiveCounter(Rejections rejections) {
        this.rejections = rejections;
    }

    @Override
    public void increment() {
        total.increment();
    }

    @Override
    public void increment(long amount) {
        if (amount < 0) {
            rejections.negative();
            return;
        }
        total.add(amount);
    }

    @Override
    public long value() {
        return total.sum();
    }

    @Override
    public long read(long[] wholes, double[] fractions, int at) {
        wholes[at] = total.sum();
        return 0;
    }
}
