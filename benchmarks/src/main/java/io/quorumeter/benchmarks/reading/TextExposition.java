package io.quorumeter.benchmarks.reading;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the text of everything costs, written into a buffer that is kept, when a tenth of the series has changed since the last time:
 * of 10,000 counters and 1,000 histograms with eleven bounds, and of 100,000 counters. And when all of them have changed: of the same
 * counters and histograms, and of these with 10,000 gauges, each set to another fraction.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(time = 1)
@Measurement(time = 1)
public class TextExposition {
    /** Ours. */
    @Benchmark
    public int quorumeter(QuorumeterSeries series) throws IOException {
        return series.changeAndWrite();
    }

    /** The Prometheus client. */
    @Benchmark
    public int prometheusClient(PrometheusSeries series) throws IOException {
        return series.changeAndWrite();
    }

    /** Ours with 100,000 counters. */
    @Benchmark
    public int quorumeterMany(QuorumeterSeries.Many series) throws IOException {
        return series.changeAndWrite();
    }

    /** The Prometheus client with 100,000 counters. */
    @Benchmark
    public int prometheusClientMany(PrometheusSeries.Many series) throws IOException {
        return series.changeAndWrite();
    }

    /** Ours when every series has changed. */
    @Benchmark
    public int quorumeterAllChanged(QuorumeterSeries series) throws IOException {
        return series.changeAllAndWrite();
    }

    /** The Prometheus client when every series has changed. */
    @Benchmark
    public int prometheusClientAllChanged(PrometheusSeries series) throws IOException {
        return series.changeAllAndWrite();
    }

    /** Ours with gauges of fractions, when every series has changed. */
    @Benchmark
    public int quorumeterGauges(QuorumeterSeries.WithGauges series) throws IOException {
        return series.changeAllAndWrite();
    }

    /** The Prometheus client with gauges of fractions, when every series has changed. */
    @Benchmark
    public int prometheusClientGauges(PrometheusSeries.WithGauges series) throws IOException {
        return series.changeAllAndWrite();
    }
}
