package io.quorumeter;

import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Remembers what was declared, and gives each series a fake instrument that says which series it is. */
final class FakeCollector implements MetricsCollector, InstrumentProvider {
    final Map<String, Object> instruments = new LinkedHashMap<>();
    final List<FamilyDeclaration> declarations = new ArrayList<>();
    final Map<String, Supplier<? extends Number>> observed = new LinkedHashMap<>();

    final Map<String, DoubleSupplier> derived = new LinkedHashMap<>();
    final List<Duration> windows = new ArrayList<>();

    static String series(String name, Labels labels) {
        return name + labels;
    }

    @Override
    public <I> I series(Class<I> instrument, FamilyDeclaration family, Labels labels) {
        declarations.add(family);
        return named(instrument, family.descriptor().name(), labels);
    }

    @Override
    public void observe(FamilyDeclaration family, Labels labels, Supplier<? extends Number> value) {
        declarations.add(family);
        observed.put(series(family.descriptor().name(), labels), value);
    }

    @Override
    public void derive(FamilyDeclaration family, Labels labels, DoubleSupplier value) {
        declarations.add(family);
        derived.put(series(family.descriptor().name(), labels), value);
    }

    @Override
    public Window window(LongSupplier total, Duration length) {
        windows.add(length);
        long start = total.getAsLong();
        return new Window() {
            @Override
            public long increase() {
                return total.getAsLong() - start;
            }

            @Override
            public double perSecond() {
                return increase() / (double) length.toSeconds();
            }
        };
    }

    @Override
    public State states(FamilyDeclaration family, Labels labels, String label, List<String> states) {
        declarations.add(family);
        return (State) instruments.computeIfAbsent(
                series(family.descriptor().name(), labels) + states, series -> new FakeInstruments.FakeState());
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
    public void recordCustomMetric(CustomMetric metric) {
        throw new UnsupportedOperationException(metric.name());
    }

    @Override
    public <I> I named(Class<I> instrument, String name, String label, String value) {
        return named(instrument, name, Labels.of(label, value));
    }

    @Override
    public <I> I named(Class<I> instrument, String name, Labels labels) {
        if (instrument == OperationTimer.class) {
            return instrument.cast(OperationTimer.of(
                    named(Timer.class, name, labels.with("result", "ok")),
                    named(Timer.class, name, labels.with("result", "error"))));
        }
        return instrument.cast(instruments.computeIfAbsent(
                series(name, labels), series -> switch (FamilyDeclaration.Kind.of(instrument)) {
                    case COUNTER -> new FakeInstruments.FakeCounter();
                    case GAUGE -> new FakeInstruments.FakeGauge();
                    case HISTOGRAM -> new FakeInstruments.FakeHistogram();
                    case TIMER -> new FakeTimer();
                    case SUMMARY -> Summary.noop();
                    case BUSY_TIME -> BusyTime.noop();
                    case STATE_SET -> throw new AssertionError("a state set has no instrument for one series");
                }));
    }
}
