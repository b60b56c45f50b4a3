package io.quorumeter.testkit.metrics;

import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.OperationTimer;
import io.quorumeter.Timer;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.InstrumentProvider;
import io.quorumeter.spi.SteadyClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Makes the instruments of a real collector write their calls down. */
final class RecordingProvider implements InstrumentProvider {
    /** An instrument of the engine's and what it stands for: one that forgets stands for many series. */
    private record Key(Object real, String family, Labels labels) {}

    private final InstrumentProvider real;
    private final CallLog log;
    private final Map<Key, Object> wrapped = new ConcurrentHashMap<>();

    RecordingProvider(InstrumentProvider real, CallLog log) {
        this.real = real;
        this.log = log;
    }

    @Override
    public <I> I series(Class<I> instrument, FamilyDeclaration family, Labels labels) {
        return wrap(
                instrument,
                real.series(instrument, family, labels),
                family.descriptor().name(),
                labels);
    }

    @Override
    public void observe(FamilyDeclaration family, Labels labels, Supplier<? extends Number> value) {
        real.observe(family, labels, value);
    }

    @Override
    public void derive(FamilyDeclaration family, Labels labels, DoubleSupplier value) {
        real.derive(family, labels, value);
    }

    @Override
    public Window window(LongSupplier total, Duration length) {
        return real.window(total, length);
    }

    @Override
    public State states(FamilyDeclaration family, Labels labels, String label, List<String> states) {
        State state = real.states(family, labels, label, states);
        return new State() {
            @Override
            public void set(int index) {
                log.add(family.descriptor().name(), labels, RecordedCall.Kind.SET, index, 1);
                state.set(index);
            }

            @Override
            public int get() {
                return state.get();
            }
        };
    }

    @Override
    public boolean isKept(String family) {
        return real.isKept(family);
    }

    @Override
    public Runnable onFlush(String participant, Function<Duration, CompletionStage<?>> flush) {
        return real.onFlush(participant, flush);
    }

    @Override
    public SteadyClock clock() {
        return real.clock();
    }

    @Override
    public long nanoTime() {
        return real.nanoTime();
    }

    @Override
    public <I> I named(Class<I> instrument, String name, String label, String value) {
        I found = real.named(instrument, name, label, value);
        return isNoop(instrument, found) ? found : wrap(instrument, found, name, Labels.of(label, value));
    }

    @Override
    public <I> I named(Class<I> instrument, String name, Labels labels) {
        I found = real.named(instrument, name, labels);
        if (isNoop(instrument, found)) {
            return found;
        }
        return found instanceof OperationTimer operation
                ? instrument.cast(wrap(operation, name, labels))
                : wrap(instrument, found, name, labels);
    }

    /** Whether the engine dropped the call, whose name and labels may then be none. */
    private static <I> boolean isNoop(Class<I> instrument, I found) {
        return found == MetricsCollector.noop().provider().named(instrument, "", Labels.of());
    }

    private OperationTimer wrap(OperationTimer found, String name, Labels labels) {
        return OperationTimer.of(
                wrap(Timer.class, found.ok(), name, labels.with("result", "ok")),
                wrap(Timer.class, found.error(), name, labels.with("result", "error")));
    }

    private <I> I wrap(Class<I> instrument, I found, String family, Labels labels) {
        Key key = new Key(Objects.requireNonNull(found), family, labels);
        return instrument.cast(wrapped.computeIfAbsent(
                key, fresh -> Objects.requireNonNull(new RecordedSeries(log, family, labels).wrap(instrument, found))));
    }
}
