package io.quorumeter.core.event;

import io.quorumeter.core.event.EventBus.Sample;
import io.quorumeter.spi.FirstFailure;
import io.quorumeter.spi.GuardedThread;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A listener with its mailbox, and which events go in. */
final class Subscriber<E> {
    private final String consumer;
    private final Class<E> type;
    private final @Nullable Sample sample;
    private final Consumer<? super E> listener;
    private final ConsumerCounts counts;
    private final FirstFailure first;
    private final Mailbox<E> mailbox;

    /** With what chooses a share of the events, or null for all. */
    Subscriber(
            String consumer,
            Class<E> type,
            @Nullable Sample sample,
            Consumer<? super E> listener,
            ConsumerCounts counts,
            Loop.Starter loops,
            int capacity) {
        this.consumer = consumer;
        this.first = new FirstFailure("event listener '" + consumer + "'", "quorumeter_consumer_errors_total");
        this.type = type;
        this.sample = sample;
        this.listener = listener;
        this.counts = counts;
        this.mailbox = new Mailbox<>(
                "quorumeter-events-" + consumer, capacity, (why, event) -> counts.dropped(why), loops, this::handOver);
    }

    String consumer() {
        return consumer;
    }

    boolean takes(Class<?> event) {
        return type.isAssignableFrom(event);
    }

    /** Takes the event in, if it is of the type, among the share that is wanted, and there is room. */
    void offer(Object event) {
        if (type.isInstance(event) && (sample == null || sample.isChosen())) {
            mailbox.offer(type.cast(event));
        }
    }

    CompletableFuture<Void> flush() {
        return mailbox.flush();
    }

    void close() {
        mailbox.close();
    }

    private long handOver() {
        for (E event = mailbox.poll(); event != null; event = mailbox.poll()) {
            handOver(event);
        }
        return Loop.WHEN_WOKEN;
    }

    private void handOver(E event) {
        Throwable thrown = GuardedThread.call(() -> listener.accept(event));
        if (thrown != null) {
            counts.errors().increment();
            first.threw(thrown);
            counts.error().increment();
        }
    }
}
