package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.InstrumentProvider;
import io.quorumeter.spi.SteadyClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What declarations end in: whether a family is kept, as what, and the instruments of its series. */
final class Instruments implements InstrumentProvider {
    private final Admission admission;
    private final Registry registry;
    private final Sampling sampling;
    private final NewSeries newSeries;
    private final SelfMetrics self;
    private final Background background;
    private final Flushes flushes;
    private final SteadyClock clock;
    private final ByName byName;

    /** The states of each state set's family: the same for all its series. */
    private final Map<String, List<String>> states = new ConcurrentHashMap<>();

    Instruments(
            Admission admission,
            Registry registry,
            Sampling sampling,
            NewSeries newSeries,
            SelfMetrics self,
            Background background,
            Flushes flushes,
            SteadyClock clock) {
        this.admission = admission;
        this.registry = registry;
        this.sampling = sampling;
        this.newSeries = newSeries;
        this.self = self;
        this.background = background;
        this.flushes = flushes;
        this.clock = clock;
        this.byName = new ByName(admission, registry, self, this);
    }

    /** What is kept of a declaration, or null; then only that causes go on through it. */
    private @Nullable FamilyDeclaration admit(FamilyDeclaration declared) {
        FamilyDeclaration kept = admission.admit(declared);
        if (kept == null) {
            registry.notKept(declared);
        }
        return kept;
    }

    @Override
    public <I> I series(Class<I> instrument, FamilyDeclaration declared, Labels labels) {
        FamilyDeclaration kept = admit(declared);
        if (kept == null) {
            return MetricsCollector.noop().provider().series(instrument, declared, labels);
        }
        FamilyDeclaration family = sampling.decide(kept);
        registry.getOrCreate(family);
        sampling.tell(family);
        Rejections rejections = about(declared, family);
        return instrument(family, labels, instrument, memory -> newSeries.recorded(family, labels, rejections, memory));
    }

    @Override
    public <I> I named(Class<I> instrument, String name, String label, String value) {
        return byName.get(instrument, name, label, value);
    }

    @Override
    public <I> I named(Class<I> instrument, String name, Labels labels) {
        return byName.get(instrument, name, labels);
    }

    /** What calls by name go through. */
    ByName byName() {
        return byName;
    }

    /** The series of a call by name, which may be one that many share; of families that are not denied alone. */
    <I> Family.Series named(Class<I> instrument, FamilyDeclaration declared, Labels labels) throws Admission.Clash {
        FamilyDeclaration kept = admission.named(declared);
        FamilyDeclaration family = followed(kept);
        Rejections rejections = about(declared, family);
        return series(
                family, labels, instrument, true, memory -> newSeries.recorded(family, labels, rejections, memory));
    }

    /** A record by name as the family is that is there, which may come while it is looked for. */
    private FamilyDeclaration followed(FamilyDeclaration kept) {
        FamilyDeclaration family = Sampling.follow(kept, known(kept));
        try {
            registry.getOrCreate(family);
        } catch (MetricDeclarationException cameMeanwhile) {
            return Sampling.follow(kept, known(kept));
        }
        return family;
    }

    /** What the engine says of a family, declared before the family's first series. */
    private Rejections about(FamilyDeclaration declared, FamilyDeclaration family) {
        self.observations(family, registry);
        return self.rejections(declared, name(family));
    }

    @Override
    public void observe(FamilyDeclaration declared, Labels labels, Supplier<? extends Number> value) {
        FamilyDeclaration family = admit(declared);
        if (family == null) {
            return;
        }
        SelfMetrics.CallbackFailures failures = self.callbackFailures(name(family));
        Rejections rejections = self.rejections(declared, name(family));
        Family.Series series = series(
                family,
                labels,
                ObservedNumber.class,
                false,
                memory -> newSeries.observed(family, labels, value, failures, rejections));
        if (series.labels().equals(labels)) {
            ((ObservedNumber) series.instrument()).replaceSource(value);
        }
    }

    /** A counter or gauge that the engine itself computes, once a snapshot and on the reader's thread. */
    void derive(
            FamilyDeclaration declared,
            Labels labels,
            Supplier<? extends Number> value,
            SelfMetrics.CallbackFailures failures) {
        FamilyDeclaration family = admit(declared);
        if (family != null) {
            deriveKept(family, labels, value, failures);
        }
    }

    private void deriveKept(
            FamilyDeclaration family,
            Labels labels,
            Supplier<? extends Number> value,
            SelfMetrics.CallbackFailures failures) {
        Family.Series series = series(family, labels, DerivedNumber.class, false, memory -> {
            DerivedNumber number = new DerivedNumber(value, failures);
            return newSeries.of(family, labels, number, number);
        });
        if (series.labels().equals(labels)) {
            ((DerivedNumber) series.instrument()).replaceSource(value);
        }
    }

    @Override
    public void derive(FamilyDeclaration declared, Labels labels, DoubleSupplier value) {
        FamilyDeclaration family = admit(declared);
        if (family != null) {
            deriveKept(family, labels, value::getAsDouble, self.callbackFailures(name(family)));
        }
    }

    @Override
    public Window window(LongSupplier total, Duration length) {
        return TotalWindow.of(total, length, background);
    }

    @Override
    public State states(FamilyDeclaration declared, Labels labels, String label, List<String> states) {
        FamilyDeclaration family = admit(declared);
        if (family == null) {
            return MetricsCollector.noop().provider().states(declared, labels, label, states);
        }
        registry.getOrCreate(family);
        List<String> known = this.states.computeIfAbsent(name(family), name -> List.copyOf(states));
        if (!known.equals(states)) {
            throw new MetricDeclarationException("state set '" + name(family) + "' exists with the states " + known
                    + ", not " + states + ": declare it with the same enum");
        }
        LiveState state = state(family, labels.with(label, states.get(0)), 0, new LiveState());
        for (int i = 1; i < states.size(); i++) {
            state(family, labels.with(label, states.get(i)), i, state);
        }
        return state;
    }

    /** The state whose series of one value is there, or else {@code fresh}, which then gets that series. */
    private LiveState state(FamilyDeclaration family, Labels one, int index, LiveState fresh) {
        return instrument(family, one, LiveState.class, memory -> newSeries.of(family, one, fresh.cell(index), fresh));
    }

    @Override
    public boolean isKept(String family) {
        return !admission.drops(family) && registry.find(family) != null;
    }

    @Override
    public Runnable onFlush(String participant, Function<Duration, CompletionStage<?>> flush) {
        return flushes.join(participant, flush);
    }

    @Override
    public SteadyClock clock() {
        return clock;
    }

    @Override
    public long nanoTime() {
        return background.nanoTime();
    }

    private <I> I instrument(
            FamilyDeclaration declaration,
            Labels labels,
            Class<I> type,
            Function<MemoryAccount.Share, Family.Series> fresh) {
        return type.cast(series(declaration, labels, type, false, fresh).instrument());
    }

    private Family.Series series(
            FamilyDeclaration declaration,
            Labels labels,
            Class<?> type,
            boolean isByName,
            Function<MemoryAccount.Share, Family.Series> fresh) {
        Family.Series series = registry.getOrCreate(declaration, labels, isByName, fresh);
        Object instrument = series.instrument();
        if (!type.isInstance(instrument)) {
            throw new MetricDeclarationException("series '" + name(declaration) + labels + "' " + "is "
                    + source(instrument) + "; it cannot be " + source(type) + " as well");
        }
        if (!series.labels().equals(labels)) {
            self.seriesDropped(name(declaration)).increment();
        }
        return series;
    }

    private static String source(Object instrument) {
        return source(instrument.getClass());
    }

    /** Where the values of an instrument come from, for messages. */
    private static String source(Class<?> instrument) {
        return instrument == ObservedNumber.class
                ? "observed"
                : instrument == DerivedNumber.class ? "derived" : "recorded";
    }

    /** How a family was declared that is there. */
    private @Nullable FamilyDeclaration known(FamilyDeclaration family) {
        Family present = registry.find(name(family));
        return present == null ? null : present.declaration();
    }

    private static String name(FamilyDeclaration family) {
        return family.descriptor().name();
    }
}
