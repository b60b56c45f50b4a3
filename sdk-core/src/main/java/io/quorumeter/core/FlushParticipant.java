package io.quorumeter.core;

import io.quorumeter.spi.GuardedThread;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody who takes part in flushes, on a daemon thread for each turn. While one turn is under way, all flushes that come
 * share the next, which begins when that has ended: what is flushed is what there was when a flush began, and however many flushes
 * there are, one that hangs holds one thread.
 */
final class FlushParticipant {
    private final String name;
    private final Runnable flush;
    private boolean underWay;
    private boolean again;

    /** Who waits for the next turn. */
    private Map<Long, CompletableFuture<Void>> waiting = new HashMap<>();

    private long asked;

    FlushParticipant(String name, Runnable flush) {
        this.name = name;
        this.flush = flush;
    }

    String name() {
        return name;
    }

    /** Completes when a turn that began after the call has ended; forgotten when somebody else completes it. */
    synchronized CompletableFuture<Void> flush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        long number = asked++;
        waiting.put(number, done);
        if (underWay) {
            again = true;
        } else {
            begin();
        }
        var unused = done.whenComplete((nothing, failed) -> forget(number));
        return done;
    }

    /** How many flushes wait for the next turn. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized void forget(long number) {
        waiting.remove(number);
    }

    private void begin() {
        Collection<CompletableFuture<Void>> turn = waiting.values();
        waiting = new HashMap<>();
        again = false;
        underWay = true;
        Thread thread = new GuardedThread("quorumeter-flush-" + name, () -> run(turn));
        try {
            thread.start();
        } catch (Throwable noThread) {
            underWay = false;
            turn.forEach(done -> done.completeExceptionally(noThread));
        }
    }

    private void run(Collection<CompletableFuture<Void>> turn) {
        Throwable thrown = GuardedThread.call(flush::run);
        synchronized (this) {
            underWay = false;
            if (again) {
                begin();
            }
        }
        for (CompletableFuture<Void> done : turn) {
            if (thrown == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(thrown);
            }
        }
    }
}
