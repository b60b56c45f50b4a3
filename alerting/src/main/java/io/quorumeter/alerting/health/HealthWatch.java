package io.quorumeter.alerting.health;

import io.quorumeter.spi.DurationRange;
import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the checks of a node again and again, on a thread of its own, so that a reader of the result never waits for a check. Safe from any
 * thread.
 */
public final class HealthWatch implements AutoCloseable {
    private final HealthChecker checker;
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, work -> new GuardedThread("quorumeter-health-watch", work));
    private volatile Optional<HealthReport> last = Optional.empty();
    private @Nullable ScheduledFuture<?> asking;

    /**
     * Takes the checks; nothing is asked yet.
     *
     * @param checker has the checks; those that are registered later are asked too
     */
    public HealthWatch(HealthChecker checker) {
        this.checker = checker;
    }

    /**
     * Starts to ask.
     *
     * @param interval from the end of a round to the next, positive
     * @throws IllegalArgumentException when it is not
     */
    public synchronized void start(Duration interval) {
        long nanos = DurationRange.positive("interval", interval).toNanos();
        asking = thread.scheduleWithFixedDelay(this::ask, 0, nanos, TimeUnit.NANOSECONDS);
    }

    /** {@return the newest report; empty before the first round has ended} */
    public Optional<HealthReport> last() {
        return last;
    }

    /** Stops asking; a check that is under way is not waited for. */
    @Override
    public synchronized void close() {
        if (asking != null) {
            asking.cancel(true);
        }
        thread.shutdownNow();
    }

    /** A check that fails is in the report, so nothing is thrown here but what ends the thread. */
    private void ask() {
        last = Optional.of(checker.detailedHealthReport());
    }
}
