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

/**
 * Checks each declaration by itself, keeps nothing, and hands out the instruments that forget.
 *
 * <p>A call by name is a declaration too. It is checked here each time, because there is nowhere to note that it was checked: a scan
 * of its names, which makes no object. Otherwise a misspelt name would pass all tests that run without an engine and throw where the
 * node is measured, and calls by name stand where things go wrong. What needs a memory, such as a family of two types, is not found.
 */
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
    public void recordCustomMetric(CustomMetric metric) {
        MetricDescriptor.checkName(metric.name(), metric.type());
        checkLabels(metric.name(), metric.type(), metric.labels());
    }

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
        MetricType type = checkName(instrument, name);
        checkPair(name, type, label1, null, null);
        checkPair(name, type, label2, label1, null);
        checkPair(name, type, label3, label1, label2);
        return Noop.of(instrument);
    }

    @Override
    public <I> I get(Class<I> instrument, String name, Labels labels) {
        checkLabels(name, checkName(instrument, name), labels);
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
        get(Timer.class, name, label1, value1, label2, value2, label3, value3);
        checkNoResult(name, label1);
        checkNoResult(name, label2);
        checkNoResult(name, label3);
        return Noop.OPERATION;
    }

    @Override
    public OperationTimer operation(String name, Labels labels) {
        get(Timer.class, name, labels);
        for (int i = 0; i < labels.size(); i++) {
            checkNoResult(name, labels.name(i));
        }
        return Noop.OPERATION;
    }

    private static void checkNoResult(String name, @Nullable String label) {
        if (OperationTimer.LABEL.equals(label)) {
            throw new MetricDeclarationException("family '" + name
                    + "': the label 'result' says how an operation ended; call the other one otherwise");
        }
    }

    private static MetricType checkName(Class<?> instrument, String name) {
        MetricType type = Declaration.Kind.of(instrument).type();
        MetricDescriptor.checkName(name, type);
        if (instrument == Timer.class) {
            TimerBuilder.checkName(name);
        }
        return type;
    }

    private static void checkLabels(String name, MetricType type, Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            MetricDescriptor.checkLabel(name, type, labels.name(i));
        }
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
