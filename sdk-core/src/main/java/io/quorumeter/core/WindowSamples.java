package io.quorumeter.core;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * What a cumulative value was at several moments of a sliding window, so that the window's content is the value now less
 * the one it began with.
 *
 * <pre>
 *        length before now                               now
 *   ----------|--------------------------------------------|
 *      s    s    s    s    s    s    s    s    s    s    s     one sample each length/parts, taken by the ticks
 *           ^ the window's start: the youngest sample that is old enough
 * </pre>
 *
 * Older samples are dropped. Until one is old enough, the window starts with the first. Only ticks add samples; a reader compares times and
 * changes nothing. Safe from any thread.
 */
final class WindowSamples<T> {
    /** A value and when it was taken, in nanoseconds of the collector's clock. */
    record Sample<T>(long time, T value) {}

    private final Supplier<Duration> length;
    private final int parts;
    private final Deque<Sample<T>> samples = new ArrayDeque<>();

    /** With how long the window is now, which may change, and into how many parts it is cut. */
    WindowSamples(Supplier<Duration> length, int parts, long now, T first) {
        this.length = length;
        this.parts = parts;
        samples.add(new Sample<>(now, first));
    }

    /** Whether the youngest sample is old enough to take another. */
    synchronized boolean isDue(long now) {
        return now - samples.getLast().time >= nanos() / parts;
    }

    /** The youngest sample's value. */
    synchronized T last() {
        return samples.getLast().value;
    }

    /** Adds a sample, and drops those that no window will start with any more. */
    synchronized void add(long now, T value) {
        samples.add(new Sample<>(now, value));
        long start = start(now).time;
        while (samples.getFirst().time != start) {
            samples.removeFirst();
        }
    }

    /** The sample that the window starts with, of those there are. */
    synchronized Sample<T> start(long now) {
        long nanos = nanos();
        Sample<T> start = samples.getFirst();
        for (Sample<T> sample : samples) {
            if (now - sample.time < nanos) {
                break;
            }
            start = sample;
        }
        return start;
    }

    /** How many values there are, of which one that did not change between samples is one. */
    synchronized long different() {
        return samples.stream().map(Sample::value).distinct().count();
    }

    private long nanos() {
        return length.get().toNanos();
    }

    /** Has {@code window} told the time at each tick until it answers false, or nobody else holds it. */
    static void follow(Background background, LongPredicate window) {
        WeakReference<LongPredicate> weak = new WeakReference<>(window);
        background.onTick(now -> {
            LongPredicate held = weak.get();
            return held != null && held.test(now);
        });
    }
}
