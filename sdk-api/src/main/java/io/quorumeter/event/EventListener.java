package io.quorumeter.event;

/**
 * Takes events from an {@link EventPublisher}, one at a time and in the order of publication, on a thread that it has for itself. What it
 * throws is caught and counted.
 *
 * @param <E> the events
 */
@FunctionalInterface
public interface EventListener<E> {
    /**
     * Takes one event.
     *
     * @param event what happened; immutable
     */
    void onEvent(E event);
}
