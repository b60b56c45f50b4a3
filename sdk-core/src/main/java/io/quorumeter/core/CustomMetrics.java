package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.Counter;
import io.quorumeter.CustomMetric;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricName;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Unit;
import io.quorumeter.spi.FamilyDeclaration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records metrics that somebody else measured, by name; like all such records, what finds no place is forgotten. */
final class CustomMetrics {
    private static final long NO_TIME = 0;

    private final MetricsCollector collector;
    private final Admission admission;
    private final ByName byName;
    private final SelfMetrics self;

    CustomMetrics(MetricsCollector collector, Admission admission, ByName byName, SelfMetrics self) {
        this.collector = collector;
        this.admission = admission;
        this.byName = byName;
        this.self = self;
    }

    void record(CustomMetric metric) {
        if (metric == null || metric.name() == null) {
            byName.forgotten().nameless();
            return;
        }
        String name = metric.name();
        if (admission.forgets(name)) {
            return;
        }
        try {
            check(metric);
            recordKept(metric);
        } catch (Admission.Clash | RuntimeException noPlace) { // a record never throws
            byName.forgotten().count(name, noPlace);
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

    /** Refuses what lacks a part that a family is made of. */
    private static void check(CustomMetric metric) {
        MetricName.checkHosts(metric.name());
        if (metric.type() == null) {
            throw new MetricDeclarationException("the custom metric's type is null; give a constant of MetricType");
        } else if (metric.labels() == null) {
            throw new MetricDeclarationException("the custom metric's labels are null; write Labels.of() for none");
        }
    }

    private void recordKept(CustomMetric metric) throws Admission.Clash {
        String name = metric.name();
        String help = metric.help() == null ? "" : metric.help();
        Labels labels = metric.labels();
        switch (metric.type()) {
            case COUNTER -> {
                Counter counter = byName.described(Counter.class, name, help, labels);
                if (Double.isNaN(metric.value())) {
                    self.rejections(name).nan();
                } else if (metric.value() >= 0x1p63) {
                    self.rejections(name).overflow();
                    counter.increment(Long.MAX_VALUE - counter.value());
                } else {
                    counter.increment((long) Math.floor(metric.value()));
                }
            }
            case HISTOGRAM ->
                byName.described(Histogram.class, name, help, labels).record(metric.value());
            case GAUGE -> {
                Gauge gauge = byName.described(Gauge.class, name, help, labels);
                long measured = millis(metric.timestamp());
                if (measured == NO_TIME) {
                    gauge.set(metric.value());
                } else {
                    ((LiveGauge) gauge).set(metric.value(), measured);
                }
            }
            case INFO -> {
                admission.named(new FamilyDeclaration(
                        new MetricDescriptor(name, help, MetricType.INFO, MetricLevel.ESSENTIAL, labels.names()),
                        FamilyDeclaration.Kind.GAUGE,
                        Bounds.defaultFor(Unit.NONE),
                        List.of(),
                        null));
                collector.info(name, help, labels);
            }
            case SUMMARY, STATE_SET ->
                throw new MetricDeclarationException("custom metric '" + name
                        + "' cannot be a summary or a state set; declare that with the collector");
        }
    }
}
