package io.quorumeter.benchmarks.subject;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** HdrHistogram with two significant digits up to an hour. */
@State(Scope.Benchmark)
public class HdrHistograms extends Subject {
    private static final long LARGEST = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 2;

    /** Loses records of other threads; a reference for one. */
    public final Histogram plain = new Histogram(LARGEST, DIGITS);

    /** Keeps all records; reading and resetting it has gaps. */
    public final AtomicHistogram atomic = new AtomicHistogram(LARGEST, DIGITS);

    /** Its shared recorder, made to be read meanwhile. */
    public final Recorder recorder = new Recorder(LARGEST, DIGITS);

    private Histogram recycled = recorder.getIntervalHistogram();

    @Override
    void scrape() {
        recycled = recorder.getIntervalHistogram(recycled);
    }

    @Override
    void addCounter(String name) {}

    @Override
    void addHistogram(String name) {}
}
