package io.quorumeter.core;

import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.core.Rejections.Reason;
import io.quorumeter.core.event.ConsumerCounts;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.FamilyDeclaration.Kind;
import io.quorumeter.spi.FirstFailure;
import io.quorumeter.spi.OwnFamilies;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the engine says about itself, in the collector it belongs to: {@code quorumeter_*}. */
final class SelfMetrics {
    /** Of what the engine itself derives, which does not fail. */
    private static final CallbackFailures NOT_COUNTED = new CallbackFailures(
            Counter.noop(), Counter.noop(), Counter.noop(), new FirstFailure("a value of the engine's own", "nothing"));

    private static final String PREFIX = "quorumeter_";

    /** Callbacks of a family that gave no value, by why. */
    record CallbackFailures(Counter exception, Counter timeout, Counter nan, FirstFailure first) {
        /** A callback threw. */
        void threw(Throwable thrown) {
            exception.increment();
            first.threw(thrown);
        }

        /** A callback gave what is not a number. */
        void gaveNaN() {
            nan.increment();
            first.gaveNaN();
        }
    }

    private static final Rejections NOT_SHOWN = Rejections.untaken();

    private final LiveCollector metrics;
    private final Map<String, Rejections> rejections = new ConcurrentHashMap<>();
    private final AtomicBoolean anyRejected = new AtomicBoolean();
    private Counter restarts = Counter.noop();

    SelfMetrics(LiveCollector metrics) {
        this.metrics = metrics;
    }

    /** Declares what there is one of. Called once the collector is complete. */
    void register(Registry registry, Lifecycle life, ClockSteps steps) {
        restarts = counter(OwnFamilies.THREAD_RESTARTS, Labels.of());
        clockSteps("forward", steps::forward);
        clockSteps("backward", steps::backward);
        derive("quorumeter_series", "Live series", MetricLevel.ESSENTIAL, registry::series);
        derive(
                "quorumeter_series_limit",
                "Series that a family may have before further ones share one",
                MetricLevel.STANDARD,
                life::seriesLimit);
        MemoryAccount memory = life.memory();
        derive("quorumeter_memory_bytes", "Memory that the series take, estimated", MetricLevel.STANDARD, memory::used);
        derive(
                "quorumeter_memory_limit_bytes",
                "Memory that the series may take before further ones share one",
                MetricLevel.STANDARD,
                memory::limit);
    }

    /** The loop of a thread ended by an error and was started again. */
    void threadRestarted() {
        restarts.increment();
    }

    private void clockSteps(String direction, Supplier<Long> steps) {
        Labels labels = Labels.of("direction", direction);
        FamilyDeclaration declaration = declaration(
                Kind.COUNTER,
                "quorumeter_clock_steps_total",
                "Times that the wall clock was set; no age and no window goes by it",
                MetricLevel.STANDARD,
                labels);
        metrics.instruments().derive(declaration, labels, steps, NOT_COUNTED);
    }

    private void derive(String name, String help, MetricLevel level, Supplier<? extends Number> value) {
        metrics.instruments()
                .derive(declaration(Kind.GAUGE, name, help, level, Labels.of()), Labels.of(), value, NOT_COUNTED);
    }

    private Counter counter(String name, String help, MetricLevel level, Labels labels) {
        return counter(declaration(Kind.COUNTER, name, help, level, labels), labels);
    }

    /** A count, or none when the settings give its family no place: it may be asked for while something is recorded. */
    private Counter counter(FamilyDeclaration family, Labels labels) {
        try {
            return metrics.instruments().series(Counter.class, family, labels);
        } catch (MetricDeclarationException noPlace) {
            return Counter.noop();
        }
    }

    /** Labels that are named by families are no more than the program has families, and so are without a limit; open ones have one. */
    private static FamilyDeclaration declaration(
            Kind kind, String name, String help, MetricLevel level, Labels labels, String... openLabels) {
        MetricDescriptor descriptor = new MetricDescriptor(name, help, kind.type(), level, labels.names());
        return new FamilyDeclaration(descriptor, kind, List.of(openLabels));
    }

    /** Has a family's values counted, for those who want every detail. */
    void observations(FamilyDeclaration family, Registry registry) {
        boolean hasBounds = family.kind() == Kind.HISTOGRAM || family.kind() == Kind.TIMER;
        String name = family.descriptor().name();
        if (hasBounds || family.kind() == Kind.SUMMARY) {
            deriveTotal(
                    "quorumeter_observations_total",
                    "Values that the histograms of a family were given and kept",
                    name,
                    () -> total(registry.find(name), Family::observations));
        }
        if (hasBounds) {
            deriveTotal(
                    "quorumeter_bucket_overflow_total",
                    "Values above the highest finite bound of a family's histograms",
                    name,
                    () -> total(registry.find(name), Family::aboveBounds));
        }
    }

    private static long total(@Nullable Family family, ToLongFunction<Family> of) {
        return family == null ? 0 : of.applyAsLong(family);
    }

    private void deriveTotal(String name, String help, String family, Supplier<Long> total) {
        Labels labels = Labels.of("metric", family);
        FamilyDeclaration declaration = declaration(Kind.COUNTER, name, help, MetricLevel.DETAILED, labels);
        try {
            metrics.instruments().derive(declaration, labels, total, NOT_COUNTED);
        } catch (MetricDeclarationException noPlace) {
            return; // as for counts
        }
    }

    /**
     * The counts of what the instruments of a family refuse, which is shown under a name that may be another. Those of the engine's own
     * families are not shown.
     */
    Rejections rejections(FamilyDeclaration declared, String shownAs) {
        return declared.descriptor().name().startsWith(PREFIX) ? NOT_SHOWN : rejections(shownAs);
    }

    Rejections rejections(String shownAs) {
        return rejections.computeIfAbsent(shownAs, name -> new Rejections(anyRejected));
    }

    /** Has what was refused since the last snapshot be in the next one. */
    void showRejections() {
        if (anyRejected.get() && anyRejected.getAndSet(false)) {
            rejections.forEach((family, refused) ->
                    refused.takeAll((reason, times) -> rejected(family, reason).increment(times)));
        }
    }

    private Counter rejected(String family, Reason reason) {
        return counter(
                "quorumeter_invalid_observations_total",
                "Values that instruments refused, by reason; a series comes with the first one",
                MetricLevel.STANDARD,
                Labels.of("metric", family, "reason", LabelValue.of(reason)));
    }

    CallbackFailures callbackFailures(String family) {
        return new CallbackFailures(
                callbackFailed(family, "exception"),
                callbackFailed(family, "timeout"),
                callbackFailed(family, "nan"),
                new FirstFailure("the callback of '" + family + "'", "quorumeter_callback_failures_total"));
    }

    private Counter callbackFailed(String family, String reason) {
        return counter(
                "quorumeter_callback_failures_total",
                "Callbacks that gave no value; the last good one was shown with its time, none before the first",
                MetricLevel.ESSENTIAL,
                Labels.of("metric", family, "reason", reason));
    }

    /** Says which share of its values the family of a timer or histogram keeps. */
    void samplingRatio(String family, double share) {
        samplingRatio(Labels.of("metric", family), share);
    }

    /** Says which share of the events a consumer gets. Whoever subscribes names it, so there may be too many. */
    void eventSamplingRatio(String consumer, double share) {
        samplingRatio(Labels.of("metric", "events:" + consumer), share, "metric");
    }

    private void samplingRatio(Labels labels, double share, String... openLabels) {
        FamilyDeclaration declaration = declaration(
                Kind.GAUGE,
                "quorumeter_sampling_ratio",
                "Share of its durations or events that a sampled timer or consumer of events keeps",
                MetricLevel.STANDARD,
                labels,
                openLabels);
        metrics.instruments().series(Gauge.class, declaration, labels).set(share);
    }

    Counter seriesDropped(String family) {
        return counter(
                "quorumeter_series_dropped_total",
                "Times that a series was asked for, as by each record by name, and not made for want of room in its family or memory",
                MetricLevel.ESSENTIAL,
                Labels.of("metric", family));
    }

    /** The count of records by name that are dropped. Of names that are made of data the caller gives a few. */
    Counter recordsDropped(String family, Admission.Dropping reason) {
        return counter(OwnFamilies.RECORDS_DROPPED, Labels.of("metric", family, "reason", LabelValue.of(reason)));
    }

    /** The counts of a consumer of events. Whoever subscribes names it, so there may be too many. */
    ConsumerCounts consumer(String name) {
        return new ConsumerCounts(
                counter(OwnFamilies.CONSUMER_ERRORS, Labels.of("consumer", name)),
                dropped(name, "queue_full"),
                dropped(name, "error"),
                dropped(name, "disabled"));
    }

    private Counter dropped(String consumer, String reason) {
        Labels labels = Labels.of("consumer", consumer, "reason", reason);
        FamilyDeclaration family = declaration(
                Kind.COUNTER,
                "quorumeter_events_dropped_total",
                "Events that a consumer did not get: its queue was full, it threw, or it ended its subscription",
                MetricLevel.ESSENTIAL,
                labels,
                "consumer");
        return counter(family, labels);
    }

    Counter lateRecords(String family) {
        return counter(
                "quorumeter_late_records_total",
                "What was recorded to series after they ended",
                MetricLevel.STANDARD,
                Labels.of("metric", family));
    }
}
