package io.quorumeter.benchmarks.reading;

import io.quorumeter.benchmarks.subject.Latencies;
import java.io.IOException;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Many series, and a buffer of the library's own kind that their text goes to each time. */
@State(Scope.Benchmark)
public abstract class Series {
    /** Room for the text of all. */
    static final int CAPACITY = 1 << 24;

    /** Counters of the usual mixture. */
    static final int COUNTERS = 10_000;

    /** Histograms of the usual mixture. */
    static final int HISTOGRAMS = 1_000;

    /** Counters when there are only these. */
    static final int MANY = 100_000;

    /** Series of a family. */
    static final int FAMILY = 1_000;

    /** Gauges of the mixture that has some. */
    static final int GAUGES = 10_000;

    private static final int RECORDS = 200;

    /** Nobody reads beside; here because every benchmark has it. */
    @Param("false")
    public boolean scraped;

    private final long[] values = Latencies.nanos(1024, 8);
    private final int counters;
    private final int histograms;
    private final int gauges;
    private final SplittableRandom fractions = new SplittableRandom(1);
    private int turn;

    Series(int counters, int histograms, int gauges) {
        this.counters = counters;
        this.histograms = histograms;
        this.gauges = gauges;
    }

    /** Makes the series. */
    @Setup(Level.Trial)
    public void fill() {
        for (int i = 0; i < counters; i++) {
            addCounter("family" + i / FAMILY, "series-" + i % FAMILY);
            count(i, values[i & 1023]);
        }
        for (int i = 0; i < histograms; i++) {
            addHistogram("family" + i / FAMILY, "series-" + i % FAMILY);
            for (int k = 0; k < RECORDS; k++) {
                record(i, values[(i + k) & 1023]);
            }
        }
        for (int i = 0; i < gauges; i++) {
            addGauge("family" + i / FAMILY, "series-" + i % FAMILY);
            set(i, fractions.nextDouble());
        }
    }

    /** Changes every tenth series, and writes the text of all: as it goes in a process that is scraped. */
    final int changeAndWrite() throws IOException {
        turn++;
        for (int i = turn % 10; i < counters; i += 10) {
            count(i, turn);
        }
        for (int i = turn % 10; i < histograms; i += 10) {
            record(i, values[turn & 1023]);
        }
        return write();
    }

    /** Changes every series, and writes the text of all: nothing is as it was in the last text. */
    final int changeAllAndWrite() throws IOException {
        turn++;
        for (int i = 0; i < counters; i++) {
            count(i, turn);
        }
        for (int i = 0; i < histograms; i++) {
            record(i, values[(turn + i) & 1023]);
        }
        for (int i = 0; i < gauges; i++) {
            set(i, fractions.nextDouble());
        }
        return write();
    }

    abstract void addCounter(String family, String series);

    abstract void addHistogram(String family, String series);

    abstract void addGauge(String family, String series);

    abstract void count(int index, long amount);

    abstract void record(int index, long nanos);

    abstract void set(int index, double value);

    /** Writes the text over what was written last, and says how many bytes it is. */
    abstract int write() throws IOException;
}
