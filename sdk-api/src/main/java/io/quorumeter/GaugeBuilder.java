package io.quorumeter;

import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A family of gauges being declared; see {@link FamilyBuilder}. */
public final class GaugeBuilder extends FamilyBuilder<Gauge, GaugeBuilder> {
    private static final double NANOS_PER_SECOND = 1e9;

    GaugeBuilder(InstrumentProvider engine, Declaration<Gauge> row) {
        super(engine, row);
    }

    /**
     * Observes a value that is kept elsewhere, such as {@code pool::size}, at each snapshot, instead of creating an instrument. When the
     * same series is observed already, this value replaces the other, so that a component that is created again can declare what its
     * predecessor declared. Two components that live at the same time need a label to distinguish them.
     *
     * @param value called on a thread of the collector, never on two at once. No series is shown before it returned a first value, nor
     *     while it returns null, which means that there is none now; when it throws, returns NaN or does not return in time, the last good
     *     value is shown with the time at which it was read, so that readers see its age
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void observe(Supplier<? extends @Nullable Number> value) {
        row.observe(engine, null, value, texts);
    }

    /**
     * Computes a value from other instruments, once for each snapshot and only then, instead of creating an instrument. It replaces the
     * source that the series had before, as an observed value does.
     *
     * @param value called while a snapshot is taken, on its thread and by one thread at a time, so it must be fast and wait for nothing: a
     *     few reads and some arithmetic. A value that may have to wait belongs in {@link #observe}. When it throws or returns NaN, the last
     *     good value is shown, and 0 before the first
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void derive(DoubleSupplier value) {
        row.derive(engine, null, value, texts);
    }

    /**
     * Computes how much a counter gains a second, over a sliding window that the collector's background tick moves, instead of creating an
     * instrument. Until the window is full the value is what the counter gained a second since this declaration, and 0 as long as no time
     * has passed: never NaN.
     *
     * @param counter what is counted
     * @param window how far back to look, positive, up to a year
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void rateOf(Counter counter, Duration window) {
        derive(engine.rate(checked("counter", counter)::value, checked(window)));
    }

    /**
     * Does the same for what a timer recorded: throughput, how many a second.
     *
     * @param timer whose durations are counted
     * @param window how far back to look, positive, up to a year
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void rateOf(Timer timer, Duration window) {
        derive(engine.rate(checked("timer", timer)::count, checked(window)));
    }

    /**
     * Does the same for what a histogram recorded.
     *
     * @param histogram whose values are counted
     * @param window how far back to look, positive, up to a year
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void rateOf(Histogram histogram, Duration window) {
        derive(engine.rate(checked("histogram", histogram)::count, checked(window)));
    }

    /**
     * Computes the share of the time within a sliding window in which something was busy, the item it is busy with included, instead of
     * creating an instrument. For one thread that is 0 to 1; where there are {@linkplain BusyTime#worker() workers}, it is how many were
     * busy at once on average. It is 0 as long as no time has passed: never NaN.
     *
     * @param busy what is busy
     * @param window how far back to look, positive, up to a year
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void ratioOf(BusyTime busy, Duration window) {
        DoubleSupplier nanos = engine.rate(checked("busy time", busy)::nanos, checked(window));
        derive(() -> nanos.getAsDouble() / NANOS_PER_SECOND);
    }

    /**
     * Computes the share of an operation's runs within a sliding window that failed, instead of creating an instrument. It is 0 when no run
     * ended within the window: never NaN.
     *
     * @param operation what may fail
     * @param window how far back to look, positive, up to a year
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void errorRatioOf(OperationTimer operation, Duration window) {
        Timer failed = checked("operation", operation).error();
        Timer succeeded = operation.ok();
        DoubleSupplier success =
                engine.ratio(succeeded::count, () -> succeeded.count() + failed.count(), checked(window));
        derive(() -> 1 - success.getAsDouble());
    }

    /**
     * Computes the share of tries that succeeded since the start, instead of creating an instrument. It is 1 as long as nothing was tried,
     * since nothing failed: never NaN.
     *
     * @param successes counts what succeeded, after {@code total} counted it
     * @param total counts everything tried
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void ratioOf(Counter successes, Counter total) {
        checked("counter of successes", successes);
        checked("counter of tries", total);
        derive(() -> {
            long succeeded = successes.value(); // the effect before its cause, so that there are never more of them
            long tried = total.value();
            return tried <= 0 ? 1 : Math.min(1, (double) succeeded / tried);
        });
    }

    /**
     * Does the same over a sliding window. It is 1 when nothing was tried within it, and at most 1 although what was tried before the
     * window may have succeeded in it.
     *
     * @param successes counts what succeeded, after {@code total} counted it
     * @param total counts everything tried
     * @param window how far back to look, positive, up to a year
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void ratioOf(Counter successes, Counter total, Duration window) {
        checked("counter of successes", successes);
        checked("counter of tries", total);
        derive(engine.ratio(successes::value, total::value, checked(window)));
    }

    private Duration checked(Duration window) {
        return SummaryBuilder.checkedWindow(row.name(), window);
    }

    private <T> T checked(String what, T given) {
        MetricDescriptor.checkGiven(row.name(), what, given);
        return given;
    }
}
