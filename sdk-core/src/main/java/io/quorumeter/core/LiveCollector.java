package io.quorumeter.core;

import static java.util.Objects.requireNonNull;

import io.quorumeter.Counter;
import io.quorumeter.CustomMetric;
import io.quorumeter.FlushResult;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import io.quorumeter.NamedInstruments;
import io.quorumeter.Timer;
import io.quorumeter.event.EventPublisher;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The collector that keeps what is recorded. */
final class LiveCollector implements MetricsCollector, InstrumentProvider {
    private final Lifecycle life;
    private final Registry registry;
    private final Callbacks callbacks;
    private final SharedSnapshots readers;
    private final MetricsConfig config;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Background background;
    private final Admission admission;
    private final ByName byName;
    private final SelfMetrics self;
    private final Sampling sampling;
    private final EventBus events;
    private final Flushes flushes;

    /** The states of each state set's family: the same for all its series. */
    private final Map<String, List<String>> states = new ConcurrentHashMap<>();

    private LiveCollector(Quorumeter.Builder settings) {
        this.config = settings.config;
        this.admission = new Admission(config, settings.renaming);
        this.clock = settings.clock;
        this.callbacks = new Callbacks(config.callbackLimit());
        this.nanoTime = settings.nanoTime;
        this.background = new Background(settings.nanoTime, config.collectionInterval(), settings.ticker);
        this.self = new SelfMetrics(this);
        this.sampling = new Sampling(config.metricsSamplingRate(), settings.seed, self);
        this.events = new EventBus(self::consumer);
        this.flushes = new Flushes(events);
        this.life = new Lifecycle(
                config.seriesLimit(),
                new MemoryAccount(config.maxMetricsMemory()),
                new LateRecords(background, self::lateRecords),
                clock);
        this.registry = new Registry(life);
        this.readers = new SharedSnapshots(
                new Frames(registry, callbacks, clock, config.constantLabels(), life::ended, background.overhead()));
        this.byName = new ByName(this);
    }

    /** A collector with its own metrics in it. */
    static LiveCollector create(Quorumeter.Builder settings) {
        LiveCollector collector = new LiveCollector(settings);
        collector.self.register(collector.registry, collector.life, collector.background.overhead());
        Duration staleAfter = settings.config.staleAfter();
        if (staleAfter != null) {
            long nanos = staleAfter.toNanos();
            collector.background.onTick(now -> {
                Set<Object> ended = Collections.newSetFromMap(new IdentityHashMap<>());
                collector.registry.endStale(now, nanos, ended::add);
                collector.byName.forget(ended);
                return true;
            });
        }
        return collector;
    }

    /** How much is kept, and of what. */
    MetricsConfig config() {
        return config;
    }

    /** Which families are kept, and under which names. */
    Admission admission() {
        return admission;
    }

    /** What is kept of a declaration, or null; then only that causes go on through it. */
    private @Nullable Declaration admit(Declaration declared) {
        Declaration kept = admission.admit(declared);
        if (kept == null) {
            registry.notKept(declared, admission::nameOf);
        }
        return kept;
    }

    /** What is done at intervals. */
    Background background() {
        return background;
    }

    /** How callbacks are asked. */
    Callbacks callbacks() {
        return callbacks;
    }

    Registry registry() {
        return registry;
    }

    SelfMetrics self() {
        return self;
    }

    @Override
    public InstrumentProvider provider() {
        return this;
    }

    @Override
    public NamedInstruments named() {
        return byName;
    }

    ByName byName() {
        return byName;
    }

    @Override
    public EventPublisher events() {
        return events;
    }

    @Override
    public CompletableFuture<FlushResult> flush(Duration limit) {
        return flushes.begin(limit);
    }

    @Override
    public Runnable onFlush(String participant, Runnable flush) {
        return flushes.join(participant, flush);
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public MetricsSnapshot snapshot() {
        beforeReading();
        return readers.snapshot();
    }

    @Override
    public <T extends @Nullable Object> T read(Function<? super MetricsSnapshot, ? extends T> reader) {
        beforeReading();
        return readers.read(reader);
    }

    private void beforeReading() {
        if (callbacks.isAsking()) {
            throw new IllegalStateException("a callback that a snapshot asks for its value cannot take a snapshot");
        }
        life.late().collect();
    }

    @Override
    public <I> I series(Class<I> instrument, Declaration declared, Labels labels) {
        Declaration kept = admit(declared);
        if (kept == null) {
            return MetricsCollector.noop().provider().series(instrument, declared, labels);
        }
        Declaration family = sampling.decide(kept, known(kept));
        Rejections rejections = about(declared, family);
        return instrument(family, labels, instrument, memory -> fresh(family, labels, rejections, memory));
    }

    /** The series of a call by name, which may be one that many share; of families that are not denied alone. */
    <I> Family.Series named(Class<I> instrument, Declaration declared, Labels labels) {
        Declaration kept = requireNonNull(admit(declared));
        Declaration family = Sampling.follow(kept, known(kept));
        Rejections rejections = about(declared, family);
        return series(family, labels, instrument, true, memory -> fresh(family, labels, rejections, memory));
    }

    /** What the engine says of a family, declared before the family's first series. */
    private Rejections about(Declaration declared, Declaration family) {
        self.observations(family, registry);
        return self.rejections(declared, name(family));
    }

    private Family.Series fresh(Declaration family, Labels labels, Rejections rejections, MemoryAccount.Share memory) {
        return switch (family.kind()) {
            case COUNTER -> {
                LiveCounter counter = new LiveCounter(rejections, config.batchSize());
                yield new Family.Series(labels, counter, counter, family.scope(), clock.millis());
            }
            case GAUGE -> {
                LiveGauge gauge = new LiveGauge(rejections);
                yield new Family.Series(labels, gauge, gauge, family.scope(), clock.millis());
            }
            case HISTOGRAM -> {
                LiveHistogram histogram = new LiveHistogram(rejections, family.bounds(), memory);
                yield new Family.Series(labels, histogram, histogram, family.scope(), clock.millis());
            }
            case TIMER -> {
                LiveTimer timer = new LiveTimer(rejections, family.bounds(), memory, nanoTime);
                Timer recorder = sampling.recorder(timer, family);
                yield new Family.Series(labels, timer, recorder, family.scope(), clock.millis());
            }
            case SUMMARY -> {
                LiveHistogram histogram = new LiveHistogram(rejections, family.bounds(), memory);
                LiveSummary summary =
                        new LiveSummary(histogram, family.options().window(), background, memory);
                yield new Family.Series(labels, summary, summary, family.scope(), clock.millis());
            }
            case BUSY_TIME -> {
                LiveBusyTime busy = new LiveBusyTime(nanoTime, rejections);
                yield new Family.Series(labels, busy, busy, family.scope(), clock.millis());
            }
            case STATE_SET -> throw new IllegalArgumentException("a state set has no instrument for one series");
        };
    }

    @Override
    public void observe(Declaration declared, Labels labels, Supplier<? extends Number> value) {
        Declaration family = admit(declared);
        if (family == null) {
            return;
        }
        SelfMetrics.CallbackFailures failures = self.callbackFailures(name(family));
        Family.Series series = series(family, labels, ObservedNumber.class, false, memory -> {
            ObservedNumber number = new ObservedNumber(value, failures);
            return new Family.Series(labels, number, number, family.scope(), clock.millis());
        });
        if (series.labels().equals(labels)) {
            ((ObservedNumber) series.instrument()).replaceSource(value);
        }
    }

    /** A counter or gauge that the engine itself computes, once a snapshot and on the reader's thread. */
    void derive(Declaration declared, Labels labels, Supplier<? extends Number> value, Counter failures) {
        Declaration family = admit(declared);
        if (family != null) {
            deriveKept(family, labels, value, failures);
        }
    }

    private void deriveKept(Declaration family, Labels labels, Supplier<? extends Number> value, Counter failures) {
        Family.Series series = series(family, labels, DerivedNumber.class, false, memory -> {
            DerivedNumber number = new DerivedNumber(value, failures);
            return new Family.Series(labels, number, number, family.scope(), clock.millis());
        });
        if (series.labels().equals(labels)) {
            ((DerivedNumber) series.instrument()).replaceSource(value);
        }
    }

    @Override
    public void derive(Declaration declared, Labels labels, DoubleSupplier value) {
        Declaration family = admit(declared);
        if (family != null) {
            deriveKept(family, labels, value::getAsDouble, self.derivationFailures(name(family)));
        }
    }

    @Override
    public Window window(LongSupplier total, Duration length) {
        return TotalWindow.of(total, length, background);
    }

    @Override
    public State states(Declaration declared, Labels labels, List<String> states) {
        Declaration family = admit(declared);
        if (family == null) {
            return MetricsCollector.noop().provider().states(declared, labels, states);
        }
        registry.getOrCreate(family);
        List<String> known = this.states.computeIfAbsent(name(family), name -> List.copyOf(states));
        if (!known.equals(states)) {
            throw new MetricDeclarationException("state set '" + name(family) + "' exists with the states " + known
                    + ", not " + states + ": declare it with the same enum");
        }
        LiveState state = state(family, labels, states.get(0), 0, new LiveState());
        for (int i = 1; i < states.size(); i++) {
            state(family, labels, states.get(i), i, state);
        }
        return state;
    }

    /** The state whose series of one value is there, or else {@code fresh}, which then gets that series. */
    private LiveState state(Declaration family, Labels labels, String value, int index, LiveState fresh) {
        Labels one = labels.with(name(family), value);
        return instrument(
                family,
                one,
                LiveState.class,
                memory -> new Family.Series(one, fresh.cell(index), fresh, family.scope(), clock.millis()));
    }

    @Override
    public void recordCustomMetric(CustomMetric metric) {
        String name = metric.name();
        if (admission.isDenied(name)) {
            MetricsCollector.noop().recordCustomMetric(metric);
            return;
        }
        String help = metric.help();
        Labels labels = metric.labels();
        switch (metric.type()) {
            case COUNTER -> {
                Counter counter = byName.described(Counter.class, name, help, labels);
                if (Double.isNaN(metric.value())) {
                    self.rejected(admission.nameOf(name), Rejections.Reason.NAN).increment();
                } else if (metric.value() >= 0x1p63) {
                    self.rejected(admission.nameOf(name), Rejections.Reason.OVERFLOW)
                            .increment();
                } else {
                    counter.increment((long) Math.floor(metric.value()));
                }
            }
            case HISTOGRAM ->
                byName.described(Histogram.class, name, help, labels).record(metric.value());
            case GAUGE -> {
                Gauge gauge = byName.described(Gauge.class, name, help, labels);
                Instant measured = metric.timestamp();
                if (measured == null) {
                    gauge.set(metric.value());
                } else {
                    ((LiveGauge) gauge).set(metric.value(), measured.toEpochMilli());
                }
            }
            case INFO -> info(name, help, labels);
            case SUMMARY, STATE_SET ->
                throw new MetricDeclarationException("custom metric '" + name
                        + "' cannot be a summary or a state set; declare that with the collector");
        }
    }

    private <I> I instrument(
            Declaration declaration, Labels labels, Class<I> type, Function<MemoryAccount.Share, Family.Series> fresh) {
        return type.cast(series(declaration, labels, type, false, fresh).instrument());
    }

    private Family.Series series(
            Declaration declaration,
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
    private @Nullable Declaration known(Declaration family) {
        Family present = registry.find(name(family));
        return present == null ? null : present.declaration();
    }

    private static String name(Declaration family) {
        return family.descriptor().name();
    }
}
