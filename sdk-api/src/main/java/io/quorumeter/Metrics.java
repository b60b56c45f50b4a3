package io.quorumeter;

import io.quorumeter.spi.CollectorProvider;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One collector for the whole process, for small programs that do not want to pass one around:
 *
 * <pre>{@code
 * Metrics.counter("requests_total").increment();
 * Metrics.setGauge("queue_messages", queue.size());
 * Block block = Metrics.timeOperation("load_seconds", () -> load(height));
 * Metrics.global().incrementCounter("errors_total", "component", "sync");
 * }</pre>
 *
 * <p>A program that wants other settings calls {@link #setGlobal} first thing in {@code main}. Without that, the first use makes a
 * collector with the engine on the class path and default settings; where there is no engine, records are dropped, and a warning is logged
 * once. The collector then stays the same: what was recorded, and instruments that the program keeps, could not move to another one.
 *
 * <p>Each method looks its instrument up by name and creates it at the first use, as in {@link MetricsCollector}; keep the instrument where
 * speed matters. A node of a network takes its collector as an argument instead, because two nodes often share a JVM: apart from the
 * collector held here and the locks on files that the process holds, the library has no static state. Safe from any thread.
 */
public final class Metrics {
    private static final AtomicReference<@Nullable Held> GLOBAL = new AtomicReference<>();

    /** The collector, and how it came here. */
    private record Held(MetricsCollector collector, String origin) {}

    private Metrics() {}

    /**
     * Returns the process's collector: the one of {@link #setGlobal}, or otherwise one that the first use makes.
     *
     * @return the same collector at every call
     */
    public static MetricsCollector global() {
        Held held = GLOBAL.get();
        return held != null ? held.collector : madeAtFirstUse();
    }

    private static MetricsCollector madeAtFirstUse() {
        @Nullable
        CollectorProvider engine = ServiceLoader.load(CollectorProvider.class, Metrics.class.getClassLoader())
                .findFirst()
                .orElse(null);
        MetricsCollector made = engine == null ? MetricsCollector.noop() : engine.newCollector();
        Held fresh = new Held(made, "made when it was first used, at " + caller());
        Held winner = GLOBAL.compareAndExchange(null, fresh);
        if (winner != null) {
            return winner.collector;
        }
        if (engine == null) {
            System.getLogger("io.quorumeter")
                    .log(
                            System.Logger.Level.WARNING,
                            "Metrics.global() drops what is recorded: there is no engine on the class path; add"
                                    + " quorumeter-sdk-core, or call Metrics.setGlobal first");
        }
        return made;
    }

    /**
     * Sets the process's collector; once, before anything uses it.
     *
     * @param collector what {@link #global()} returns from now on, to every thread
     * @throws IllegalStateException when there is another one already, naming where it came from
     */
    public static void setGlobal(MetricsCollector collector) {
        Held present = GLOBAL.compareAndExchange(null, new Held(collector, "set at " + caller()));
        if (present != null && present.collector != collector) {
            throw new IllegalStateException(
                    "the global collector was " + present.origin
                            + "; set it once, before anything uses it: what was recorded to the first could not be found in another");
        }
    }

    /** Drops the process's collector, so that tests can set the next one. Instruments that were kept stay with the old one. */
    public static void resetGlobal() {
        GLOBAL.set(null);
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(Metrics.class.getName()))
                        .findFirst()
                        .map(frame -> frame.toStackTraceElement().toString())
                        .orElse("an unknown place"));
    }

    /**
     * Returns the counter of this name.
     *
     * @param name the family's name, ending in {@code _total}
     * @return the same counter at every call; a no-op when the name is not legal or the family has another shape
     */
    public static Counter counter(String name) {
        return global().provider().named(Counter.class, name, Labels.of());
    }

    /**
     * Returns the gauge of this name.
     *
     * @param name the family's name
     * @return the same gauge at every call; a no-op when the name is not legal or the family has another shape
     */
    public static Gauge gauge(String name) {
        return global().provider().named(Gauge.class, name, Labels.of());
    }

    /**
     * Returns the histogram of this name.
     *
     * @param name the family's name
     * @return the same histogram at every call; a no-op when the name is not legal or the family has another shape
     */
    public static Histogram histogram(String name) {
        return global().provider().named(Histogram.class, name, Labels.of());
    }

    /**
     * Returns the timer of this name.
     *
     * @param name the family's name, ending in {@code _seconds}
     * @return the same timer at every call; a no-op when the name is not legal or the family has another shape
     */
    public static Timer timer(String name) {
        return global().provider().named(Timer.class, name, Labels.of());
    }

    /**
     * Adds 1 to a counter.
     *
     * @param name the family's name, ending in {@code _total}
     */
    public static void incrementCounter(String name) {
        global().incrementCounter(name);
    }

    /**
     * Sets a gauge.
     *
     * @param name the family's name
     * @param sample any number but NaN, in the unit that the name states
     */
    public static void setGauge(String name, double sample) {
        global().setGauge(name, sample);
    }

    /**
     * Records a value in a histogram.
     *
     * @param name the family's name
     * @param sample zero or more, in the unit that the name states
     */
    public static void recordHistogram(String name, double sample) {
        global().recordHistogram(name, sample);
    }

    /**
     * Times an operation, as {@link MetricsCollector#timeOperation(String, Labels, ThrowingRunnable)} does.
     *
     * @param <X> what the operation throws
     * @param name the family's name, ending in {@code _seconds}
     * @param operation what is timed
     * @throws X what the operation throws, unchanged
     */
    public static <X extends Exception> void timeOperation(String name, ThrowingRunnable<X> operation) throws X {
        global().timeOperation(name, Labels.of(), operation);
    }

    /**
     * Times an operation that has a result, as {@link MetricsCollector#timeOperation(String, Labels, ThrowingSupplier)} does.
     *
     * @param <R> the result
     * @param <X> what the operation throws
     * @param name the family's name, ending in {@code _seconds}
     * @param operation what is timed
     * @return what the operation returned
     * @throws X what the operation throws, unchanged
     */
    public static <R, X extends Exception> R timeOperation(String name, ThrowingSupplier<R, X> operation) throws X {
        return global().timeOperation(name, Labels.of(), operation);
    }
}
