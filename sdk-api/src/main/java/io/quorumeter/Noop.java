package io.quorumeter;

import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;

/** The no-op instruments. Constants, so that a disabled call site costs a call the compiler can drop. */
final class Noop {
    static final Counter COUNTER = new NoopCounter();
    static final Gauge GAUGE = new NoopGauge();
    static final Histogram HISTOGRAM = new NoopHistogram();
    static final Timer TIMER = new NoopTimer();
    static final Summary SUMMARY = new NoopSummary();
    static final BusyTime BUSY_TIME = new NoopBusyTime();
    static final OperationTimer OPERATION = OperationTimer.of(TIMER, TIMER);
    static final Timer.Sample SAMPLE = new Timer.Sample(TIMER, Timer.UNMEASURED);

    private Noop() {}

    /** Returns the no-op instrument of this interface. */
    static <I> I of(Class<I> instrument) {
        if (instrument == OperationTimer.class) {
            return instrument.cast(OPERATION);
        }
        Object noop = switch (FamilyDeclaration.Kind.of(instrument)) {
            case COUNTER -> COUNTER;
            case GAUGE -> GAUGE;
            case HISTOGRAM -> HISTOGRAM;
            case TIMER -> TIMER;
            case SUMMARY -> SUMMARY;
            case BUSY_TIME -> BUSY_TIME;
            case STATE_SET -> throw new IllegalArgumentException("a state set has no instrument for one series");
        };
        return instrument.cast(noop);
    }

    private static final class NoopCounter implements Counter {
        @Override
        public void increment() {}

        @Override
        public void increment(long amount) {}

        @Override
        public long value() {
            return 0;
        }
    }

    private static final class NoopGauge implements Gauge {
        @Override
        public void set(long value) {}

        @Override
        public void set(double value) {}

        @Override
        public void add(long amount) {}

        @Override
        public void add(double amount) {}

        @Override
        public double value() {
            return 0;
        }

        @Override
        public long longValue() {
            return 0;
        }
    }

    private static final class NoopHistogram implements Histogram {
        @Override
        public void record(long value) {}

        @Override
        public void record(double value) {}

        @Override
        public void record(long value, long count) {}

        @Override
        public void recordWithExpectedInterval(long value, long expectedInterval) {}

        @Override
        public long count() {
            return 0;
        }
    }

    private static final class NoopSummary implements Summary {
        @Override
        public void record(long value) {}

        @Override
        public void record(double value) {}

        @Override
        public double quantile(double q) {
            return Double.NaN;
        }

        @Override
        public long count() {
            return 0;
        }

        @Override
        public long windowCount() {
            return 0;
        }
    }

    private static final class NoopBusyTime implements BusyTime.Worker {
        @Override
        public void begin(long nanos) {}

        @Override
        public void end(long nanos) {}

        @Override
        public void add(long nanos) {}

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Worker worker() {
            return this;
        }

        @Override
        public void close() {}
    }

    /** A state that stays the first. */
    static final class NoopState implements InstrumentProvider.State {
        @Override
        public void set(int index) {}

        @Override
        public int get() {
            return 0;
        }
    }

    /** A window that nothing enters. */
    static final class NoopWindow implements InstrumentProvider.Window {
        @Override
        public long increase() {
            return 0;
        }

        @Override
        public double perSecond() {
            return 0;
        }
    }

    private static final class NoopTimer implements Timer {
        @Override
        public void record(long nanos) {}

        @Override
        public void record(Duration duration) {}

        @Override
        public void record(long nanos, long count) {}

        @Override
        public void recordWithExpectedInterval(long nanos, long expectedIntervalNanos) {}

        @Override
        public long count() {
            return 0;
        }

        @Override
        public long begin() {
            return UNMEASURED;
        }

        @Override
        public long begin(long nanos) {
            return UNMEASURED;
        }

        @Override
        public void end(long begun) {}
    }
}
