package io.quorumeter;

import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Checks each declaration by itself, keeps nothing, and returns no-op instruments; ignores calls by name. */
enum NoopCollector implements MetricsCollector, InstrumentProvider {
    INSTANCE;

    private static final Window WINDOW = new Noop.NoopWindow();
    private static final State STATE = new Noop.NoopState();
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
    public void recordCustomMetric(CustomMetric metric) {}

    @Override
    public <I> I series(Class<I> instrument, FamilyDeclaration family, Labels labels) {
        return Noop.of(instrument);
    }

    @Override
    public void observe(FamilyDeclaration family, Labels labels, Supplier<? extends Number> value) {}

    @Override
    public void derive(FamilyDeclaration family, Labels labels, DoubleSupplier value) {}

    @Override
    public Window window(LongSupplier total, Duration length) {
        return WINDOW;
    }

    @Override
    public State states(FamilyDeclaration family, Labels labels, String label, List<String> states) {
        return STATE;
    }

    @Override
    public <I> I named(Class<I> instrument, String name, String label, String value) {
        return Noop.of(instrument);
    }

    @Override
    public <I> I named(Class<I> instrument, String name, Labels labels) {
        return Noop.of(instrument);
    }
}
