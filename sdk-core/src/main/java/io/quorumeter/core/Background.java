package io.quorumeter.core;

import io.quorumeter.spi.GuardedThread;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a collector does at intervals and off everybody's path. Nothing ticks until something asks for it by {@link #onTick}; then a
 * daemon thread does, unless the collector was given a {@link Ticker}. Whoever ticks holds this weakly, so a collector that nobody uses
 * any more goes away with its work, and the thread ends: there is nothing to close.
 *
 * <p>All work of one tick is given one time, from the collector's clock. Ticks never overlap.
 */
final class Background {
    private final LongSupplier nanoTime;
    private final Duration period;
    private final @Nullable Ticker ticker;
    private final List<LongPredicate> work = new CopyOnWriteArrayList<>();
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile Runnable restarted = () -> {};
    private boolean started;

    /** With a ticker of its own, or null for a daemon thread. */
    Background(LongSupplier nanoTime, Duration period, @Nullable Ticker ticker) {
        this.nanoTime = nanoTime;
        this.period = period;
        this.ticker = ticker;
    }

    /** The time between two ticks. */
    Duration period() {
        return period;
    }

    /** The collector's clock, which ticks are timed by. */
    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Has restarts of the daemon thread's loop reported. */
    void onRestart(Runnable report) {
        restarted = report;
    }

    private static void restarted(WeakReference<Background> weak) {
        Background alive = weak.get();
        if (alive != null) {
            alive.restarted.run();
        }
    }

    /** Adds work to be given the time at each tick, until it answers false. It is kept alive until then; it should be short. */
    void onTick(LongPredicate more) {
        work.add(more);
        start();
    }

    /** Does the work of one tick now. Work that throws is heard of as an uncaught exception and called again at the next tick. */
    synchronized void tick() {
        long now = nanoTime.getAsLong();
        List<LongPredicate> ended = new ArrayList<>();
        for (LongPredicate task : work) {
            Throwable failed = GuardedThread.call(() -> {
                if (!task.test(now)) {
                    ended.add(task);
                }
            });
            if (failed != null) {
                Thread current = Thread.currentThread();
                GuardedThread.call(() -> current.getUncaughtExceptionHandler().uncaughtException(current, failed));
            }
        }
        work.removeAll(ended);
    }

    /** Says, once for all windows, that one is shorter than the time between two ticks, and so reaches further back than it is called. */
    void warnIfShort(Duration window) {
        if (window.compareTo(period) < 0 && warned.compareAndSet(false, true)) {
            GuardedThread.log(
                    System.Logger.Level.WARNING,
                    "a window of " + window + " is shorter than collection_interval, " + period
                            + ": what it shows is of up to that much more time",
                    null);
        }
    }

    private void start() {
        synchronized (work) {
            if (started) {
                return;
            }
            started = true;
        }
        ReferenceQueue<Background> gone = new ReferenceQueue<>();
        WeakReference<Background> weak = new WeakReference<>(this, gone);
        if (ticker != null) {
            ticker.start(period, () -> tickIfAlive(weak));
        } else {
            long nanos = period.toNanos();
            GuardedThread.lasting("quorumeter-background", () -> run(weak, gone, nanos), () -> restarted(weak))
                    .start();
        }
    }

    private static boolean tickIfAlive(WeakReference<Background> weak) {
        Background alive = weak.get();
        if (alive == null) {
            return false;
        }
        alive.tick();
        return true;
    }

    /** Ticks at a fixed rate until there is nothing left to tick; a tick that comes too late is not made up for. */
    private static void run(WeakReference<Background> weak, ReferenceQueue<Background> gone, long period) {
        long next = System.nanoTime() + period;
        while (waitUntil(next, gone) && tickIfAlive(weak)) {
            next += period;
            long now = System.nanoTime();
            next = next - now < 0 ? now + period : next;
        }
    }

    /** Waits; false when the background is gone before the time has come. */
    private static boolean waitUntil(long time, ReferenceQueue<Background> gone) {
        long left = time - System.nanoTime();
        while (left > 0) {
            try {
                if (gone.remove(Math.max(1, left / 1_000_000)) != null) {
                    return false;
                }
            } catch (InterruptedException meanwhile) {
                // nobody stops this thread that way
            }
            left = time - System.nanoTime();
        }
        return true;
    }
}
