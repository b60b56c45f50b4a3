package io.quorumeter.core;

import io.quorumeter.core.SelfMetrics.CallbackFailures;
import io.quorumeter.spi.GuardedThread;
import java.util.function.Supplier;

/**
 * A series that is computed from other instruments, once a snapshot and on the reader's thread: the source is cheap and waits for nothing.
 * What may wait is an {@link ObservedNumber}. When there is no number, the last one is shown, and the failure counted.
 */
final class DerivedNumber implements NumberCell {
    private final CallbackFailures failures;
    private volatile Supplier<? extends Number> source;
    private long whole;
    private double fraction;

    DerivedNumber(Supplier<? extends Number> source, CallbackFailures failures) {
        this.source = source;
        this.failures = failures;
    }

    void replaceSource(Supplier<? extends Number> other) {
        this.source = other;
    }

    @Override
    public synchronized long read(long[] wholes, double[] fractions, int at) {
        Throwable failed = GuardedThread.call(() -> take(source.get()));
        if (failed != null) {
            failures.threw(failed);
        }
        wholes[at] = whole;
        fractions[at] = fraction;
        return 0;
    }

    private void take(Number value) {
        if (Numbers.isWhole(value)) {
            whole = value.longValue();
            fraction = 0;
        } else if (Double.isNaN(value.doubleValue())) {
            failures.gaveNaN();
        } else {
            whole = 0;
            fraction = value.doubleValue();
        }
    }
}
