package io.quorumeter.core;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who takes part in flushes, on a daemon thread for each turn. While one turn is under way, all flushes that come
 * share the next, which begins when that has ended: what is flushed is what there was when a flush began, and however many flushes
 * there are, one that hangs holds one thread.
 */
final class FlushParticipant {
    private final String name;
    private final Runnable flush;
    private @Nullable CompletableFuture<Void> underWay;
    private @Nullable CompletableFuture<Void> next;

    FlushParticipant(String name, Runnable flush) {
        this.name = name;
        this.flush = flush;
    }

    String name() {
        return name;
    }

    /** Completes when a turn that began after the call has ended. */
    synchronized CompletableFuture<Void> flush() {
        if (underWay == null) {
            CompletableFuture<Void> turn = new CompletableFuture<>();
            begin(turn);
            return turn;
        }
        CompletableFuture<Void> shared = next;
        if (shared == null) {
            shared = new CompletableFuture<>();
            next = shared;
        }
        return shared;
    }

    private void begin(CompletableFuture<Void> turn) {
        underWay = turn;
        Thread thread = new Thread(null, () -> run(turn), "quorumeter-flush-" + name, 0, false);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (Throwable noThread) {
            underWay = null;
            turn.completeExceptionally(noThread);
        }
    }

    private void run(CompletableFuture<Void> turn) {
        Throwable thrown = null;
        try {
            flush.run();
        } catch (Throwable failed) {
            thrown = failed;
        }
        synchronized (this) {
            underWay = null;
            CompletableFuture<Void> waiting = next;
            next = null;
            if (waiting != null) {
                begin(waiting);
            }
        }
        if (thrown == null) {
            turn.complete(null);
        } else {
            turn.completeExceptionally(thrown);
        }
    }
}
