package io.quorumeter.testkit.metrics;

import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Labels;
import io.quorumeter.Timer;
import io.quorumeter.testkit.metrics.RecordedCall.Kind;
import java.time.Duration;

/** Instruments that write each call down and pass it on. */
record RecordedSeries(CallLog log, String family, Labels labels) {
    private static final double NANOS_PER_SECOND = 1e9;

    private void call(Kind kind, long value, long times) {
        call(kind, (double) value, times);
    }

    private void call(Kind kind, double value, long times) {
        log.add(family, labels, kind, value, times);
    }

    /** The instrument, written down; one of a kind that is not written down is given back as it is. */
    <I> I wrap(Class<I> instrument, I real) {
        if (real instanceof Counter counter) {
            return instrument.cast(counter(counter));
        } else if (real instanceof Gauge gauge) {
            return instrument.cast(gauge(gauge));
        } else if (real instanceof Histogram histogram) {
            return instrument.cast(histogram(histogram));
        } else if (real instanceof Timer timer) {
            return instrument.cast(timer(timer));
        }
        return real;
    }

    private Counter counter(Counter real) {
        return new Counter() {
            @Override
            public void increment() {
                call(Kind.INCREMENT, 1, 1);
                real.increment();
            }

            @Override
            public void increment(long amount) {
                call(Kind.INCREMENT, amount, 1);
                real.increment(amount);
            }

            @Override
            public void incrementWithExemplar(long amount, long traceIdHigh, long traceIdLow, long unixMillis) {
                call(Kind.INCREMENT, amount, 1);
                real.incrementWithExemplar(amount, traceIdHigh, traceIdLow, unixMillis);
            }

            @Override
            public long value() {
                return real.value();
            }
        };
    }

    private Gauge gauge(Gauge real) {
        return new Gauge() {
            @Override
            public void set(long value) {
                call(Kind.SET, value, 1);
                real.set(value);
            }

            @Override
            public void set(double value) {
                call(Kind.SET, value, 1);
                real.set(value);
            }

            @Override
            public void add(long amount) {
                call(Kind.ADD, amount, 1);
                real.add(amount);
            }

            @Override
            public void add(double amount) {
                call(Kind.ADD, amount, 1);
                real.add(amount);
            }

            @Override
            public double value() {
                return real.value();
            }

            @Override
            public long longValue() {
                return real.longValue();
            }
        };
    }

    private Histogram histogram(Histogram real) {
        return new Histogram() {
            @Override
            public void record(long value) {
                call(Kind.RECORD, value, 1);
                real.record(value);
            }

            @Override
            public void record(double value) {
                call(Kind.RECORD, value, 1);
                real.record(value);
            }

            @Override
            public void record(long value, long count) {
                call(Kind.RECORD, value, count);
                real.record(value, count);
            }

            @Override
            public void recordWithExpectedInterval(long value, long expectedInterval) {
                call(Kind.RECORD, value, 1);
                real.recordWithExpectedInterval(value, expectedInterval);
            }

            @Override
            public void recordWithExemplar(double value, long traceIdHigh, long traceIdLow, long unixMillis) {
                call(Kind.RECORD, value, 1);
                real.recordWithExemplar(value, traceIdHigh, traceIdLow, unixMillis);
            }

            @Override
            public long count() {
                return real.count();
            }
        };
    }

    private Timer timer(Timer real) {
        return new Timer() {
            @Override
            public void record(long nanos) {
                call(Kind.RECORD, nanos / NANOS_PER_SECOND, 1);
                real.record(nanos);
            }

            @Override
            public void record(Duration duration) {
                call(Kind.RECORD, duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND, 1);
                real.record(duration);
            }

            @Override
            public void record(long nanos, long count) {
                call(Kind.RECORD, nanos / NANOS_PER_SECOND, count);
                real.record(nanos, count);
            }

            @Override
            public void recordWithExpectedInterval(long nanos, long expectedIntervalNanos) {
                call(Kind.RECORD, nanos / NANOS_PER_SECOND, 1);
                real.recordWithExpectedInterval(nanos, expectedIntervalNanos);
            }

            @Override
            public void recordWithExemplar(long nanos, long traceIdHigh, long traceIdLow, long unixMillis) {
                call(Kind.RECORD, nanos / NANOS_PER_SECOND, 1);
                real.recordWithExemplar(nanos, traceIdHigh, traceIdLow, unixMillis);
            }

            @Override
            public long count() {
                return real.count();
            }

            @Override
            public long begin() {
                return real.begin();
            }

            @Override
            public long begin(long nanos) {
                return real.begin(nanos);
            }

            @Override
            public void end(long begun) {
                long before = real.count();
                real.end(begun);
                if (real.count() > before) {
                    call(Kind.RECORD, (log.nanos() - begun) / NANOS_PER_SECOND, 1);
                }
            }

            @Override
            public void end(long begun, long nanos) {
                if (begun != UNMEASURED) {
                    call(Kind.RECORD, (nanos - begun) / NANOS_PER_SECOND, 1);
                }
                real.end(begun, nanos);
            }
        };
    }
}
