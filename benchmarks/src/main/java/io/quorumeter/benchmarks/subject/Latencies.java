package io.quorumeter.benchmarks.subject;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The values that each thread records, the same for every subject: latencies spread evenly over the eight octaves from 16 µs to
 * 4 ms, in nanoseconds and in seconds.
 */
@State(Scope.Thread)
public class Latencies {
    private static final int SIZE = 1024;
    private static final int LOWEST_POWER = 14;
    private static final int OCTAVES = 8;

    private final long[] nanos = nanos(SIZE, OCTAVES);
    private final double[] seconds = new double[SIZE];
    private int next;

    /** The values from the first on. */
    public Latencies() {
        for (int i = 0; i < SIZE; i++) {
            seconds[i] = nanos[i] / 1e9;
        }
    }

    /** {@return {@code size} latencies in nanoseconds, spread evenly over so many octaves from 16 µs up} */
    public static long[] nanos(int size, int octaves) {
        SplittableRandom random = new SplittableRandom(7);
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = (long) Math.pow(2, LOWEST_POWER + octaves * random.nextDouble());
        }
        return values;
    }

    /** {@return the next value in nanoseconds} */
    public long nextNanos() {
        return nanos[next++ & (SIZE - 1)];
    }

    /** {@return the next value in seconds} */
    public double nextSeconds() {
        return seconds[next++ & (SIZE - 1)];
    }
}
