package io.quorumeter;

import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks each declaration by itself, keeps nothing, and hands out the instruments that forget. */
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
    public void recordCustomMetric(CustomMetric metric) {}

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
        return Noop.HISTOGRAM;
    }

    @Override
    public Counter counter(String name, Labels labels) {
        return Noop.COUNTER;
    }

    @Override
    public Gauge gauge(String name, Labels labels) {
        return Noop.GAUGE;
    }

    @Override
    public Histogram histogram(String name, Labels labels) {
        return Noop.HISTOGRAM;
    }

    @Override
    public Timer timer(String name, Labels labels) {
        return Noop.TIMER;
    }
}
