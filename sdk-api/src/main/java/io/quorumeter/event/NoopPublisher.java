package io.quorumeter.event;

/** Nobody hears it. */
enum NoopPublisher implements EventPublisher {
    INSTANCE;

    @Override
    public void publish(Object event) {}

    @Override
    public <E> Subscription subscribe(String consumer, Class<E> type, EventListener<? super E> listener) {
        return () -> {};
    }
}
