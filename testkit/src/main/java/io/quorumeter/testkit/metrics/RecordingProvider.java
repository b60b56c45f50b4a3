package io.quorumeter.testkit.metrics;

import io.quorumeter.Labels;
import io.quorumeter.NamedInstruments;
import io.quorumeter.OperationTimer;
import io.quorumeter.Timer;
import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import io.quorumeter.spi.SteadyClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the instruments of a real collector write their calls down. */
final class RecordingProvider implements InstrumentProvider, NamedInstruments {
    /** An instrument of the engine's and what it stands for: one that forgets stands for many series. */
    private record Key(Object real, String family, Labels labels) {}

    private final InstrumentProvider real;
    private final NamedInstruments named;
    private final CallLog log;
    private final Map<Key, Object> wrapped = new ConcurrentHashMap<>();

    RecordingProvider(InstrumentProvider real, NamedInstruments named, CallLog log) {
        this.real = real;
        this.named = named;
        this.log = log;
    }

    @Override
    public <I> I series(Class<I> instrument, Declaration family, Labels labels) {
        return wrap(
                instrument,
                real.series(instrument, family, labels),
                family.descriptor().name(),
                labels);
    }

    @Override
    public void observe(Declaration family, Labels labels, Supplier<? extends Number> value) {
        real.observe(family, labels, value);
    }

    @Override
    public void derive(Declaration family, Labels labels, DoubleSupplier value) {
        real.derive(family, labels, value);
    }

    @Override
    public Window window(LongSupplier total, Duration length) {
        return real.window(total, length);
    }

    @Override
    public State states(Declaration family, Labels labels, List<String> states) {
        State state = real.states(family, labels, states);
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
    public Optional<String> shownAs(String declared) {
        return real.shownAs(declared);
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
    public <I> I get(
            Class<I> instrument,
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3) {
        I found = named.get(instrument, name, label1, value1, label2, value2, label3, value3);
        return wrap(instrument, found, name, labels(label1, value1, label2, value2, label3, value3));
    }

    @Override
    public <I> I get(Class<I> instrument, String name, Labels labels) {
        return wrap(instrument, named.get(instrument, name, labels), name, labels);
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
        OperationTimer found = named.operation(name, label1, value1, label2, value2, label3, value3);
        return wrap(found, name, labels(label1, value1, label2, value2, label3, value3));
    }

    @Override
    public OperationTimer operation(String name, Labels labels) {
        return wrap(named.operation(name, labels), name, labels);
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

    private static Labels labels(@Nullable String... pairs) {
        Labels labels = Labels.of();
        for (int i = 0; i < pairs.length; i += 2) {
            String name = pairs[i];
            String value = pairs[i + 1];
            if (name != null && value != null) {
                labels = labels.with(name, value);
            }
        }
        return labels;
    }
}
