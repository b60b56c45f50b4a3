package io.quorumeter;

import io.quorumeter.spi.CollectorProvider;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One collector for the whole process, for small programs that do not want to pass one around:
 * {@code Metrics.global().incrementCounter("requests_total")}.
 *
 * <p>The only static state of the library. A node of a network takes its collector as an argument instead, because two nodes often
 * share a JVM. Safe from any thread.
 */
public final class Metrics {
    private static final AtomicReference<@Nullable MetricsCollector> GLOBAL = new AtomicReference<>();

    private Metrics() {}

    /**
     * The process's collector. Unless {@link #setGlobal} came first, the first call makes one with the engine on the class path, or
     * takes {@link MetricsCollector#noop()} when there is none.
     *
     * @return the same collector at every call until the next {@link #setGlobal}
     */
    public static MetricsCollector global() {
        MetricsCollector current = GLOBAL.get();
        if (current != null) {
            return current;
        }
        MetricsCollector made = ServiceLoader.load(CollectorProvider.class, Metrics.class.getClassLoader())
                .findFirst()
                .map(CollectorProvider::newCollector)
                .orElse(MetricsCollector.noop());
        MetricsCollector winner = GLOBAL.compareAndExchange(null, made);
        return winner != null ? winner : made;
    }

    /**
     * Replaces the process's collector; instruments made before stay with the old one.
     *
     * @param collector what {@link #global()} gives from now on, to every thread
     */
    public static void setGlobal(MetricsCollector collector) {
        GLOBAL.set(collector);
    }
}
