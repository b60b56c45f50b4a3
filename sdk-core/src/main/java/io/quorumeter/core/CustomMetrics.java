package io.quorumeter.core;

import io.quorumeter.Counter;
import io.quorumeter.CustomMetric;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricType;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.FamilyDeclaration.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Records metrics that somebody else measured, by name. */
final class CustomMetrics {
    private static final long NO_TIME = 0;

    private final Instruments instruments;
    private final Admission admission;
    private final SelfMetrics self;

    CustomMetrics(Instruments instruments, Admission admission, SelfMetrics self) {
        this.instruments = instruments;
        this.admission = admission;
        this.self = self;
    }

    void record(CustomMetric metric) {
        instruments.byName().attempt(metric == null ? null : metric.name(), () -> recordKept(metric));
    }

    private MetricType recordKept(CustomMetric metric) throws Admission.Clash {
        MetricType type = metric.type();
        if (type == null) {
            throw new MetricDeclarationException("the custom metric's type is null; give a constant of MetricType");
        }
        switch (type) {
            case COUNTER -> count(declare(Counter.class, metric), metric);
            case HISTOGRAM -> declare(Histogram.class, metric).record(metric.value());
            case GAUGE -> set(declare(Gauge.class, metric), metric.value(), metric.timestamp());
            case INFO -> {
                Labels facts = ByName.given(metric.labels());
                FamilyDeclaration info =
                        ByName.declaration(type, Kind.GAUGE, metric.name(), help(metric), facts, facts);
                admission.named(info);
                instruments.series(Gauge.class, info, facts).set(1L);
            }
            case SUMMARY, STATE_SET ->
                throw new MetricDeclarationException("custom metric '" + metric.name()
                        + "' cannot be a summary or a state set; declare that with the collector");
        }
        return type;
    }

    private <I> I declare(Class<I> instrument, CustomMetric metric) throws Admission.Clash {
        return instruments.byName().declare(instrument, metric.name(), help(metric), metric.labels());
    }

    private static String help(CustomMetric metric) {
        return metric.help() == null ? "" : metric.help();
    }

    private void count(Counter counter, CustomMetric metric) {
        if (Double.isNaN(metric.value())) {
            self.rejections(metric.name()).nan();
        } else if (metric.value() >= 0x1p63) {
            self.rejections(metric.name()).overflow();
            counter.increment(Long.MAX_VALUE - counter.value());
        } else {
            counter.increment((long) Math.floor(metric.value()));
        }
    }

    private static void set(Gauge gauge, double value, @Nullable Instant measured) {
        long millis = millis(measured);
        if (millis == NO_TIME) {
            gauge.set(value);
        } else {
            ((LiveGauge) gauge).set(value, millis);
        }
    }

    /** When something was measured, in Unix milliseconds; no time for one so far away that none can be written. */
    private static long millis(@Nullable Instant measured) {
        try {
            return measured == null ? NO_TIME : measured.toEpochMilli();
        } catch (ArithmeticException beyondMilliseconds) {
            return NO_TIME;
        }
    }
}
