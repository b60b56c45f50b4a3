package io.quorumeter.binding;

import io.quorumeter.By;
import io.quorumeter.Gauge;

/**
 * In which of several states something is, as gauges of which one is 1; from {@link Families#states}. A snapshot taken while the
 * state changes may show both the old and the new one, never none. Set by one thread at a time, read by any.
 *
 * @param <E> the states
 */
public final class StateGauge<E extends Enum<E>> {
    private final By<E, Gauge> gauges;
    private volatile E state;

    StateGauge(By<E, Gauge> gauges, E first) {
        this.gauges = gauges;
        this.state = first;
        gauges.of(first).set(1L);
    }

    /**
     * Replaces the state. Never throws, blocks or allocates.
     *
     * @param now what it is in
     */
    public void set(E now) {
        E before = state;
        if (now != null && now != before) {
            gauges.of(now).set(1L);
            gauges.of(before).set(0L);
            state = now;
        }
    }

    /** {@return the state set last} */
    public E get() {
        return state;
    }
}
