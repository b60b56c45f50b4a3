package io.quorumeter.core;

import io.quorumeter.FlushResult;
import io.quorumeter.core.event.EventBus;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** Flushes of a collector: first the events, then the participants, all against one limit of time. */
final class Flushes {
    private final EventBus events;
    private final List<Participant> participants = new CopyOnWriteArrayList<>();

    Flushes(EventBus events) {
        this.events = events;
    }

    /** Calls each participant on a thread of its own, so that one that blocks holds up no other and no time-out. */
    private record Participant(String name, Function<Duration, CompletionStage<?>> flush) {
        Part begin(Duration left) {
            return new Part(
                    name,
                    CompletableFuture.completedFuture(left)
                            .thenComposeAsync(
                                    limit -> flush.apply(limit).thenRun(() -> {}),
                                    call -> new GuardedThread("quorumeter-flush-" + name, call).start()));
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
            long left = Math.max(0, end - System.nanoTime());
            participants.forEach(participant -> parts.add(participant.begin(Duration.ofNanos(left))));
            return awaitAll(parts, left).thenApply(done -> {
                FlushResult result = new FlushResult(
                        names(parts, part -> !part.isDone()),
                        names(parts, CompletableFuture::isCompletedExceptionally));
                parts.forEach(part -> part.done.cancel(false)); // nobody waits for what is unfinished
                return result;
            });
        });
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
