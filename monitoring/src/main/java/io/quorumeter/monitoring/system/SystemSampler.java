package io.quorumeter.monitoring.system;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Samples what the process takes of its machine: processor time and heap, from the JDK's own beans. Thread-safe.
 */
final class SystemSampler {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int SAMPLES = 60;

    /** With the least memory that was in use from then until the next one. */
    private record Sample(long nanos, long cpuNanos, long memoryUsed) {}

    private final SystemSource source;
    private final LongSupplier nanoTime;
    private final long window;
    private final Deque<Sample> samples = new ArrayDeque<>();

    SystemSampler(SystemSource source, LongSupplier nanoTime, Duration window) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.window = window.toNanos();
    }

    static SystemSampler of(SystemSource source) {
        return new SystemSampler(source, System::nanoTime, WINDOW);
    }

    synchronized SystemSample sample() {
        long now = nanoTime.getAsLong();
        Sample latest = new Sample(now, source.cpuNanos(), source.memoryUsedBytes());
        keep(latest);
        long max = source.memoryMaxBytes();
        long stays = samples.stream().mapToLong(Sample::memoryUsed).min().orElse(0);
        return new SystemSample(cpuUsage(latest), max > 0 ? (double) stays / max : Double.NaN);
    }

    /** Keeps about {@value #SAMPLES} samples of a window, however often one is taken. */
    private void keep(Sample latest) {
        Sample last = samples.peekLast();
        if (last != null && latest.nanos - last.nanos < window / SAMPLES) {
            samples.removeLast();
            samples.addLast(new Sample(last.nanos, last.cpuNanos, Math.min(last.memoryUsed, latest.memoryUsed)));
        } else {
            samples.addLast(latest);
        }
        while (samples.size() > 2 && second().nanos - (latest.nanos - window) <= 0) {
            samples.removeFirst();
        }
    }

    /** Not over less than a sixth of the window: a process that has just started is busy with that. */
    private double cpuUsage(Sample latest) {
        Sample base = samples.getFirst();
        long elapsed = latest.nanos - base.nanos;
        if (elapsed < window / 6 || base.cpuNanos < 0 || latest.cpuNanos < 0) {
            return Double.NaN;
        }
        double share = (double) (latest.cpuNanos - base.cpuNanos) / elapsed / source.processors();
        return Math.min(Math.max(share, 0), 1);
    }

    private Sample second() {
        var all = samples.iterator();
        all.next();
        return all.next();
    }
}
