package io.quorumeter.promql.model;

import java.util.List;

/** What a query yields. Times are in milliseconds since 1970. */
public sealed interface Value {
    /**
     * A number.
     *
     * @param time the time of evaluation, in milliseconds since 1970
     * @param value the number
     */
    record Scalar(long time, double value) implements Value {}

    /**
     * A text.
     *
     * @param time the time of evaluation, in milliseconds since 1970
     * @param value the text
     */
    record Text(long time, String value) implements Value {}

    /**
     * At most one sample of each series, all of one time, in the order that the expression gives them.
     *
     * @param samples the samples, no two with the same labels
     */
    record Vector(List<Sample> samples) implements Value {
        /**
         * Copies the list.
         *
         * @param samples the samples, no two with the same labels
         */
        public Vector {
            samples = List.copyOf(samples);
        }
    }

    /**
     * Samples of each series over time, ordered by labels.
     *
     * @param series the series, each with its points in order of time
     */
    record Matrix(List<Points> series) implements Value {
        /**
         * Copies the list.
         *
         * @param series the series, each with its points in order of time
         */
        public Matrix {
            series = List.copyOf(series);
        }
    }

    /**
     * A series' value at a time.
     *
     * @param labels the series' labels
     * @param time the time, in milliseconds since 1970
     * @param value the value
     */
    record Sample(Labels labels, long time, double value) {}

    /** A series' values over time. */
    final class Points {
        private final Labels labels;
        private final long[] times;
        private final double[] values;

        /**
         * Takes two arrays of one length, which the caller no longer changes.
         *
         * @param labels the series' labels
         * @param times the times of the values, in milliseconds since 1970, ascending
         * @param values the value at each of the times
         */
        public Points(Labels labels, long[] times, double[] values) {
            this.labels = labels;
            this.times = times;
            this.values = values;
        }

        /** {@return the series' labels} */
        public Labels labels() {
            return labels;
        }

        /** {@return how many values there are} */
        public int size() {
            return times.length;
        }

        /**
         * {@return the time of a value, in milliseconds since 1970}
         *
         * @param index the value's index, from 0 to {@link #size()} − 1
         */
        public long time(int index) {
            return times[index];
        }

        /**
         * {@return a value}
         *
         * @param index the value's index, from 0 to {@link #size()} − 1
         */
        public double value(int index) {
            return values[index];
        }
    }
}
