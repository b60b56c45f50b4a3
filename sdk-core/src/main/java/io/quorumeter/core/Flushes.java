package io.quorumeter.core;

import io.quorumeter.FlushResult;
import io.quorumeter.core.event.EventBus;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Flushes of a collector: first the events, then the participants, all against one limit of time. */
final class Flushes {
    private final EventBus events;
    private final List<Participant> participants = new CopyOnWriteArrayList<>();

    Flushes(EventBus events) {
        this.events = events;
    }

    /**
     * Calls a participant on a thread of its own, so that one that blocks holds up no other and no time-out. Flushes that begin while a
     * call is under way share the next call, so one that hangs holds one thread, however many flushes there are.
     */
    private static final class Participant {
        private final String name;
        private final Function<Duration, CompletionStage<?>> flush;
        private boolean underWay;

        /** What the flushes that share the next call wait for, and when the last of them ends; none while it is empty. */
        private Set<CompletableFuture<Void>> next = ConcurrentHashMap.newKeySet();

        private @Nullable Long end;

        Participant(String name, Function<Duration, CompletionStage<?>> flush) {
            this.name = name;
            this.flush = flush;
        }

        @SuppressWarnings("CollectionUndefinedEquality") // a future equals itself only, which is what is meant
        synchronized Part begin(long endOfFlush) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            Set<CompletableFuture<Void>> turn = next;
            turn.add(done);
            var unused = done.whenComplete((nothing, failed) -> turn.remove(done));
            end = end == null || endOfFlush - end > 0 ? Long.valueOf(endOfFlush) : end;
            callNext();
            return new Part(name, done);
        }

        private synchronized void callNext() {
            if (underWay || end == null) {
                return;
            }
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Set<CompletableFuture<Void>> turn = next;
            next = ConcurrentHashMap.newKeySet();
            end = null;
            underWay = true;
            var unused = CompletableFuture.completedFuture(left)
                    .thenComposeAsync(
                            limit -> flush.apply(limit).thenRun(() -> {}),
                            call -> new GuardedThread("quorumeter-flush-" + name, call).start())
                    .whenComplete((nothing, failed) -> ended(turn, failed));
        }

        private void ended(Set<CompletableFuture<Void>> turn, @Nullable Throwable failed) {
            synchronized (this) {
                underWay = false;
            }
            callNext();
            turn.forEach(failed == null ? done -> done.complete(null) : done -> done.completeExceptionally(failed));
        }

        synchronized int waiting() {
            return next.size();
        }
    }

    /** A consumer of events or a participant that a flush waits for. */
    private record Part(String name, CompletableFuture<?> done) {}

    Runnable join(String name, Function<Duration, CompletionStage<?>> flush) {
        Participant participant = new Participant(name, flush);
        participants.add(participant);
        return () -> participants.remove(participant);
    }

    CompletableFuture<FlushResult> begin(Duration limit) {
        DurationRange.positive("time limit of a flush", limit);
        long end = System.nanoTime() + limit.toNanos();
        List<Part> parts = new ArrayList<>();
        events.flush((consumer, done) -> parts.add(new Part(consumer, done)));
        return awaitAll(parts, limit.toNanos()).thenCompose(delivered -> {
            participants.forEach(participant -> parts.add(participant.begin(end)));
            return awaitAll(parts, Math.max(0, end - System.nanoTime())).thenApply(done -> {
                FlushResult result = new FlushResult(
                        names(parts, part -> !part.isDone()),
                        names(parts, CompletableFuture::isCompletedExceptionally));
                parts.forEach(part -> part.done.cancel(false)); // nobody waits for what is unfinished
                return result;
            });
        });
    }

    /** How many flushes wait for the next call of a participant. */
    int waiting() {
        return participants.stream().mapToInt(Participant::waiting).sum();
    }

    /** Completes when all parts have ended in any way, or the time is over. */
    private static CompletableFuture<Void> awaitAll(List<Part> parts, long nanos) {
        CompletableFuture<?>[] ended = parts.stream()
                .map(part -> part.done.handle((nothing, failed) -> true))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ended).completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
    }

    private static List<String> names(List<Part> parts, Predicate<CompletableFuture<?>> ended) {
        return parts.stream()
                .filter(part -> ended.test(part.done))
                .map(Part::name)
                .toList();
    }
}
