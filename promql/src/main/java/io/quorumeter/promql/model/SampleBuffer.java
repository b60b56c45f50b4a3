package io.quorumeter.promql.model;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Samples of one series, in order of time, in two arrays that grow. */
public final class SampleBuffer {
    private final IntConsumer beforeGrowth;
    private long[] times = new long[0];
    private double[] values = new double[0];
    private int size;

    /**
     * Creates an empty buffer.
     *
     * @param beforeGrowth gets the new capacity before the arrays grow, and may refuse it by an exception
     */
    public SampleBuffer(IntConsumer beforeGrowth) {
        this.beforeGrowth = beforeGrowth;
    }

    /**
     * Appends a sample.
     *
     * @param time when it was taken, in milliseconds since 1970, later than the last sample's
     * @param value its value, {@link Stale#MARKER} at the end of a series
     */
    public void add(long time, double value) {
        reserve(1);
        times[size] = time;
        values[size++] = value;
    }

    /**
     * Appends samples of arrays.
     *
     * @param moreTimes the times, in milliseconds since 1970, ascending and later than the last sample's
     * @param moreValues the value at each of the times
     * @param from the index of the first sample to append
     * @param to the index after the last one
     */
    public void add(long[] moreTimes, double[] moreValues, int from, int to) {
        reserve(to - from);
        System.arraycopy(moreTimes, from, times, size, to - from);
        System.arraycopy(moreValues, from, values, size, to - from);
        size += to - from;
    }

    /** Removes all samples and keeps the room. */
    public void clear() {
        size = 0;
    }

    /**
     * Removes all samples from one on but for the newest.
     *
     * @param from the index of the first sample that may go, at most the size
     */
    public void keepNewest(int from) {
        if (size > from) {
            times[from] = times[size - 1];
            values[from] = values[size - 1];
            size = from + 1;
        }
    }

    /** Removes the stale markers. */
    public void dropStale() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!Stale.is(values[i])) {
                times[kept] = times[i];
                values[kept++] = values[i];
            }
        }
        size = kept;
    }

    /** {@return how many samples there are} */
    public int size() {
        return size;
    }

    /** {@return the times, in milliseconds since 1970; those from {@link #size()} on are void} */
    public long[] times() {
        return times;
    }

    /** {@return the values; those from {@link #size()} on are void} */
    public double[] values() {
        return values;
    }

    private void reserve(int more) {
        if (size + more > times.length) {
            int capacity = Math.max(Math.max(256, size + more), times.length + (times.length >> 1));
            beforeGrowth.accept(capacity);
            times = Arrays.copyOf(times, capacity);
            values = Arrays.copyOf(values, capacity);
        }
    }
}
