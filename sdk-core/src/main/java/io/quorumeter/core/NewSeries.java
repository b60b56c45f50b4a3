package io.quorumeter.core;

import static java.util.Objects.requireNonNull;

import io.quorumeter.Labels;
import io.quorumeter.Timer;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.SteadyClock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Makes the series of each kind of instrument. */
final class NewSeries {
    private final Registry registry;
    private final Sampling sampling;
    private final Background background;
    private final SteadyClock clock;
    private final LongSupplier nanoTime;

    NewSeries(Registry registry, Sampling sampling, Background background, SteadyClock clock, LongSupplier nanoTime) {
        this.registry = registry;
        this.sampling = sampling;
        this.background = background;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** A series of what its cell holds and its instrument writes, which begins now. */
    Family.Series of(FamilyDeclaration family, Labels labels, Object cell, Object instrument) {
        return new Family.Series(labels, cell, instrument, family.scope(), clock.millis());
    }

    /** A series that is asked for, which begins now. */
    Family.Series observed(
            FamilyDeclaration family,
            Labels labels,
            Supplier<? extends Number> value,
            SelfMetrics.CallbackFailures failures,
            Rejections rejections) {
        boolean isTotal = family.kind() == FamilyDeclaration.Kind.COUNTER;
        ObservedNumber number = new ObservedNumber(value, failures, clock, isTotal ? rejections : null);
        return of(family, labels, number, number);
    }

    /** A series that is recorded, of the kind that its family is, which is there. */
    Family.Series recorded(FamilyDeclaration family, Labels labels, Rejections rejections, MemoryAccount.Share memory) {
        return switch (family.kind()) {
            case COUNTER -> {
                LiveCounter counter = new LiveCounter(rejections, memory);
                yield of(family, labels, counter, counter);
            }
            case GAUGE -> {
                LiveGauge gauge = new LiveGauge(rejections);
                yield of(family, labels, gauge, gauge);
            }
            case HISTOGRAM -> {
                LiveHistogram histogram = new LiveHistogram(rejections, family.bounds(), memory);
                yield of(family, labels, histogram, histogram);
            }
            case TIMER -> {
                LiveTimer timer = new LiveTimer(rejections, family.bounds(), memory, nanoTime);
                Timer recorder = sampling.recorder(timer, family);
                yield of(family, labels, timer, recorder);
            }
            case SUMMARY -> {
                Family kept = requireNonNull(registry.find(family.descriptor().name()));
                LiveHistogram histogram = new LiveHistogram(rejections, family.bounds(), memory);
                LiveSummary summary = LiveSummary.of(histogram, kept::window, background, memory);
                yield of(family, labels, summary, summary);
            }
            case BUSY_TIME -> {
                LiveBusyTime busy = new LiveBusyTime(nanoTime, rejections, memory);
                yield of(family, labels, busy, busy);
            }
            case STATE_SET -> throw new IllegalArgumentException("a state set has no instrument for one series");
        };
    }
}
