package io.quorumeter.monitoring.alert;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** A loop on a daemon thread of its own. */
final class ThreadLoop implements Loop {
    private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);

    private static final long LONGEST_END_MILLIS = 1_000;

    private final LongSupplier step;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private boolean closed;

    private ThreadLoop(String name, LongSupplier step) {
        this.step = step;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    static Loop start(String name, LongSupplier step) {
        ThreadLoop loop = new ThreadLoop(name, step);
        loop.thread.start();
        return loop;
    }

    @Override
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        awaitEnd();
    }

    private void awaitEnd() {
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(LONGEST_END_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            long wait = 0;
            while (await(wait)) {
                wait = step();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private long step() {
        try {
            return step.getAsLong();
        } catch (RuntimeException | Error failed) {
            System.getLogger("io.quorumeter")
                    .log(System.Logger.Level.ERROR, Thread.currentThread().getName() + " failed and goes on", failed);
            return AFTER_FAILURE;
        }
    }

    /** Waits until the time has passed or somebody wakes it; false when it is closed. */
    private boolean await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!woken && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            woken = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }
}
