package io.quorumeter.event;

/**
 * Takes a share of the events of an {@link EventPublisher}, as an {@link EventListener} takes all of them.
 *
 * @param <E> the events
 */
@FunctionalInterface
public interface SampledEventListener<E> {
    /**
     * Takes one event.
     *
     * @param event what happened; immutable
     * @param weight how many events it stands for, 1 or more; right on average
     */
    void onEvent(E event, long weight);
}
