package io.quorumeter.core.event;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages from threads that must not wait, such as those that record or tick, to a loop that may: bounded, each sender's messages
 * in order. A message that finds no room is dropped and counted. It is the one way from thread to thread for events, alerts and whatever
 * leaves the process; a metric's values do not go through it.
 *
 * <p>The loop's step takes messages out with {@link #poll}, as many as it wants to.
 *
 * @param <E> the messages
 */
public final class Mailbox<E> implements AutoCloseable {
    /** Why a message was dropped. */
    public enum Drop {
        /** There was no room. */
        QUEUE_FULL,
        /** The mailbox was closed before the message was taken. */
        DISABLED
    }

    private final MpscVarHandleArrayQueue<E> waiting;
    private final BiConsumer<Drop, ? super E> drops;
    private final LongSupplier step;
    private final Loop loop;
    private final Progress progress = new Progress();
    private long taken;
    private volatile boolean closed;

    /**
     * Makes one whose step comes with the first message.
     *
     * @param name names the loop's thread
     * @param capacity most messages that wait, rounded up to a power of two
     * @param drops takes each message that is dropped, and why; on any thread
     * @param loops makes the loop
     * @param step takes messages out, and returns when it wants the next call, as a {@link Loop}'s step
     */
    public Mailbox(
            String name, int capacity, BiConsumer<Drop, ? super E> drops, Loop.Starter loops, LongSupplier step) {
        this.waiting = new MpscVarHandleArrayQueue<>(capacity);
        this.drops = drops;
        this.step = step;
        this.loop = loops.start(name, this::step);
    }

    /**
     * Puts a message in. Never waits, and makes no object. Safe from any thread.
     *
     * @param message the message
     * @return whether there was room; false once closed
     */
    public boolean offer(E message) {
        return offer(message, waiting.capacity());
    }

    /**
     * Puts a message in, unless as many or more wait already: what matters less leaves room for what matters more.
     *
     * @param message the message
     * @param most how many may wait before this one
     * @return whether there was room; false once closed
     */
    public boolean offer(E message, int most) {
        boolean accepted = !closed && waiting.offerIfBelowThreshold(message, most);
        if (accepted) {
            loop.wake();
        } else {
            drops.accept(closed ? Drop.DISABLED : Drop.QUEUE_FULL, message);
        }
        return accepted;
    }

    /**
     * Takes the next message out; the one before counts as handed over. Called by the step only.
     *
     * @return the message; null when there is none, or the mailbox is closed
     */
    public @Nullable E poll() {
        progress.advance(taken);
        E next = closed ? null : waiting.poll();
        taken += next == null ? 0 : 1;
        return next;
    }

    /** Has the step called soon. */
    public void wake() {
        loop.wake();
    }

    /** {@return how many messages were accepted so far} */
    public long accepted() {
        return waiting.currentProducerIndex();
    }

    /**
     * {@return a future that completes when all messages accepted so far were handed over or dropped; dropped when somebody else
     * completes it}
     */
    public CompletableFuture<Void> flush() {
        CompletableFuture<Void> reached = progress.reach(accepted());
        if (!reached.isDone()) {
            loop.wake();
        }
        return reached;
    }

    /** How many flushes wait. */
    int waitingFlushes() {
        return progress.waiting();
    }

    /** Begins no further step, and drops and counts what waits. A step that is under way goes on. */
    @Override
    public void close() {
        closed = true;
        loop.wake();
    }

    /** Waits up to a second for a step that is under way when the mailbox is closed; returns at once in the step itself. */
    public void awaitEnd() {
        loop.awaitEnd();
    }

    private long step() {
        long wait = closed ? Loop.END : step.getAsLong();
        if (wait == Loop.END) {
            for (E next = waiting.poll(); next != null; next = waiting.poll()) {
                taken++;
                drops.accept(Drop.DISABLED, next);
            }
        }
        progress.advance(taken);
        return wait;
    }
}
