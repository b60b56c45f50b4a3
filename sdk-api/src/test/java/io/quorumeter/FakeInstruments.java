package io.quorumeter;

import io.quorumeter.spi.InstrumentProvider;
import java.util.ArrayList;
import java.util.List;

/** Instruments that keep what they are told. */
final class FakeInstruments {
    private FakeInstruments() {}

    static final class FakeCounter implements Counter {
        private long total;

        @Override
        public void increment() {
            total++;
        }

        @Override
        public void increment(long amount) {
            total += amount;
        }

        @Override
        public long value() {
            return total;
        }
    }

    static final class FakeGauge implements Gauge {
        private long whole;
        private double fraction;

        @Override
        public void set(long value) {
            whole = value;
            fraction = 0;
        }

        @Override
        public void set(double value) {
            whole = 0;
            fraction = value;
        }

        @Override
        public void add(long amount) {
            whole += amount;
        }

        @Override
        public void add(double amount) {
            fraction += amount;
        }

        @Override
        public double value() {
            return whole + fraction;
        }

        @Override
        public long longValue() {
            return whole + (long) fraction;
        }
    }

    static final class FakeState implements InstrumentProvider.State {
        private int state;

        @Override
        public void set(int index) {
            state = index;
        }

        @Override
        public int get() {
            return state;
        }
    }

    static final class FakeHistogram implements Histogram {
        final List<Double> values = new ArrayList<>();

        @Override
        public void record(long value) {
            values.add((double) value);
        }

        @Override
        public void record(double value) {
            values.add(value);
        }

        @Override
        public void record(long value, long count) {
            for (long i = 0; i < count; i++) {
                record(value);
            }
        }

        @Override
        public void recordWithExpectedInterval(long value, long expectedInterval) {
            record(value);
        }

        @Override
        public long count() {
            return values.size();
        }
    }
}
