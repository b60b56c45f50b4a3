package io.quorumeter.alerting.health;

import io.quorumeter.spi.DurationRange;
import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the checks of a node again and again, each at its own interval, so that a reader of the result never waits for a check, and no check
 * for another. Safe from any thread.
 */
public final class HealthWatch implements AutoCloseable {
    private static final Duration LONGEST_SWEEP = Duration.ofMillis(250);

    private final HealthChecker checker;
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, work -> new GuardedThread("quorumeter-health-watch", work));
    private final Map<String, ComponentHealth> last = new ConcurrentHashMap<>();
    private final List<Consumer<ComponentHealth>> listeners = new CopyOnWriteArrayList<>();

    /** When each component is due, by System.nanoTime(); the thread alone. */
    private final Map<String, Long> due = new HashMap<>();

    private @Nullable ScheduledFuture<?> sweeping;

    /**
     * Takes the checks; nothing is asked yet.
     *
     * @param checker has the checks; those that are registered later are asked too
     */
    public HealthWatch(HealthChecker checker) {
        this.checker = checker;
        thread.setRemoveOnCancelPolicy(true);
    }

    /**
     * Starts to ask.
     *
     * @param interval from one asking to the next of checks that have none of their own, positive
     * @throws IllegalArgumentException when it is not
     */
    public synchronized void start(Duration interval) {
        DurationRange.positive("interval", interval);
        long sweep = (interval.compareTo(LONGEST_SWEEP) < 0 ? interval : LONGEST_SWEEP).toNanos();
        sweeping = thread.scheduleAtFixedRate(() -> sweep(interval), 0, sweep, TimeUnit.NANOSECONDS);
    }

    /**
     * Has somebody told whenever a component becomes better or worse, and when it is checked for the first time.
     *
     * @param listener takes the component as it is now; from several threads, and must not block
     */
    public void onChange(Consumer<ComponentHealth> listener) {
        listeners.add(listener);
    }

    /** {@return the newest report, of the components that have been checked; empty when there are some, but none was checked yet} */
    public Optional<HealthReport> last() {
        List<ComponentChecker> there = checker.checkers();
        List<ComponentHealth> known = new ArrayList<>();
        for (ComponentChecker one : there) {
            Optional.ofNullable(last.get(one.component())).ifPresent(known::add);
        }
        return known.isEmpty() && !there.isEmpty() ? Optional.empty() : Optional.of(checker.report(known));
    }

    /** Stops asking; a check that is under way is not waited for. */
    @Override
    public synchronized void close() {
        if (sweeping != null) {
            sweeping.cancel(true);
        }
        thread.shutdownNow();
    }

    private void sweep(Duration interval) {
        long now = System.nanoTime();
        for (ComponentChecker one : checker.checkers()) {
            Long next = due.get(one.component());
            if (next == null || now - next >= 0) {
                long distance = one.settings().interval().orElse(interval).toNanos();
                due.put(one.component(), now + distance);
                checker.ask(one, thread, this::found);
            }
        }
    }

    private void found(ComponentHealth health) {
        ComponentHealth before = last.put(health.component(), health);
        if (before == null || before.status().level() != health.status().level()) {
            listeners.forEach(listener -> {
                Throwable failed = GuardedThread.call(() -> listener.accept(health));
                if (failed != null) {
                    GuardedThread.log(System.Logger.Level.WARNING, "a listener to health failed", failed);
                }
            });
        }
    }
}
