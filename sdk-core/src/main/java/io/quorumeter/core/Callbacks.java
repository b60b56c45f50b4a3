package io.quorumeter.core;

import io.quorumeter.spi.GuardedThread;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Asks callbacks for their values, one after another, on a thread of its own, so that a reader never runs somebody else's code and never
 * waits for it longer than a limit.
 *
 * <p>All of a snapshot's callbacks together have the limit. One that is under way may take at least half of what is left of it when it
 * begins; then it is given up: its series shows the last good value, a fresh thread goes on with the callbacks after it, and the thread
 * that is stuck in it is left alone until it comes back, which ends it. A callback that hangs is not called again meanwhile. At
 * most {@value #MOST_STUCK} threads may be stuck; when they are, no callback is asked until one comes back.
 *
 * <p>The thread starts with the first callback, is a daemon and ends when it had nothing to do for a minute. It does not know the
 * collector, so it keeps none alive. Everything here is guarded by one monitor, which is never held while a callback runs.
 */
final class Callbacks {
    static final int MOST_STUCK = 8;
    private static final long IDLE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long NO_TIME_NANOS = 1_000_000;

    private final long limitNanos;
    private final WeakReference<SelfMetrics> self;
    private final Queue<ObservedNumber> toAsk = new ArrayDeque<>();
    private @Nullable Worker worker;
    private @Nullable ObservedNumber underWay;
    private long begun;
    private int stuck;

    Callbacks(Duration limit, SelfMetrics self) {
        this.limitNanos = limit.toNanos();
        this.self = new WeakReference<>(self);
    }

    /** The time that a snapshot's callbacks have. */
    Patience patience() {
        return new Patience(limitNanos);
    }

    /** What is left of a snapshot's time. */
    static final class Patience {
        private long left;

        private Patience(long nanos) {
            this.left = nanos;
        }

        long leftNanos() {
            return left;
        }
    }

    /** Whether the current thread asks callbacks of this. */
    boolean isAsking() {
        return Thread.currentThread() instanceof Worker asking && asking.owner() == this;
    }

    /** How many threads are in callbacks that were given up. */
    synchronized int stuck() {
        return stuck;
    }

    /** Whether there is a thread, at work or waiting for some. */
    synchronized boolean hasThread() {
        return worker != null;
    }

    /** Asks the numbers in turn and returns when they have been asked, or their time is over. */
    synchronized void ask(Collection<ObservedNumber> numbers, Patience patience) {
        if (numbers.isEmpty()) {
            return;
        }
        toAsk.addAll(numbers);
        notifyAll();
        long end = System.nanoTime() + patience.left;
        boolean interrupted = false;
        while (!isDone() && ensureWorker()) {
            ObservedNumber seen = underWay;
            long asked = begun;
            long now = System.nanoTime();
            long until = now + (end - now) / 2;
            while (!isDone() && asked == begun && until - now > 0) {
                interrupted |= !waitNanos(until - now);
                now = System.nanoTime();
            }
            if (isDone() || asked != begun) {
                continue;
            }
            if (seen != null) {
                giveUp(seen);
            } else if (end - now < NO_TIME_NANOS) {
                break; // the thread does not get to run
            }
        }
        toAsk.forEach(ObservedNumber::timedOut);
        toAsk.clear();
        patience.left = Math.max(0, end - System.nanoTime());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDone() {
        return toAsk.isEmpty() && underWay == null;
    }

    /** Leaves the thread behind that is in the callback. */
    private void giveUp(ObservedNumber hanging) {
        hanging.timedOut();
        underWay = null;
        worker = null;
        stuck++;
    }

    private boolean ensureWorker() {
        if (worker == null && stuck < MOST_STUCK) {
            Worker fresh = new Worker(this);
            worker = fresh;
            try {
                fresh.start();
            } catch (OutOfMemoryError noThread) {
                worker = null;
            }
        }
        return worker != null;
    }

    /** Waits on the monitor; false when it was interrupted. */
    @SuppressWarnings("WaitNotInLoop") // the callers loop
    private boolean waitNanos(long nanos) {
        try {
            wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
            return true;
        } catch (InterruptedException meanwhile) {
            return false;
        }
    }

    /** The next number to ask, begun; null when the thread is to end. */
    private synchronized ObservedNumber.@Nullable Question next(Worker asking) {
        long end = System.nanoTime() + IDLE_NANOS;
        while (worker == asking) {
            ObservedNumber number = toAsk.poll();
            if (number == null) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    worker = null;
                    return null;
                }
                waitNanos(left);
                continue;
            }
            ObservedNumber.Question question = number.begin();
            if (question != null) {
                underWay = number;
                begun++;
                return question;
            }
            number.timedOut();
            notifyIfDone();
        }
        return null;
    }

    /** A callback came back; false when that was too late. */
    private synchronized boolean end(Worker asking, ObservedNumber.Question question) {
        question.end();
        if (worker != asking) {
            stuck--;
            return false;
        }
        question.deliver();
        underWay = null;
        notifyIfDone();
        return true;
    }

    /** The thread failed outside a callback, as in a clock of the host; what it was at has no value, and another thread goes on. */
    private synchronized void failed(Worker dead) {
        if (dead.asking != null) {
            dead.asking.end();
        }
        if (worker == dead) {
            worker = null;
            begun++;
            if (underWay != null) {
                underWay.timedOut();
                underWay = null;
            }
            notifyAll();
        } else {
            stuck--;
        }
        SelfMetrics counted = self.get();
        if (counted != null) {
            counted.threadRestarted();
        }
    }

    private void notifyIfDone() {
        if (toAsk.isEmpty()) {
            notifyAll();
        }
    }

    private static final class Worker extends GuardedThread {
        private final Callbacks owner;
        private ObservedNumber.@Nullable Question asking;

        Worker(Callbacks owner) {
            super("quorumeter-callbacks", () -> {});
            this.owner = owner;
        }

        Callbacks owner() {
            return owner;
        }

        @Override
        public void run() {
            Throwable thrown = call(this::askAll);
            if (thrown != null) {
                owner.failed(this);
                log(
                        System.Logger.Level.ERROR,
                        "thread '" + getName() + "' failed and another goes on; counted in " + RESTARTS,
                        thrown);
            }
        }

        private void askAll() {
            asking = owner.next(this);
            while (asking != null) {
                asking.ask();
                asking = owner.end(this, asking) ? owner.next(this) : null;
            }
        }
    }
}
