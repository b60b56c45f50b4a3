package io.quorumeter;

import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers what was declared, and gives each series a fake instrument that says which series it is. */
final class FakeCollector implements MetricsCollector, InstrumentProvider {
    final Map<String, Object> instruments = new LinkedHashMap<>();
    final List<Declaration> declarations = new ArrayList<>();
    final Map<String, Supplier<? extends Number>> observed = new LinkedHashMap<>();

    static String series(String name, Labels labels) {
        return name + labels;
    }

    private <I> I get(Declaration family, Labels labels, Class<I> type, I fresh) {
        declarations.add(family);
        return type.cast(instruments.computeIfAbsent(series(family.descriptor().name(), labels), series -> fresh));
    }

    @Override
    public Counter counter(Declaration family, Labels labels) {
        return get(family, labels, Counter.class, new FakeInstruments.FakeCounter());
    }

    @Override
    public Gauge gauge(Declaration family, Labels labels) {
        return get(family, labels, Gauge.class, new FakeInstruments.FakeGauge());
    }

    @Override
    public Histogram histogram(Declaration family, Labels labels) {
        return get(family, labels, Histogram.class, new FakeInstruments.FakeHistogram());
    }

    @Override
    public Timer timer(Declaration family, Labels labels) {
        return get(family, labels, Timer.class, new FakeTimer());
    }

    @Override
    public void observe(Declaration family, Labels labels, Supplier<? extends Number> value) {
        declarations.add(family);
        observed.put(series(family.descriptor().name(), labels), value);
    }

    @Override
    public MetricsSnapshot snapshot() {
        return new MetricsSnapshot(Instant.EPOCH, List.of());
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public InstrumentProvider provider() {
        return this;
    }

    @Override
    public NamedInstruments named() {
        return new ByName();
    }

    @Override
    public void recordCustomMetric(CustomMetric metric) {
        throw new UnsupportedOperationException(metric.name());
    }

    private <I> I named(String name, Labels labels, Class<I> type, I fresh) {
        return type.cast(instruments.computeIfAbsent(series(name, labels), series -> fresh));
    }

    private final class ByName implements NamedInstruments {
        @Override
        public Counter counter(
                String name,
                @Nullable String label1,
                @Nullable String value1,
                @Nullable String label2,
                @Nullable String value2,
                @Nullable String label3,
                @Nullable String value3) {
            return counter(name, labels(label1, value1, label2, value2, label3, value3));
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
            return gauge(name, labels(label1, value1, label2, value2, label3, value3));
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
            return histogram(name, labels(label1, value1, label2, value2, label3, value3));
        }

        @Override
        public Counter counter(String name, Labels labels) {
            return named(name, labels, Counter.class, new FakeInstruments.FakeCounter());
        }

        @Override
        public Gauge gauge(String name, Labels labels) {
            return named(name, labels, Gauge.class, new FakeInstruments.FakeGauge());
        }

        @Override
        public Histogram histogram(String name, Labels labels) {
            return named(name, labels, Histogram.class, new FakeInstruments.FakeHistogram());
        }

        @Override
        public Timer timer(String name, Labels labels) {
            return named(name, labels, Timer.class, new FakeTimer());
        }

        private Labels labels(@Nullable String... pairs) {
            Labels labels = Labels.of();
            for (int i = 0; i < pairs.length; i += 2) {
                String label = pairs[i];
                String value = pairs[i + 1];
                labels = label == null || value == null ? labels : labels.with(label, value);
            }
            return labels;
        }
    }
}
