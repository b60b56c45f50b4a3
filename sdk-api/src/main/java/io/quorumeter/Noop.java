package io.quorumeter;

import io.quorumeter.spi.Declaration;
import java.time.Duration;

/** The instruments that forget. Constants, so that a disabled call site costs a call the compiler can drop. */
final class Noop {
    static final Counter COUNTER = new NoopCounter();
    static final Gauge GAUGE = new NoopGauge();
    static final Histogram HISTOGRAM = new NoopHistogram();
    static final Timer TIMER = new NoopTimer();
    static final Timer.Sample SAMPLE = () -> {};

    private Noop() {}

    /** The instrument of this interface that forgets. */
    static <I> I of(Class<I> instrument) {
        Object noop = switch (Declaration.Kind.of(instrument)) {
            case COUNTER -> COUNTER;
            case GAUGE -> GAUGE;
            case HISTOGRAM -> HISTOGRAM;
            case TIMER -> TIMER;
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
        public Sample start() {
            return SAMPLE;
        }
    }
}
