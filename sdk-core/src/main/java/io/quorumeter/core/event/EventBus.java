package io.quorumeter.core.event;

import io.quorumeter.event.EventPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/** Puts each event into the mailbox of every listener that wants it. The list of subscribers is replaced as a whole. */
public final class EventBus implements EventPublisher {
    private final Function<String, ConsumerCounts> counts;
    private final BiFunction<String, Double, Sample> samples;
    private final Loop.Starter loops;
    private final int capacity;
    private volatile List<Subscriber<?>> subscribers = List.of();

    /** Chooses a share of a consumer's events. */
    public interface Sample {
        /** {@return whether the event at hand is one of the share} */
        boolean isChosen();

        /** {@return how many events a chosen one stands for; right on average} */
        long weight();
    }

    /**
     * Makes a bus.
     *
     * @param counts the counts of a consumer by its name
     * @param samples chooses events, by the name of the consumer and the share that it wants
     * @param loops makes the loops that call listeners
     * @param capacity most events that wait for a listener, rounded up to a power of two
     */
    public EventBus(
            Function<String, ConsumerCounts> counts,
            BiFunction<String, Double, Sample> samples,
            Loop.Starter loops,
            int capacity) {
        this.counts = counts;
        this.samples = samples;
        this.loops = loops;
        this.capacity = capacity;
    }

    @Override
    public void publish(Object event) {
        List<Subscriber<?>> all = subscribers;
        for (int i = 0; i < all.size(); i++) { // an iterator would be garbage
            all.get(i).offer(event);
        }
    }

    @Override
    public boolean isHeard(Class<?> event) {
        List<Subscriber<?>> all = subscribers;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).takes(event)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public <E> Subscription subscribe(String consumer, Class<E> type, Consumer<? super E> listener) {
        return add(new Subscriber<>(consumer, type, null, listener, counts.apply(consumer), loops, capacity));
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
        Sample sample = samples.apply(consumer, share);
        Consumer<E> weighing = event -> listener.accept(event, sample.weight());
        return add(new Subscriber<>(consumer, type, sample, weighing, counts.apply(consumer), loops, capacity));
    }

    private Subscription add(Subscriber<?> subscriber) {
        synchronized (this) {
            List<Subscriber<?>> more = new ArrayList<>(subscribers);
            more.add(subscriber);
            subscribers = List.copyOf(more);
        }
        return () -> {
            remove(subscriber);
            subscriber.close();
        };
    }

    private synchronized void remove(Subscriber<?> subscriber) {
        subscribers = subscribers.stream().filter(one -> one != subscriber).toList();
    }

    /**
     * Gives each consumer's name with a future that completes when the events published before were handed over or dropped.
     *
     * @param each takes them
     */
    public void flush(BiConsumer<String, CompletableFuture<Void>> each) {
        subscribers.forEach(subscriber -> each.accept(subscriber.consumer(), subscriber.flush()));
    }
}
