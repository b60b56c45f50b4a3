package io.quorumeter.benchmarks.subject;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The Prometheus Java client, its data points looked up beforehand. */
@State(Scope.Benchmark)
public class PrometheusClient extends Subject {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    /** A counter without labels. */
    public final CounterDataPoint counter = Counter.builder().name("bound").register(registry);

    /** A counter with a label. */
    public final Counter byName =
            Counter.builder().name("by_name").labelNames("peer").register(registry);

    /** A histogram with fixed bounds. */
    public final DistributionDataPoint classic = Histogram.builder()
            .name("classic_seconds")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .register(registry);

    /** A histogram with exponential buckets. */
    public final DistributionDataPoint nativeHistogram =
            Histogram.builder().name("native_seconds").nativeOnly().register(registry);

    private final Counter moreCounters =
            Counter.builder().name("more").labelNames("name").register(registry);
    private final Histogram moreHistograms = Histogram.builder()
            .name("more_seconds")
            .labelNames("name")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .register(registry);
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);

    @Override
    void scrape() throws IOException {
        out.reset();
        writer.write(out, registry.scrape());
    }

    @Override
    void addCounter(String name) {
        moreCounters.labelValues(name).inc();
    }

    @Override
    void addHistogram(String name) {
        moreHistograms.labelValues(name).observe(1e-3);
    }
}
