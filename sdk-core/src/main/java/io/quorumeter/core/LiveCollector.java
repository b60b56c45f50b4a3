package io.quorumeter.core;

import io.quorumeter.Counter;
import io.quorumeter.CustomMetric;
import io.quorumeter.FlushResult;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.event.EventBus;
import io.quorumeter.core.event.ThreadLoop;
import io.quorumeter.event.EventPublisher;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.InstrumentProvider;
import io.quorumeter.spi.SteadyClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The collector that keeps what is recorded. */
final class LiveCollector implements MetricsCollector {
    /** Most events that wait for one listener. */
    private static final int EVENTS_WAITING = 4_096;

    private final Admission admission;
    private final Background background;
    private final Lifecycle life;
    private final Registry registry;
    private final SelfMetrics self;
    private final EventBus events;
    private final Flushes flushes;
    private final Instruments instruments;
    private final CustomMetrics customMetrics;
    private final Callbacks callbacks;
    private final ClockSteps steps;
    private final SharedSnapshots readers;

    private LiveCollector(Quorumeter.Builder settings) {
        MetricsConfig config = settings.config;
        SteadyClock clock = settings.steadyClock();
        this.admission = new Admission(config);
        this.background = new Background(settings.nanoTime, config.collectionInterval(), settings.ticker);
        this.self = new SelfMetrics(this);
        background.onRestart(self::threadRestarted);
        Sampling sampling = new Sampling(config.metricsSamplingRate(), settings.seed, self);
        this.events = new EventBus(
                self::consumer, sampling::ofEvents, ThreadLoop.starter(self::threadRestarted), EVENTS_WAITING);
        this.flushes = new Flushes(events);
        this.life = new Lifecycle(
                config.seriesLimit(),
                new MemoryAccount(config.maxMetricsMemory()),
                new LateRecords(background, self::lateRecords),
                clock);
        this.registry = new Registry(life);
        NewSeries newSeries = new NewSeries(registry, sampling, background, clock, settings.nanoTime);
        this.instruments = new Instruments(admission, registry, sampling, newSeries, self, background, flushes, clock);
        this.customMetrics = new CustomMetrics(instruments, admission, self);
        this.callbacks = new Callbacks(config.callbackLimit(), self);
        this.steps = new ClockSteps(clock);
        this.readers = new SharedSnapshots(
                new Frames(registry, callbacks, clock, steps::look, config.constantLabels(), life::ended));
    }

    /** A collector with its own metrics in it. */
    static LiveCollector create(Quorumeter.Builder settings) {
        LiveCollector collector = new LiveCollector(settings);
        collector.self.register(collector.registry, collector.life, collector.steps);
        Duration staleAfter = settings.config.staleAfter();
        if (staleAfter != null) {
            long nanos = staleAfter.toNanos();
            collector.background.onTick(now -> {
                collector.registry.endStale(now, nanos);
                return true;
            });
        }
        return collector;
    }

    /** Which families are kept, and under which names. */
    Admission admission() {
        return admission;
    }

    /** How callbacks are asked. */
    Callbacks callbacks() {
        return callbacks;
    }

    /** What declarations end in. */
    Instruments instruments() {
        return instruments;
    }

    Registry registry() {
        return registry;
    }

    SelfMetrics self() {
        return self;
    }

    @Override
    public InstrumentProvider provider() {
        return instruments;
    }

    // The next three do what the interface does, whose compiled code serves every kind of collector and looks up whose
    // methods to call at each step. Compiled here it knows, which saves a third of a call where there are several
    // kinds.

    @Override
    public void incrementCounter(String name) {
        instruments.named(Counter.class, name, Labels.of()).increment();
    }

    @Override
    public void incrementCounter(String name, String label, String value) {
        instruments.named(Counter.class, name, label, value).increment();
    }

    @Override
    public void incrementCounter(String name, Labels labels) {
        instruments.named(Counter.class, name, labels).increment();
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
        self.showRejections();
    }

    @Override
    public void recordCustomMetric(CustomMetric metric) {
        customMetrics.record(metric);
    }
}
