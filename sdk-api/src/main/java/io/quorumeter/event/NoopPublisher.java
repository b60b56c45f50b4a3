package io.quorumeter.event;

import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** A publisher without listeners. */
enum NoopPublisher implements EventPublisher {
    INSTANCE;

    @Override
    public void publish(Object event) {}

    @Override
    public boolean isHeard(Class<?> event) {
        return false;
    }

    @Override
    public <E> Subscription subscribe(String consumer, Class<E> type, Consumer<? super E> listener) {
        return () -> {};
    }

    @Override
    public <E> Subscription subscribeSampled(
            String consumer, Class<E> type, double share, ObjLongConsumer<? super E> listener) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of events to keep is above 0 and at most 1, not " + share);
        }
        return () -> {};
    }
}
