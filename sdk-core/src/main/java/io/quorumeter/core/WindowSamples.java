package io.quorumeter.core;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a cumulative value was at about {@value #PARTS} moments of a sliding window, so that the window's content is the value now less
 * the one it began with.
 *
 * <pre>
 *        length before now                               now
 *   ----------|--------------------------------------------|
 *      s    s    s    s    s    s    s    s    s    s    s     one sample each length/20, taken by the ticks
 *           ^ the window's start: the youngest sample that is old enough
 * </pre>
 *
 * Older samples are dropped. Until one is old enough, the window starts with the first. Only ticks add samples; a reader compares times and
 * changes nothing. Safe from any thread.
 */
final class WindowSamples<T> {
    /** How many parts a window is cut into. */
    static final int PARTS = 20;

    /** A value and when it was taken, in nanoseconds of the collector's clock. */
    record Sample<T>(long time, T value) {}

    private final Supplier<Duration> length;
    private final Deque<Sample<T>> samples = new ArrayDeque<>();

    /** With how long the window is now, which may change. */
    WindowSamples(Supplier<Duration> length, long now, T first) {
        this.length = length;
        samples.add(new Sample<>(now, first));
    }

    /** Whether the youngest sample is old enough to take another. */
    synchronized boolean isDue(long now) {
        return now - samples.getLast().time >= nanos() / PARTS;
    }

    /** The youngest sample's value. */
    synchronized T last() {
        return samples.getLast().value;
    }

    /** Adds a sample, and drops those that no window will start with any more. */
    synchronized void add(long now, T value) {
        samples.add(new Sample<>(now, value));
        while (secondIsOldEnough(now)) {
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

    /** The samples' values, the oldest first. */
    synchronized List<T> values() {
        return samples.stream().map(Sample::value).toList();
    }

    synchronized int size() {
        return samples.size();
    }

    private long nanos() {
        return length.get().toNanos();
    }

    private boolean secondIsOldEnough(long now) {
        Sample<T> second = second();
        return second != null && now - second.time >= nanos();
    }

    private @Nullable Sample<T> second() {
        return samples.stream().skip(1).findFirst().orElse(null);
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
