package io.quorumeter.core;

import io.quorumeter.core.SelfMetrics.ConsumerCounts;
import io.quorumeter.spi.FirstFailure;
import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one listener, and the daemon thread that hands it over. The thread starts when there is something to hand over, and ends
 * when there was nothing for a while or the subscription is closed.
 *
 * <p>Two numbers tell whether there is work: how many events were accepted, and how many of those are done with. A publisher first puts
 * its event into the queue, then counts it, then looks whether all before it were done; the thread first counts what it has
 * done, then looks whether more was accepted. These steps are volatile, so of the two at least one sees the other's: no event stays
 * behind while the thread sleeps. Only the publisher that finds the queue at rest has to wake anybody.
 */
final class EventQueue<E> implements Runnable {
    private final String consumer;
    private final Class<E> type;
    private final @Nullable Sampler sampler;
    private final Consumer<? super E> listener;
    private final ConsumerCounts counts;
    private final Runnable restarted;
    private final long idleNanos;
    private final Queue<E> waiting;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
    private final AtomicLong begunFlushes = new AtomicLong();
    private final NavigableSet<Flush> flushes = new ConcurrentSkipListSet<>();
    private final FirstFailure first;
    private volatile boolean closed;

    /** Somebody who waits until so many events are done with. */
    private record Flush(long target, long number, CompletableFuture<Void> reached) implements Comparable<Flush> {
        @Override
        public int compareTo(Flush other) {
            int byTarget = Long.compare(target, other.target);
            return byTarget != 0 ? byTarget : Long.compare(number, other.number);
        }
    }

    /** With what chooses a share of the events, or null for all, and what is called when its loop had to start again. */
    EventQueue(
            String consumer,
            Class<E> type,
            @Nullable Sampler sampler,
            Consumer<? super E> listener,
            ConsumerCounts counts,
            Runnable restarted,
            int capacity,
            Duration idle) {
        this.consumer = consumer;
        this.first = new FirstFailure("event listener '" + consumer + "'", "quorumeter_consumer_errors_total");
        this.type = type;
        this.sampler = sampler;
        this.listener = listener;
        this.counts = counts;
        this.restarted = restarted;
        this.idleNanos = idle.toNanos();
        this.waiting = new MpscVarHandleArrayQueue<>(capacity);
    }

    String consumer() {
        return consumer;
    }

    /** Takes the event in, if it is of the type, among the share that is wanted, and there is room. */
    void offer(Object event) {
        if (closed || !type.isInstance(event) || (sampler != null && !sampler.isChosen())) {
            return;
        }
        if (!waiting.offer(type.cast(event))) {
            counts.queueFull().increment();
        } else if (accepted.getAndIncrement() == done.get() || worker.get() == null) {
            wake();
        }
    }

    /** Hands over nothing more. */
    void close() {
        closed = true;
        if (accepted.get() != done.get() || worker.get() != null) {
            wake();
        }
    }

    /** Completes when what was accepted before has been handed over, or dropped; forgotten when somebody else completes it. */
    CompletableFuture<Void> flush() {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        Flush flush = new Flush(accepted.get(), begunFlushes.getAndIncrement(), reached);
        flushes.add(flush);
        var unused = reached.whenComplete((nothing, failed) -> flushes.remove(flush));
        completeFlushes();
        return reached;
    }

    /** How many flushes wait. */
    int waitingFlushes() {
        return flushes.size();
    }

    /** The thread at work or waiting for some. */
    @Nullable
    Thread worker() {
        return worker.get();
    }

    private void wake() {
        Thread present = worker.get();
        if (present != null) {
            LockSupport.unpark(present);
            return;
        }
        Thread fresh = GuardedThread.lasting("quorumeter-events-" + consumer, this, restarted);
        if (worker.compareAndSet(null, fresh)) {
            try {
                fresh.start();
            } catch (Throwable noThread) { // the next event tries again
                worker.set(null);
            }
        }
    }

    @Override
    public void run() {
        Thread self = Thread.currentThread();
        do {
            do {
                handOver();
            } while (awaitMore());
            worker.set(null);
        } while (accepted.get() != done.get() && worker.compareAndSet(null, self));
    }

    private void handOver() {
        long next = done.get();
        while (next != accepted.get()) {
            E event = waiting.poll();
            if (event != null) {
                handOver(event);
            }
            next++;
            done.set(next);
            completeFlushes();
        }
    }

    private void handOver(E event) {
        if (closed) {
            counts.disabled().increment();
            return;
        }
        Throwable thrown = GuardedThread.call(() -> listener.accept(event));
        if (thrown != null) {
            counts.errors().increment();
            first.threw(thrown);
            counts.error().increment();
        }
    }

    /** Waits for an event; false when the thread is to end. */
    private boolean awaitMore() {
        long end = System.nanoTime() + idleNanos;
        while (accepted.get() == done.get()) {
            long left = end - System.nanoTime();
            if (closed || left <= 0) {
                return false;
            }
            LockSupport.parkNanos(this, left);
            Thread.interrupted();
        }
        return true;
    }

    private void completeFlushes() {
        while (!flushes.isEmpty()) {
            Iterator<Flush> first = flushes.iterator();
            Flush flush = first.hasNext() ? first.next() : null;
            if (flush == null || flush.target > done.get()) {
                return;
            }
            GuardedThread.call(() -> flush.reached.complete(null)); // runs what the host does after a flush
            flushes.remove(flush);
        }
    }
}
