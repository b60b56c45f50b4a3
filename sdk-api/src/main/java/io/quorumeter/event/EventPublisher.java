package io.quorumeter.event;

import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Hands events to their subscribers: decisions of the protocol (a commit, a view change, a time-out, a violation), never single votes.
 * Publishing never blocks and never throws. Each listener has a bounded queue and a thread of its own, so a listener that is slow or throws
 * does not affect the others. It gets one event at a time, and the events of one publishing thread in the order of publication. Exceptions
 * of a listener are caught and counted; an event that finds the queue full is dropped for that listener and counted. Safe from any thread.
 */
public interface EventPublisher {
    /**
     * Offers an event to the listeners of its type.
     *
     * <p>Makes no object and no system call while a listener's thread is at work; when the thread waits, it is woken. A listener that had
     * no event for a minute, or none yet, has no thread: the next event starts one, which costs its publisher the start of a thread. For
     * this reason a subscription that is never closed does not keep a thread, and with it the collector, for ever.
     *
     * @param event an immutable object
     */
    void publish(Object event);

    /**
     * Returns whether any listener takes events of this class, so that a publisher need not create an event without listeners.
     *
     * @param event the class of the event
     * @return false when no listener takes events of this class
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
     * @param consumer the name under which its dropped events ({@code quorumeter_events_dropped_total}) and its exceptions
     *     ({@code quorumeter_consumer_errors_total}) are counted; one of a few names, which several listeners may share
     * @param type the class or interface of the events; {@code Object} for all events
     * @param listener takes them
     * @return ends the subscription when closed
     */
    <E> Subscription subscribe(String consumer, Class<E> type, Consumer<? super E> listener);

    /**
     * Adds a listener for a random share of the events of a type and its subtypes, at any time, for events so frequent that even a queue's
     * place for each is too much. An event that is left out costs its publisher one random number. The weights of the events that the
     * listener gets add up to the number of events published, on average; {@code quorumeter_sampling_ratio} shows the share under {@code
     * metric="events:"} and the consumer's name.
     *
     * @param <E> the events
     * @param consumer the listener's name, as with {@link #subscribe(String, Class, Consumer)}
     * @param type the class or interface of the events
     * @param share above 0 and up to 1
     * @param listener takes each with its weight: how many events it stands for, 1 or more
     * @return ends the subscription when closed
     * @throws IllegalArgumentException when the share is not above 0 and up to 1
     */
    <E> Subscription subscribeSampled(
            String consumer, Class<E> type, double share, ObjLongConsumer<? super E> listener);

    /** {@return a no-op publisher, which has no listeners} */
    static EventPublisher noop() {
        return NoopPublisher.INSTANCE;
    }

    /** A listener's place with a publisher. */
    interface Subscription extends AutoCloseable {
        /**
         * Ends the subscription. A call of the listener that is under way goes on; no other call begins, and events that wait for the
         * listener are dropped and counted. Closing it again does nothing.
         */
        @Override
        void close();
    }
}
