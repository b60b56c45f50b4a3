package io.quorumeter;

import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks each declaration by itself, keeps nothing, and hands out the instruments that forget; calls by name it does not even look at. */
enum NoopCollector implements MetricsCollector, InstrumentProvider, NamedInstruments {
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
    public NamedInstruments named() {
        return this;
    }

    @Override
    public void recordCustomMetric(CustomMetric metric) {}

    @Override
    public <I> I series(Class<I> instrument, Declaration family, Labels labels) {
        return Noop.of(instrument);
    }

    @Override
    public void observe(Declaration family, Labels labels, Supplier<? extends Number> value) {}

    @Override
    public void derive(Declaration family, Labels labels, DoubleSupplier value) {}

    @Override
    public Window window(LongSupplier total, Duration length) {
        return WINDOW;
    }

    @Override
    public State states(Declaration family, Labels labels, List<String> states) {
        return STATE;
    }

    @Override
    public <I> I get(
            Class<I> instrument,
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3) {
        return Noop.of(instrument);
    }

    @Override
    public <I> I get(Class<I> instrument, String name, Labels labels) {
        return Noop.of(instrument);
    }

    @Override
    public OperationTimer operation(
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3) {
        return Noop.OPERATION;
    }

    @Override
    public OperationTimer operation(String name, Labels labels) {
        return Noop.OPERATION;
    }
}
