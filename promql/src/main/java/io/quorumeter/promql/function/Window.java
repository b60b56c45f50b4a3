package io.quorumeter.promql.function;

import io.quorumeter.promql.model.SampleBuffer;
import java.util.Arrays;

/**
 * Moves over the samples of one series. Its two ends only go forward, and the counter resets of the series are looked up once, so that a
 * step costs what enters and leaves, not what lies between.
 */
public final class Window {
    private final boolean leftOpen;
    private final double seconds;
    private long[] times = {};
    private double[] values = {};
    private int size;
    private int from;
    private int to;
    private long start;
    private long end;
    private long now;
    private double[] parameters = {};

    /** Indexes of samples below their predecessors; -1 as their number if nothing asked for them yet. */
    private int[] resets = {};

    private int resetCount;
    private int resetsBefore;

    /**
     * Creates a window without samples.
     *
     * @param leftOpen whether a sample exactly at the start is left out
     * @param millis how long it is
     */
    public Window(boolean leftOpen, long millis) {
        this.leftOpen = leftOpen;
        this.seconds = millis / 1000.0;
    }

    /**
     * Takes a series' samples, without stale markers, which must not change before the next series.
     *
     * @param samples the series' samples in order of time
     */
    public void load(SampleBuffer samples) {
        times = samples.times();
        values = samples.values();
        size = samples.size();
        from = 0;
        to = 0;
        resetCount = -1;
    }

    /**
     * Moves on; neither end ever goes back.
     *
     * @param start where the window starts, in milliseconds since 1970; a sample at that time counts unless the window is left open
     * @param end where the window ends, in milliseconds since 1970; a sample at that time counts
     * @param now the time of evaluation, in milliseconds since 1970
     * @param parameters the function's other arguments at that time
     * @return whether there are any samples
     */
    public boolean slide(long start, long end, long now, double[] parameters) {
        this.start = start;
        this.end = end;
        this.now = now;
        this.parameters = parameters;
        while (to < size && times[to] <= end) {
            to++;
        }
        while (from < to && (leftOpen ? times[from] <= start : times[from] < start)) {
            from++;
        }
        return from < to;
    }

    /** {@return how many samples there are} */
    public int size() {
        return to - from;
    }

    double reduce(Reduction reduction) {
        return reduction.of(values, from, to);
    }

    double quantile(double q) {
        return Reduction.quantile(q, values, from, to);
    }

    /** Returns a sample's time by its index from 0 on. */
    long time(int index) {
        return times[from + index];
    }

    /** Returns a sample's value by its index from 0 on. */
    double value(int index) {
        return values[from + index];
    }

    double firstValue() {
        return values[from];
    }

    double lastValue() {
        return values[to - 1];
    }

    /** Returns the seconds from the first sample to the last. */
    double sampledSeconds() {
        return (times[to - 1] - times[from]) / 1000.0;
    }

    double secondsBeforeFirst() {
        return (times[from] - start) / 1000.0;
    }

    double secondsAfterLast() {
        return (end - times[to - 1]) / 1000.0;
    }

    /** Returns how many seconds the window is long. */
    double seconds() {
        return seconds;
    }

    long now() {
        return now;
    }

    double parameter(int index) {
        return parameters[index];
    }

    /** Returns how often a value is below the one before it. */
    int resets() {
        skipResets();
        int count = 0;
        while (resetsBefore + count < resetCount && resets[resetsBefore + count] < to) {
            count++;
        }
        return count;
    }

    /** Adds to an increase what the counter had lost at each of its resets. */
    double withResets(double increase) {
        skipResets();
        double sum = increase;
        for (int i = resetsBefore; i < resetCount && resets[i] < to; i++) {
            sum += values[resets[i] - 1];
        }
        return sum;
    }

    private void skipResets() {
        if (resetCount < 0) {
            findResets();
        }
        while (resetsBefore < resetCount && resets[resetsBefore] <= from) {
            resetsBefore++;
        }
    }

    private void findResets() {
        resetCount = 0;
        resetsBefore = 0;
        for (int i = 1; i < size; i++) {
            if (values[i] < values[i - 1]) {
                if (resetCount == resets.length) {
                    resets = Arrays.copyOf(resets, Math.max(16, 2 * resetCount));
                }
                resets[resetCount++] = i;
            }
        }
    }
}
