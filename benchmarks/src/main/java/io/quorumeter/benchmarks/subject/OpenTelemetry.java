package io.quorumeter.benchmarks.subject;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** OpenTelemetry's SDK with a reader that collects when it is told to. */
@State(Scope.Benchmark)
public class OpenTelemetry extends Subject {
    /** The key of the first label. */
    public static final AttributeKey<String> PEER = AttributeKey.stringKey("peer");

    /** The key of the second label. */
    public static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");

    private static final AttributeKey<String> NAME = AttributeKey.stringKey("name");
    private static final List<Double> ADVICE = Arrays.stream(BOUNDS).boxed().toList();

    private final Reader reader = new Reader();
    private final Meter meter = SdkMeterProvider.builder()
            .registerMetricReader(reader)
            .registerView(
                    InstrumentSelector.builder().setName("exponential").build(),
                    View.builder()
                            .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                            .build())
            .build()
            .get("benchmarks");

    /** A counter. */
    public final LongCounter counter = meter.counterBuilder("bound").build();

    /** A counter that is given labels. */
    public final LongCounter byName = meter.counterBuilder("by_name").build();

    /** Labels made beforehand. */
    public final Attributes prepared = Attributes.of(PEER, "replica-0", RESULT, "accepted");

    /** A histogram with fixed bounds. */
    public final DoubleHistogram explicit = meter.histogramBuilder("explicit")
            .setExplicitBucketBoundariesAdvice(ADVICE)
            .build();

    /** A histogram with exponential buckets. */
    public final DoubleHistogram exponential =
            meter.histogramBuilder("exponential").build();

    private final LongCounter moreCounters = meter.counterBuilder("more").build();
    private final DoubleHistogram moreHistograms = meter.histogramBuilder("more_seconds")
            .setExplicitBucketBoundariesAdvice(ADVICE)
            .build();

    @Override
    void scrape() {
        reader.registration.collectAllMetrics();
    }

    @Override
    void addCounter(String name) {
        moreCounters.add(1, Attributes.of(NAME, name));
    }

    @Override
    void addHistogram(String name) {
        moreHistograms.record(1e-3, Attributes.of(NAME, name));
    }

    private static final class Reader implements MetricReader {
        private CollectionRegistration registration = CollectionRegistration.noop();

        @Override
        public void register(CollectionRegistration given) {
            registration = given;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.CUMULATIVE;
        }
    }
}
