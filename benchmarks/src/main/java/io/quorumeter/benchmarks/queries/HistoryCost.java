package io.quorumeter.benchmarks.queries;

import com.sun.management.ThreadMXBean;
import io.quorumeter.benchmarks.report.Answer;
import io.quorumeter.history.Head;
import io.quorumeter.history.HeadLimits;
import io.quorumeter.history.HistoryStatistics;
import io.quorumeter.promql.model.SampleBuffer;
import io.quorumeter.promql.model.Series;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jol.info.GraphLayout;

/** Appends two hours of the series of a replica among 128, and measures what a tick costs and what all of them take. */
final class HistoryCost {
    static final int REPLICAS = 128;
    static final Duration DELAY = Duration.ofMillis(50);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int TICKS = 7_200;
    private static final int WARM_UP = 600;
    private static final double MOST_MILLIS = 2;
    private static final double MOST_GARBAGE = 100e3;
    private static final long MOST_BYTES = 64L << 20;
    private static final double LEAST_CHANGING = 0.6;
    private static final int LEAST_SERIES = 5_000;

    private final Recording recording = new Recording(REPLICAS, DELAY);
    private final Head head = new Head(HeadLimits.DEFAULT);
    private final long[] nanos = new long[TICKS];
    private final long[] garbage = new long[TICKS];

    /** {@return a line for a tick's time, one for its garbage, and one for memory} */
    static List<Answer> measure() {
        return new HistoryCost().run();
    }

    private List<Answer> run() {
        for (int tick = 0; tick < TICKS; tick++) {
            recording.run(Duration.ofSeconds(1));
            append(tick);
        }
        HistoryStatistics kept = head.statistics();
        if (kept.series() < LEAST_SERIES || kept.refusedSeries() > 0 || kept.shortenings() > 0) {
            throw new IllegalStateException("the recording is not what should be measured: " + kept);
        }
        return List.of(time(kept.series()), garbage(kept.series()), memory(kept));
    }

    private void append(int tick) {
        recording.collector().read(snapshot -> {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long begun = THREADS.getCurrentThreadCpuTime();
            head.append(snapshot, Recorded.START_MILLIS + tick * 1_000L);
            nanos[tick] = THREADS.getCurrentThreadCpuTime() - begun;
            garbage[tick] = THREADS.getCurrentThreadAllocatedBytes() - before;
            return null;
        });
    }

    private Answer time(int series) {
        double mean = mean(nanos) / 1e6;
        return new Answer(
                String.format(Locale.ROOT, "append of a tick of %,d series, CPU time", series),
                String.format(Locale.ROOT, "%.2f ms", mean),
                String.format(Locale.ROOT, "99th percentile %.2f ms", p99(nanos) / 1e6),
                "",
                String.format(Locale.ROOT, "%.2f ms", MOST_MILLIS),
                mean <= MOST_MILLIS ? "pass" : "short");
    }

    private Answer garbage(int series) {
        double mean = mean(garbage);
        return new Answer(
                String.format(Locale.ROOT, "append of a tick of %,d series, allocation, what is kept included", series),
                String.format(Locale.ROOT, "%,.0f B", mean),
                String.format(Locale.ROOT, "99th percentile %,.0f B", p99(garbage)),
                "",
                String.format(Locale.ROOT, "%,.0f B", MOST_GARBAGE),
                mean <= MOST_GARBAGE ? "pass" : "short");
    }

    private Answer memory(HistoryStatistics kept) {
        double changing = changing();
        long bytes = GraphLayout.parseInstance(head).totalSize();
        return new Answer(
                String.format(
                        Locale.ROOT,
                        "memory of two hours of %,d series at 1 s, of which %.0f %% change within a minute",
                        kept.series(),
                        100 * changing),
                String.format(Locale.ROOT, "%,d B, %.3f B a sample", bytes, (double) bytes / kept.samples()),
                String.format(Locale.ROOT, "%,d B by its own account", kept.bytes()),
                "",
                String.format(Locale.ROOT, "%,d B, 60 %% changing", MOST_BYTES),
                bytes <= MOST_BYTES && changing >= LEAST_CHANGING ? "pass" : "short");
    }

    /** Returns the share of the series whose value changes in the last minute. */
    private double changing() {
        long end = head.statistics().newestMillis();
        SampleBuffer samples = new SampleBuffer(size -> {});
        Collection<? extends Series> all = head.select(List.of(), end - 60_000, end);
        long changing = all.stream()
                .filter(series -> {
                    samples.clear();
                    series.read(end - 60_000, end, samples);
                    return Arrays.stream(samples.values(), 0, samples.size())
                                    .mapToLong(Double::doubleToLongBits)
                                    .distinct()
                                    .count()
                            > 1;
                })
                .count();
        return (double) changing / all.size();
    }

    private static double mean(long[] all) {
        return Arrays.stream(all, WARM_UP, TICKS).average().orElseThrow();
    }

    private static double p99(long[] all) {
        long[] sorted = Arrays.stream(all, WARM_UP, TICKS).sorted().toArray();
        return sorted[sorted.length * 99 / 100];
    }
}
