package io.quorumeter.event;

import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Hands events to whoever subscribed: decisions of the protocol (a commit, a view change, a time-out, a violation), never single
 * votes. Publishing never blocks and never throws. Each listener has a bounded queue and a thread of its own, so a slow one or one that
 * throws harms nobody else; it gets one event at a time, and what one thread publishes in the order of publication. What it throws is
 * caught and counted; an event that finds its queue full is dropped for that listener and counted. Safe from any thread.
 */
public interface EventPublisher {
    /**
     * Offers an event to the listeners of its type.
     *
     * <p>Makes no object and no system call while a listener's thread is at work; finding it waiting, it wakes it. A listener that had
     * nothing to do for a minute, or never, has no thread: the event that comes then starts one, which costs its publisher a thread's
     * start instead. It is so that a subscription that nobody closes does not keep a thread, and with it the collector, for ever.
     *
     * @param event an immutable object
     */
    void publish(Object event);

    /**
     * Returns whether any listener takes events of this class, so that one which nobody takes need not be made.
     *
     * @param event the class of the event
     * @return false when an event of it would be offered to nobody
     */
    boolean isHeard(Class<?> event);

    /**
     * Adds a listener for the events of a type and its subtypes, at any time, under the name of its class.
     *
     * @param <E> the events
     * @param type their class or interface; {@code Object} for all events
     * @param listener takes them
     * @return ends the subscription when closed
     */
    default <E> Subscription subscribe(Class<E> type, Consumer<? super E> listener) {
        String name = listener.getClass().getName();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        int lambda = simple.indexOf("$$");
        return subscribe(lambda > 0 ? simple.substring(0, lambda) : simple, type, listener);
    }

    /**
     * Adds a listener for the events of a type and its subtypes, at any time.
     *
     * @param <E> the events
     * @param consumer what the listener is called where its dropped events ({@code quorumeter_events_dropped_total}) and its exceptions
     *     ({@code quorumeter_consumer_errors_total}) are counted; one of a few names, which several listeners may share
     * @param type the class or interface of the events; {@code Object} for all events
     * @param listener takes them
     * @return ends the subscription when closed
     */
    <E> Subscription subscribe(String consumer, Class<E> type, Consumer<? super E> listener);

    /**
     * Adds a listener for a random share of the events of a type and its subtypes, at any time, for events so frequent that even a queue's
     * place for each is too much. What is left out costs its publisher one random number. The weights of what the listener gets add up to
     * the number of events published, on average; {@code quorumeter_sampling_ratio} shows the share under {@code metric="events:"} and
     * the consumer's name.
     *
     * @param <E> the events
     * @param consumer what the listener is called, as with {@link #subscribe(String, Class, Consumer)}
     * @param type the class or interface of the events
     * @param share above 0 and up to 1
     * @param listener takes each with its weight: how many events it stands for, 1 or more
     * @return ends the subscription when closed
     * @throws IllegalArgumentException when the share is not above 0 and up to 1
     */
    <E> Subscription subscribeSampled(
            String consumer, Class<E> type, double share, ObjLongConsumer<? super E> listener);

    /** {@return a publisher that nobody hears} */
    static EventPublisher noop() {
        return NoopPublisher.INSTANCE;
    }

    /** A listener's place with a publisher. */
    interface Subscription extends AutoCloseable {
        /**
         * Ends it. A call of the listener that is under way goes on; no other is begun, and what waits for the listener is dropped and
         * counted. Closing again does nothing.
         */
        @Override
        void close();
    }
}
