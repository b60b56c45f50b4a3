package io.quorumeter.promql.model;

import java.util.List;

/** What a query yields. Times are in milliseconds since 1970. */
public sealed interface Value {
    /** A number. */
    record Scalar(long time, double value) implements Value {}

    /** A text. */
    record Text(long time, String value) implements Value {}

    /** At most one sample of each series, all of one time, in the order that the expression gives them. */
    record Vector(List<Sample> samples) implements Value {
        /** Copies the list. */
        public Vector {
            samples = List.copyOf(samples);
        }
    }

    /** Samples of each series over time, ordered by labels. */
    record Matrix(List<Points> series) implements Value {
        /** Copies the list. */
        public Matrix {
            series = List.copyOf(series);
        }
    }

    /** A series' value at a time. */
    record Sample(Labels labels, long time, double value) {}

    /** A series' values over time. */
    final class Points {
        private final Labels labels;
        private final long[] times;
        private final double[] values;

        /** Takes two arrays of one length, which the caller no longer changes. */
        public Points(Labels labels, long[] times, double[] values) {
            this.labels = labels;
            this.times = times;
            this.values = values;
        }

        /** Returns the series' labels. */
        public Labels labels() {
            return labels;
        }

        /** Returns how many values there are. */
        public int size() {
            return times.length;
        }

        /** Returns the time of a value, by an index below {@link #size()}. */
        public long time(int index) {
            return times[index];
        }

        /** Returns a value, by an index below {@link #size()}. */
        public double value(int index) {
            return values[index];
        }
    }
}
