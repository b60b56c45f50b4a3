package io.quorumeter.event;

/**
 * Hands events to whoever subscribed: decisions of the protocol (a commit, a view change, a time-out, a violation), never single
 * votes. Publishing never blocks and never throws; an event that finds a consumer's queue full is dropped for that consumer and counted.
 * Safe from any thread.
 */
public interface EventPublisher {
    /**
     * Offers an event to the listeners of its type.
     *
     * @param event an immutable object
     */
    void publish(Object event);

    /**
     * Adds a listener for the events of a type and its subtypes, at any time.
     *
     * @param <E> the events
     * @param type their class or interface; {@code Object} for all events
     * @param listener takes them
     * @return ends the subscription when closed
     */
    <E> Subscription subscribe(Class<E> type, EventListener<? super E> listener);

    /** {@return a publisher that nobody hears} */
    static EventPublisher noop() {
        return NoopPublisher.INSTANCE;
    }

    /** A listener's place with a publisher. */
    interface Subscription extends AutoCloseable {
        /** Ends it: the listener is not called for events published from now on. Closing again does nothing. */
        @Override
        void close();
    }
}
