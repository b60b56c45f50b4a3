package io.quorumeter.core;

import io.quorumeter.core.SelfMetrics.ConsumerCounts;
import io.quorumeter.event.EventPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/** Hands each event to the queue of every subscription that wants it. The list of subscriptions is replaced as a whole. */
final class EventBus implements EventPublisher {
    static final int CAPACITY = 4_096;
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Function<String, ConsumerCounts> counts;
    private final Sampling sampling;
    private final Runnable restarted;
    private final int capacity;
    private final Duration idle;
    private volatile List<EventQueue<?>> subscriptions = List.of();

    /** With the counts of a consumer by its name, and what is called when the loop of a listener's thread had to start again. */
    EventBus(Function<String, ConsumerCounts> counts, Sampling sampling, Runnable restarted) {
        this(counts, sampling, restarted, CAPACITY, IDLE);
    }

    /** With how many events wait for a listener at most, and how long its thread waits for one. */
    EventBus(
            Function<String, ConsumerCounts> counts,
            Sampling sampling,
            Runnable restarted,
            int capacity,
            Duration idle) {
        this.restarted = restarted;
        this.counts = counts;
        this.sampling = sampling;
        this.capacity = capacity;
        this.idle = idle;
    }

    @Override
    public void publish(Object event) {
        List<EventQueue<?>> all = subscriptions;
        for (int i = 0; i < all.size(); i++) { // an iterator would be garbage
            all.get(i).offer(event);
        }
    }

    @Override
    public <E> Subscription subscribe(String consumer, Class<E> type, Consumer<? super E> listener) {
        return add(new EventQueue<>(consumer, type, null, listener, counts.apply(consumer), restarted, capacity, idle));
    }

    @Override
    public <E> Subscription subscribeSampled(
            String consumer, Class<E> type, double share, ObjLongConsumer<? super E> listener) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "consumer '" + consumer + "': the share of events to keep is above 0 and at most 1, not " + share);
        }
        if (share == 1) {
            return subscribe(consumer, type, event -> listener.accept(event, 1));
        }
        Sampler sampler = sampling.ofEvents(consumer, share);
        Consumer<E> weighing = event -> listener.accept(event, sampler.weight());
        return add(
                new EventQueue<>(consumer, type, sampler, weighing, counts.apply(consumer), restarted, capacity, idle));
    }

    private Subscription add(EventQueue<?> queue) {
        synchronized (this) {
            List<EventQueue<?>> more = new ArrayList<>(subscriptions);
            more.add(queue);
            subscriptions = List.copyOf(more);
        }
        return () -> {
            remove(queue);
            queue.close();
        };
    }

    private synchronized void remove(EventQueue<?> queue) {
        subscriptions = subscriptions.stream().filter(one -> one != queue).toList();
    }

    /** The subscriptions there are now. */
    List<EventQueue<?>> subscriptions() {
        return subscriptions;
    }
}
