package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import io.quorumeter.core.Rejections.Reason;
import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.Declaration.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What the engine says about itself, in the collector it belongs to: {@code quorumeter_*}. */
final class SelfMetrics {
    private static final String PREFIX = "quorumeter_";

    /** Why a callback gave no value. */
    enum CallbackFailure {
        EXCEPTION,
        TIMEOUT
    }

    private final LiveCollector metrics;

    SelfMetrics(LiveCollector metrics) {
        this.metrics = metrics;
    }

    /** Declares what there is one of. Called once the collector is complete. */
    void register(Registry registry) {
        derive("quorumeter_series", "Live series", MetricLevel.ESSENTIAL, registry::series);
    }

    private void derive(String name, String help, MetricLevel level, Supplier<? extends Number> value) {
        MetricDescriptor gauge = new MetricDescriptor(name, help, MetricType.GAUGE, level, List.of());
        Declaration family = new Declaration(gauge, Kind.GAUGE, Bounds.defaultFor(gauge.unit()), List.of(), null);
        metrics.derive(family, Labels.of(), value, Counter.noop());
    }

    /** The counts of what the instruments of a family refuse. The engine's own families are given nothing to refuse. */
    Rejections rejections(String family, Kind kind) {
        Set<Reason> possible = switch (kind) {
            case COUNTER, BUSY_TIME -> EnumSet.of(Reason.NEGATIVE);
            case GAUGE -> EnumSet.of(Reason.NAN);
            case HISTOGRAM, SUMMARY -> EnumSet.allOf(Reason.class);
            case TIMER -> EnumSet.of(Reason.NEGATIVE, Reason.OVERFLOW, Reason.MEMORY);
            case STATE_SET -> EnumSet.noneOf(Reason.class);
        };
        return new Rejections(family.startsWith(PREFIX) ? Set.of() : possible, reason -> rejected(family, reason));
    }

    /** The count of what a family refuses for one reason. */
    Counter rejected(String family, Reason reason) {
        return metrics.counter("quorumeter_invalid_observations_total")
                .help("Values that instruments refused, by reason")
                .with("metric", family)
                .with("reason", LabelValue.of(reason))
                .create();
    }

    By<CallbackFailure, Counter> callbackFailures(String family) {
        return metrics.counter("quorumeter_callback_failures_total")
                .help("Callbacks that gave no value; the last good one was shown")
                .level(MetricLevel.ESSENTIAL)
                .with("metric", family)
                .by("reason", CallbackFailure.class)
                .create();
    }

    Counter derivationFailures(String family) {
        return callbackFailures(family).of(CallbackFailure.EXCEPTION);
    }

    Counter seriesDropped(String family) {
        return metrics.counter("quorumeter_series_dropped_total")
                .help("Records that went to the overflow series because the family has as many series as it may")
                .level(MetricLevel.ESSENTIAL)
                .with("metric", family)
                .create();
    }
}
