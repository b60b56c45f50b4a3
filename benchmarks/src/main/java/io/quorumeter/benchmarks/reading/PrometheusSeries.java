package io.quorumeter.benchmarks.reading;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quorumeter.benchmarks.subject.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The Prometheus client with its text writer. */
@State(Scope.Benchmark)
public class PrometheusSeries extends Series {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(CAPACITY);
    private final Map<String, Counter> counterFamilies = new HashMap<>();
    private final Map<String, Histogram> histogramFamilies = new HashMap<>();
    private final Map<String, Gauge> gaugeFamilies = new HashMap<>();
    private final List<CounterDataPoint> counters = new ArrayList<>();
    private final List<DistributionDataPoint> histograms = new ArrayList<>();
    private final List<GaugeDataPoint> gauges = new ArrayList<>();

    /** The usual mixture. */
    public PrometheusSeries() {
        this(COUNTERS, HISTOGRAMS, 0);
    }

    private PrometheusSeries(int counters, int histograms, int gauges) {
        super(counters, histograms, gauges);
    }

    /** 100,000 counters. */
    @State(Scope.Benchmark)
    public static class Many extends PrometheusSeries {
        /** Counters only. */
        public Many() {
            super(MANY, 0, 0);
        }
    }

    /** The usual mixture and 10,000 gauges that hold fractions. */
    @State(Scope.Benchmark)
    public static class WithGauges extends PrometheusSeries {
        /** All three kinds. */
        public WithGauges() {
            super(COUNTERS, HISTOGRAMS, GAUGES);
        }
    }

    @Override
    void addCounter(String family, String series) {
        Counter counter = counterFamilies.computeIfAbsent(
                family,
                name -> Counter.builder()
                        .name(name)
                        .help("Counted")
                        .labelNames("name")
                        .register(registry));
        counters.add(counter.labelValues(series));
    }

    @Override
    void addHistogram(String family, String series) {
        Histogram histogram = histogramFamilies.computeIfAbsent(
                family,
                name -> Histogram.builder()
                        .name(name + "_seconds")
                        .help("Measured")
                        .labelNames("name")
                        .classicOnly()
                        .classicUpperBounds(Subject.bounds())
                        .register(registry));
        histograms.add(histogram.labelValues(series));
    }

    @Override
    void addGauge(String family, String series) {
        Gauge gauge = gaugeFamilies.computeIfAbsent(
                family,
                name -> Gauge.builder()
                        .name(name + "_level")
                        .help("Set")
                        .labelNames("name")
                        .register(registry));
        gauges.add(gauge.labelValues(series));
    }

    @Override
    void count(int index, long amount) {
        counters.get(index).inc(amount);
    }

    @Override
    void record(int index, long nanos) {
        histograms.get(index).observe(nanos / 1e9);
    }

    @Override
    void set(int index, double value) {
        gauges.get(index).set(value);
    }

    @Override
    int write() throws IOException {
        out.reset();
        writer.write(out, registry.scrape());
        return out.size();
    }
}
