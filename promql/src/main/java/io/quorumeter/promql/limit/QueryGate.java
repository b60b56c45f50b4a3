package io.quorumeter.promql.limit;

import io.quorumeter.promql.model.PromQlException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Lets few queries run at a time, some wait, and refuses more at once. First come, first served. */
public final class QueryGate {
    private static final long POLL_MILLIS = 20;

    private final int running;
    private final int waiting;
    private final Semaphore free;
    private final AtomicInteger inside = new AtomicInteger();

    /** A query's place inside; closing it lets the next one in. */
    @FunctionalInterface
    public interface Pass extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Creates a gate.
     *
     * @param running how many queries run at a time, {@code query_concurrency}
     * @param waiting how many more may wait, {@code query_waiting}
     */
    public QueryGate(int running, int waiting) {
        this.running = running;
        this.waiting = waiting;
        this.free = new Semaphore(running, true);
    }

    /** {@return a gate for this machine: one query at a time below eight cores, else one for four cores, and eight waiting} */
    public static QueryGate standard() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new QueryGate(cores < 8 ? 1 : cores / 4, 8);
    }

    /**
     * Waits for a place.
     *
     * @param patience how long at most
     * @param cancelled asked while waiting whether the client has left
     * @return the query's place, to be closed at its end
     * @throws PromQlException of type {@code unavailable} if too many wait already, {@code timeout} after the time, or of that for clients
     *     that have left
     */
    public Pass enter(Duration patience, BooleanSupplier cancelled) {
        if (patience.compareTo(Limits.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a query does not wait longer than " + Limits.LONGEST.toDays() + " days, not " + patience);
        }
        if (inside.incrementAndGet() > running + waiting) {
            inside.decrementAndGet();
            throw PromQlException.of(
                    PromQlException.Type.UNAVAILABLE,
                    running + " queries run (query_concurrency) and " + waiting
                            + " wait (query_waiting); try again later");
        }
        boolean entered = false;
        try {
            await(patience, cancelled);
            entered = true;
        } finally {
            if (!entered) {
                inside.decrementAndGet();
            }
        }
        return () -> {
            free.release();
            inside.decrementAndGet();
        };
    }

    private void await(Duration patience, BooleanSupplier cancelled) {
        long deadline = System.nanoTime() + (patience.isNegative() ? 0 : patience.toNanos());
        try {
            while (!free.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw PromQlException.of(PromQlException.Type.CANCELED, "query was canceled in query queue");
                }
                if (System.nanoTime() - deadline > 0) {
                    throw PromQlException.of(
                            PromQlException.Type.TIMEOUT, "query timed out in query queue (query_timeout)");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PromQlException.of(PromQlException.Type.CANCELED, "query was interrupted in query queue");
        }
    }
}
