package io.quorumeter.consensus;

import io.quorumeter.Counter;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** What the consumers of events threw: all of it is counted, and the first of each consumer is logged with its trace. Never throws itself. */
final class ListenerFailures {
    private final LongAdder all = new LongAdder();
    private volatile Consumer[] consumers = {};

    private record Consumer(HotStuff2Listener listener, String name, Counter errors, AtomicBoolean told) {}

    /** Has a consumer's exceptions counted here; one caller at a time. */
    void of(HotStuff2Listener listener, String name, Counter errors) {
        Consumer[] present = consumers;
        Consumer[] more = Arrays.copyOf(present, present.length + 1);
        more[present.length] = new Consumer(listener, name, errors, new AtomicBoolean());
        consumers = more;
    }

    /** A consumer threw, be it for a mistake of its own or for an argument that the replica should not have given. */
    void threw(HotStuff2Listener listener, Throwable thrown) {
        all.increment();
        for (Consumer consumer : consumers) {
            if (consumer.listener == listener) {
                consumer.errors.increment();
                if (consumer.told.compareAndSet(false, true)) {
                    tell(consumer.name, thrown);
                }
                return;
            }
        }
    }

    long count() {
        return all.sum();
    }

    private static void tell(String consumer, Throwable thrown) {
        try {
            System.getLogger("io.quorumeter")
                    .log(
                            System.Logger.Level.WARNING,
                            "consumer '" + consumer
                                    + "' of a replica's events threw; what it throws from now on is only"
                                    + " counted, in quorumeter_consumer_errors_total",
                            thrown);
        } catch (Throwable nobodyListens) { // a logger that fails is not the replica's trouble
            return;
        }
    }
}
