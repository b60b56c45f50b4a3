package io.quorumeter.alerting.alert;

import io.quorumeter.Counter;
import io.quorumeter.spi.GuardedThread;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** A loop on a daemon thread of its own. A step that throws is logged and counted, and the loop goes on after a pause. */
final class ThreadLoop implements Loop {
    private static final long LONGEST_END_MILLIS = 1_000;

    private final LongSupplier step;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private boolean closed;

    private ThreadLoop(String name, LongSupplier step, Counter restarts) {
        this.step = step;
        this.thread = GuardedThread.lasting(name, this::run, restarts::increment);
    }

    /** Starts loops, and counts those that have to be started again. */
    static Loop.Starter starter(Counter restarts) {
        return (name, step) -> {
            ThreadLoop loop = new ThreadLoop(name, step, restarts);
            loop.thread.start();
            return loop;
        };
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
        long wait = 0;
        while (await(wait)) {
            wait = step.getAsLong();
        }
    }

    /** Waits until the time has passed or somebody wakes it; false when it is closed. Nobody stops it by an interrupt. */
    private boolean await(long nanos) {
        long end = System.nanoTime() + nanos;
        lock.lock();
        try {
            long left = nanos;
            while (!woken && !closed && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException meanwhile) {
                    left = end - System.nanoTime();
                }
            }
            woken = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }
}
