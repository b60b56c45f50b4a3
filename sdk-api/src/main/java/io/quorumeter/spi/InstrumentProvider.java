package io.quorumeter.spi;

import io.quorumeter.Labels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Creates or returns the series behind the declarations; implemented by an engine. The builders of the API check a declaration, enumerate
 * its label values and call the provider once per series, so an engine needs no knowledge of enums and arrays. Called while a node starts;
 * safe from any thread.
 */
public interface InstrumentProvider {
    /**
     * Returns the instrument of one series.
     *
     * @param <I> the instrument
     * @param instrument the interface that {@link FamilyDeclaration#kind()} stands for
     * @param family what the series belongs to
     * @param labels the series
     * @return the same instrument for the same labels; a no-op when the family's first declaration is above the collector's level
     * @throws io.quorumeter.MetricDeclarationException when the family exists with another type, kind, label names or bounds, or the series
     *     is observed
     */
    <I> I series(Class<I> instrument, FamilyDeclaration family, Labels labels);

    /**
     * Returns the instrument of a call by name with one label. The first call of a series declares it, later ones allocate nothing, and
     * none throws: where the name or label is not legal, or the family has another shape, the instrument is a no-op and the call is
     * counted.
     *
     * @param <I> the instrument
     * @param instrument {@link io.quorumeter.Counter}, {@link io.quorumeter.Gauge}, {@link io.quorumeter.Histogram} or
     *     {@link io.quorumeter.Timer}
     * @param name the family's name
     * @param label the label's name
     * @param value the label's value
     * @return the same instrument for the same arguments, or a no-op
     */
    <I> I named(Class<I> instrument, String name, String label, String value);

    /**
     * Returns the instrument of a call by name with any labels; see {@link #named(Class, String, String, String)}.
     *
     * @param <I> the instrument
     * @param instrument as in the other method, or {@link io.quorumeter.OperationTimer}, whose timers have the label {@code result} in
     *     addition to these
     * @param name the family's name
     * @param labels the series
     * @return the same instrument for the same arguments, or a no-op
     */
    <I> I named(Class<I> instrument, String name, Labels labels);

    /**
     * Observes a counter or gauge whose value is read at each snapshot; replaces the source that these labels had before.
     *
     * @param family what the series belongs to
     * @param labels the series
     * @param value called on a thread of the engine's, in the order in which the snapshot reads the families. No series is shown before it
     *     returned a first value, nor while it returns null; when it throws, returns NaN or does not return in time, the last good value is
     *     shown with the time at which it was read
     * @throws io.quorumeter.MetricDeclarationException when the family exists with another type, kind or label names, or the series is
     *     recorded
     */
    void observe(FamilyDeclaration family, Labels labels, Supplier<? extends Number> value);

    /**
     * Derives a gauge whose value is computed from other instruments while a snapshot is taken; replaces the source that these labels had
     * before.
     *
     * @param family what the series belongs to
     * @param labels the series
     * @param value called inline, once a snapshot, by one thread at a time; fast, and without side effects
     * @throws io.quorumeter.MetricDeclarationException when the family exists with another type, kind or label names, or the series is
     *     recorded
     */
    void derive(FamilyDeclaration family, Labels labels, DoubleSupplier value);

    /**
     * Returns the gain of a total over a sliding window.
     *
     * @param total never falls; called off the recording path
     * @param length how far back to look, positive
     * @return the gain within that time; it is kept up to date for as long as it is referenced
     */
    Window window(LongSupplier total, Duration length);

    /**
     * Returns how much a total gains a second.
     *
     * @param total never falls; called off the recording path
     * @param length how far back to look, positive
     * @return the rate over the window; 0 as long as no time has passed
     */
    default DoubleSupplier rate(LongSupplier total, Duration length) {
        return window(total, length)::perSecond;
    }

    /**
     * Returns the gain of one total as a share of the gain of another, within a window.
     *
     * @param part never falls; called off the recording path
     * @param whole never falls, and rises before {@code part} does
     * @param length how far back to look, positive
     * @return 0 to 1; 1 when the whole gained nothing
     */
    default DoubleSupplier ratio(LongSupplier part, LongSupplier whole, Duration length) {
        Window some = window(part, length);
        Window all = window(whole, length);
        return () -> {
            long gained = some.increase(); // the effect before its cause, so that there are never more of them
            long tried = all.increase();
            return tried <= 0 ? 1 : Math.min(1, (double) gained / tried);
        };
    }

    /**
     * Returns the state of a state set, which has one series for each value.
     *
     * @param family what the series belong to
     * @param labels the labels without that of the state
     * @param label the label that has the state
     * @param states the values of that label
     * @return the same state for the same labels; a no-op when the family's first declaration is above the collector's level
     * @throws io.quorumeter.MetricDeclarationException when the family exists with another type, kind or label names
     */
    State states(FamilyDeclaration family, Labels labels, String label, List<String> states);

    /**
     * Returns whether a family is kept, for readers of what was declared.
     *
     * @param family its name
     * @return false when it was not declared, or the settings leave it out
     */
    default boolean isKept(String family) {
        return true;
    }

    /**
     * Adds a participant to {@linkplain io.quorumeter.MetricsCollector#flush() flushes}, such as an exporter that pushes.
     *
     * @param participant its name in a flush's result
     * @param flush called once a flush's events were handed over, on a daemon thread of its own. It takes the time that is left, zero when
     *     there is none, and returns, without blocking, a stage that completes when the work is done; an exception, thrown or completed
     *     with, counts as failed. Until then it is not called again: flushes that begin meanwhile share the next call
     * @return ends the participation
     */
    default Runnable onFlush(String participant, Function<Duration, CompletionStage<?>> flush) {
        return () -> {};
    }

    /** {@return the clock that dates snapshots, for code that compares times with theirs; the system's unless the engine has another} */
    default SteadyClock clock() {
        return SteadyClock.system();
    }

    /** {@return the time in nanoseconds from any origin, on the clock of timers and windows; the system's unless the engine has another} */
    default long nanoTime() {
        return System.nanoTime();
    }

    /** Which of several states something is in. Safe from any thread. */
    interface State {
        /**
         * Replaces the state; the last write wins.
         *
         * @param index the state, 0 or more
         */
        void set(int index);

        /** {@return the state last set; 0 before the first} */
        int get();
    }

    /** The gain of a total over a sliding window. Safe from any thread; reading does not move the window. */
    interface Window {
        /** {@return how much the total rose within the window} */
        long increase();

        /** {@return how much the total rose a second; 0 as long as no time has passed} */
        double perSecond();
    }
}
