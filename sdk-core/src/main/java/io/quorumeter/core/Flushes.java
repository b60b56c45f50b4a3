package io.quorumeter.core;

import io.quorumeter.FlushResult;
import io.quorumeter.spi.DurationRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Flushes of a collector: first the events, then those who take part, all against one limit of time. */
final class Flushes {
    private final EventBus events;
    private final List<FlushParticipant> participants = new CopyOnWriteArrayList<>();

    Flushes(EventBus events) {
        this.events = events;
    }

    Runnable join(String name, Runnable flush) {
        FlushParticipant participant = add(name, flush);
        return () -> participants.remove(participant);
    }

    FlushParticipant add(String name, Runnable flush) {
        FlushParticipant participant = new FlushParticipant(name, flush);
        participants.add(participant);
        return participant;
    }

    /** Somebody waited for. */
    private record Part(String name, CompletableFuture<Void> done) {}

    CompletableFuture<FlushResult> begin(Duration limit) {
        DurationRange.positive("time limit of a flush", limit);
        long end = System.nanoTime() + limit.toNanos();
        List<Part> parts = new ArrayList<>();
        for (EventQueue<?> queue : events.subscriptions()) {
            parts.add(new Part(queue.consumer(), queue.flush()));
        }
        return awaitAll(parts, limit.toNanos()).thenCompose(delivered -> {
            List<Part> more = new ArrayList<>(parts);
            for (FlushParticipant participant : participants) {
                more.add(new Part(participant.name(), participant.flush()));
            }
            return awaitAll(more, Math.max(1, end - System.nanoTime())).thenApply(done -> {
                FlushResult result = result(more);
                more.forEach(part -> part.done.cancel(false)); // nobody waits for what is unfinished
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

    private static FlushResult result(List<Part> parts) {
        return new FlushResult(
                parts.stream()
                        .filter(part -> !part.done.isDone())
                        .map(Part::name)
                        .toList(),
                parts.stream()
                        .filter(part -> part.done.isCompletedExceptionally())
                        .map(Part::name)
                        .toList());
    }
}
