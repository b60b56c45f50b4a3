package io.quorumeter.core.event;

import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A loop on a daemon thread, which starts when the loop is woken and ends when it was not woken for a while: a loop that is never
 * closed does not keep its thread, and what the step refers to, for ever. A step that throws is logged and counted, and called again
 * after a pause.
 *
 * <p>No wake-up is lost. Who wakes first sets {@code woken} and then looks for the thread; the thread clears {@code woken} before each
 * step, and when it ends, first steps down and then looks whether it was woken. Of the two, at least one sees the other's write.
 */
public final class ThreadLoop implements Loop {
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final long LONGEST_END_MILLIS = 1_000;

    private final String name;
    private final LongSupplier step;
    private final Runnable restarted;
    private final long idleNanos;
    private final AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
    private volatile boolean woken;
    private volatile boolean ended;

    ThreadLoop(String name, LongSupplier step, Runnable restarted, Duration idle) {
        this.name = name;
        this.step = step;
        this.restarted = restarted;
        this.idleNanos = idle.toNanos();
    }

    /**
     * Makes loops on threads of their own.
     *
     * @param restarted called when a loop starts again after an error
     * @return the starter
     */
    public static Loop.Starter starter(Runnable restarted) {
        return (name, step) -> new ThreadLoop(name, step, restarted, IDLE);
    }

    /** The thread at work or waiting for some. */
    @Nullable
    Thread worker() {
        return worker.get();
    }

    @Override
    public void wake() {
        if (!woken) {
            woken = true;
            unparkOrStart();
        }
    }

    private void unparkOrStart() {
        Thread present = worker.get();
        if (present != null) {
            LockSupport.unpark(present);
            return;
        }
        Thread fresh = GuardedThread.lasting(name, this::run, restarted);
        if (worker.compareAndSet(null, fresh)) {
            try {
                fresh.start();
            } catch (Throwable noThread) { // the next wake-up tries again
                worker.set(null);
                woken = false;
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(worker.get());
        awaitEnd();
    }

    @Override
    public void awaitEnd() {
        Thread present = worker.get();
        if (present == null || present == Thread.currentThread()) {
            return;
        }
        try {
            present.join(LONGEST_END_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Thread self = Thread.currentThread();
        do {
            long wait = 0;
            while (wait != END && await(wait)) {
                woken = false;
                wait = step.getAsLong();
            }
            worker.set(null);
        } while (woken && !ended && worker.compareAndSet(null, self));
    }

    /** Waits for the next step; false when the thread is to end. */
    private boolean await(long nanos) {
        boolean idle = nanos == WHEN_WOKEN;
        long begin = System.nanoTime();
        long limit = idle ? idleNanos : nanos;
        while (!ended && !woken) {
            long left = limit - (System.nanoTime() - begin);
            if (left <= 0) {
                return !idle;
            }
            LockSupport.parkNanos(this, left);
            Thread.interrupted();
        }
        return !ended;
    }
}
