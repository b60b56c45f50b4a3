package io.quorumeter.core;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.CustomMetric;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.NamedInstruments;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The collector that keeps what is recorded. */
final class LiveCollector implements MetricsCollector, InstrumentProvider {
    private final Registry registry;
    private final Callbacks callbacks;
    private final SharedSnapshots readers;
    private final MetricLevel level;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Background background;
    private final ByName byName;
    private final SelfMetrics self;

    private LiveCollector(Quorumeter.Builder settings) {
        this.level = settings.level;
        this.clock = settings.clock;
        this.callbacks = new Callbacks(settings.callbackLimit);
        this.registry = new Registry();
        this.readers = new SharedSnapshots(new Frames(registry, callbacks, clock, Labels.of(), List::of));
        this.nanoTime = settings.nanoTime;
        this.background = new Background(settings.nanoTime, settings.interval, settings.ticker);
        this.byName = new ByName(this, settings.seriesLimit);
        this.self = new SelfMetrics(this);
    }

    /** A collector with its own metrics in it. */
    static LiveCollector create(Quorumeter.Builder settings) {
        LiveCollector collector = new LiveCollector(settings);
        collector.self.register(collector.registry);
        return collector;
    }

    /** What is done at intervals. */
    Background background() {
        return background;
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

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public MetricsSnapshot snapshot() {
        refuseCallbacks();
        return readers.snapshot();
    }

    @Override
    public <T extends @Nullable Object> T read(Function<? super MetricsSnapshot, ? extends T> reader) {
        refuseCallbacks();
        return readers.read(reader);
    }

    private void refuseCallbacks() {
        if (callbacks.isAsking()) {
            throw new IllegalStateException("a callback that a snapshot asks for its value cannot take a snapshot");
        }
    }

    @Override
    public <I> I series(Class<I> instrument, Declaration family, Labels labels) {
        if (isAbove(family)) {
            return MetricsCollector.noop().provider().series(instrument, family, labels);
        }
        Rejections rejections = self.rejections(name(family), family.kind());
        return instrument(family, labels, instrument, () -> fresh(family, labels, rejections));
    }

    private Family.Series fresh(Declaration family, Labels labels, Rejections rejections) {
        return switch (family.kind()) {
            case COUNTER -> {
                LiveCounter counter = new LiveCounter(rejections);
                yield new Family.Series(labels, counter, counter, family.scope(), clock.millis());
            }
            case GAUGE -> {
                LiveGauge gauge = new LiveGauge(rejections);
                yield new Family.Series(labels, gauge, gauge, family.scope(), clock.millis());
            }
            case HISTOGRAM -> {
                LiveHistogram histogram = new LiveHistogram(
                        rejections, family.bounds(), MemoryAccount.unlimited().share());
                yield new Family.Series(labels, histogram, histogram, family.scope(), clock.millis());
            }
            case TIMER -> {
                LiveTimer timer = new LiveTimer(
                        rejections, family.bounds(), MemoryAccount.unlimited().share(), nanoTime);
                yield new Family.Series(labels, timer, timer, family.scope(), clock.millis());
            }
        };
    }

    @Override
    public void observe(Declaration family, Labels labels, Supplier<? extends Number> value) {
        if (isAbove(family)) {
            return;
        }
        By<SelfMetrics.CallbackFailure, Counter> failures = self.callbackFailures(name(family));
        ObservedNumber observed = instrument(family, labels, ObservedNumber.class, () -> {
            ObservedNumber number = new ObservedNumber(value, failures);
            return new Family.Series(labels, number, number, family.scope(), clock.millis());
        });
        observed.replaceSource(value);
    }

    /** A counter or gauge that the engine itself computes, once a snapshot and on the reader's thread. */
    void derive(Declaration family, Labels labels, Supplier<? extends Number> value) {
        if (!isAbove(family)) {
            instrument(family, labels, DerivedNumber.class, () -> {
                DerivedNumber number = new DerivedNumber(value);
                return new Family.Series(labels, number, number, family.scope(), clock.millis());
            });
        }
    }

    /** How callbacks are asked. */
    Callbacks callbacks() {
        return callbacks;
    }

    @Override
    public void recordCustomMetric(CustomMetric metric) {
        String name = metric.name();
        String help = metric.help();
        Labels labels = metric.labels();
        switch (metric.type()) {
            case COUNTER -> {
                Counter counter = byName.described(Counter.class, name, help, labels);
                if (Double.isNaN(metric.value())) {
                    self.rejected(name, Rejections.Reason.NAN).increment();
                } else if (metric.value() >= 0x1p63) {
                    self.rejected(name, Rejections.Reason.OVERFLOW).increment();
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

    private <I> I instrument(Declaration declaration, Labels labels, Class<I> type, Supplier<Family.Series> fresh) {
        Object instrument = registry.getOrCreate(declaration, labels, fresh).instrument();
        if (!type.isInstance(instrument)) {
            throw new MetricDeclarationException("series '" + name(declaration) + labels + "' "
                    + (instrument instanceof ObservedNumber
                            ? "is observed; it cannot be recorded as well"
                            : "is recorded; it cannot be observed as well"));
        }
        return type.cast(instrument);
    }

    private boolean isAbove(Declaration family) {
        return !level.includes(family.descriptor().level());
    }

    private static String name(Declaration family) {
        return family.descriptor().name();
    }
}
