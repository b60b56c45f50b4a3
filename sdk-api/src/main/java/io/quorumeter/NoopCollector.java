package io.quorumeter;

import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks each declaration by itself, keeps nothing, and hands out the instruments that forget.
 *
 * <p>A call by name is a declaration too. It is checked here each time, because there is nowhere to note that it was checked: a scan
 * of its names, which makes no object. Otherwise a misspelt name would pass all tests that run without an engine and throw where the
 * node is measured, and calls by name stand where things go wrong. What needs a memory, such as a family of two types, is not found.
 */
enum NoopCollector implements MetricsCollector, InstrumentProvider, NamedInstruments {
    INSTANCE;

    private static final MetricsSnapshot EMPTY = new MetricsSnapshot(Instant.EPOCH, List.of());

    @Override
    public InstrumentProvider provider() {
        return this;
    }

    @Override
    public MetricsSnapshot snapshot() {
        return EMPTY;
    }

    @Override
    public boolean isEnabled() {
        return false;
    }

    @Override
    public NamedInstruments named() {
        return this;
    }

    @Override
    public void recordCustomMetric(CustomMetric metric) {
        checkLabels(metric.name(), metric.type(), metric.labels());
    }

    @Override
    public Counter counter(Declaration family, Labels labels) {
        return Noop.COUNTER;
    }

    @Override
    public Gauge gauge(Declaration family, Labels labels) {
        return Noop.GAUGE;
    }

    @Override
    public Histogram histogram(Declaration family, Labels labels) {
        return Noop.HISTOGRAM;
    }

    @Override
    public Timer timer(Declaration family, Labels labels) {
        return Noop.TIMER;
    }

    @Override
    public void observe(Declaration family, Labels labels, Supplier<? extends Number> value) {}

    @Override
    public Counter counter(
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3) {
        checkPairs(name, MetricType.COUNTER, label1, label2, label3);
        return Noop.COUNTER;
    }

    @Override
    public Gauge gauge(
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3) {
        checkPairs(name, MetricType.GAUGE, label1, label2, label3);
        return Noop.GAUGE;
    }

    @Override
    public Histogram histogram(
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3) {
        checkPairs(name, MetricType.HISTOGRAM, label1, label2, label3);
        return Noop.HISTOGRAM;
    }

    @Override
    public Counter counter(String name, Labels labels) {
        checkLabels(name, MetricType.COUNTER, labels);
        return Noop.COUNTER;
    }

    @Override
    public Gauge gauge(String name, Labels labels) {
        checkLabels(name, MetricType.GAUGE, labels);
        return Noop.GAUGE;
    }

    @Override
    public Histogram histogram(String name, Labels labels) {
        checkLabels(name, MetricType.HISTOGRAM, labels);
        return Noop.HISTOGRAM;
    }

    @Override
    public Timer timer(String name, Labels labels) {
        checkLabels(name, MetricType.HISTOGRAM, labels);
        TimerBuilder.checkName(name);
        return Noop.TIMER;
    }

    private static void checkLabels(String name, MetricType type, Labels labels) {
        MetricDescriptor.checkName(name, type);
        for (int i = 0; i < labels.size(); i++) {
            MetricDescriptor.checkLabel(name, type, labels.name(i));
        }
    }

    private static void checkPairs(
            String name, MetricType type, @Nullable String label1, @Nullable String label2, @Nullable String label3) {
        MetricDescriptor.checkName(name, type);
        checkPair(name, type, label1, null, null);
        checkPair(name, type, label2, label1, null);
        checkPair(name, type, label3, label1, label2);
    }

    private static void checkPair(
            String name, MetricType type, @Nullable String label, @Nullable String before, @Nullable String earlier) {
        if (label != null) {
            MetricDescriptor.checkLabel(name, type, label);
            if (label.equals(before) || label.equals(earlier)) {
                throw new MetricDeclarationException("family '" + name + "': label '" + label + "' is given twice");
            }
        }
    }
}
