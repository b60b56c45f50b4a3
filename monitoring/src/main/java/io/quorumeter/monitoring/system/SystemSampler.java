package io.quorumeter.monitoring.system;

import io.quorumeter.alerting.alert.SystemReadings;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.spi.SteadyClock;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Samples what the process takes of its machine: processor time and heap from the JDK's own beans, and the room on a volume. Thread-safe.
 */
public final class SystemSampler implements SystemReadings.Sampler {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int SAMPLES = 60;

    /** With the least memory that was in use from then until the next one. */
    private record Sample(long nanos, long cpuNanos, long memoryUsed) {}

    private final SystemSource source;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final long window;
    private final Deque<Sample> samples = new ArrayDeque<>();

    SystemSampler(SystemSource source, InstantSource clock, LongSupplier nanoTime, Duration window) {
        this.source = source;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.window = window.toNanos();
    }

    /**
     * A sampler of this process, with a window of a minute.
     *
     * @param place a file or folder that exists on the volume that matters, such as the one with the node's data
     * @return a new sampler
     * @throws UncheckedIOException when the volume cannot be found
     */
    public static SystemSampler of(Path place) {
        return of(JvmSource.of(place));
    }

    static SystemSampler of(SystemSource source) {
        return new SystemSampler(source, SteadyClock.system(), System::nanoTime, WINDOW);
    }

    @Override
    public SystemSampler withWindow(Duration length) {
        return new SystemSampler(source, clock, nanoTime, DurationRange.positive("window", length));
    }

    @Override
    public synchronized SystemSample sample() {
        long now = nanoTime.getAsLong();
        Sample latest = new Sample(now, source.cpuNanos(), source.memoryUsedBytes());
        keep(latest);
        long max = source.memoryMaxBytes();
        long available = source.diskAvailableBytes();
        long capacity = source.diskCapacityBytes();
        long stays = samples.stream().mapToLong(Sample::memoryUsed).min().orElse(0);
        return new SystemSample(
                clock.instant(),
                cpuUsage(latest),
                max > 0 ? (double) stays / max : Double.NaN,
                source.diskUsage(),
                source.processors(),
                latest.memoryUsed,
                max,
                available,
                capacity);
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
