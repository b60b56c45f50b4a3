package io.quorumeter.consensus;

import io.quorumeter.Counter;
import io.quorumeter.spi.GuardedThread;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the consumers of events threw, and events that were passed to none because of a null: all are counted, and the first of each
 * consumer and of each event is logged with its trace. Never throws itself.
 */
final class ListenerFailures {
    private final LongAdder all = new LongAdder();
    private final Set<Audiences.Event> nulls = ConcurrentHashMap.newKeySet();
    private volatile Consumer[] consumers = {};

    private record Consumer(HotStuff2Listener listener, String name, Counter errors, AtomicBoolean told) {}

    /** Has a consumer's exceptions counted here; one caller at a time. */
    void of(HotStuff2Listener listener, String name, Counter errors) {
        Consumer[] present = consumers;
        Consumer[] more = Arrays.copyOf(present, present.length + 1);
        more[present.length] = new Consumer(listener, name, errors, new AtomicBoolean());
        consumers = more;
    }

    /** A consumer threw, be it for a mistake of its own or for a number that the replica should not have given. */
    void threw(HotStuff2Listener listener, Throwable thrown) {
        all.increment();
        Consumer consumer = find(listener);
        if (consumer != null) {
            consumer.errors.increment();
            if (consumer.told.compareAndSet(false, true)) {
                tell(
                        "consumer '" + consumer.name
                                + "' of a replica's events threw; what it throws from now on is only"
                                + " counted, in quorumeter_consumer_errors_total",
                        thrown);
            }
        }
    }

    /** An event has a null, so those who take it are not told, which counts for each of them. Returns who is told instead: nobody. */
    HotStuff2Listener[] withheld(Audiences.Event event, HotStuff2Listener[] audience) {
        all.increment();
        for (HotStuff2Listener listener : audience) {
            Consumer consumer = find(listener);
            if (consumer != null) {
                consumer.errors.increment();
            }
        }
        if (nulls.add(event)) {
            tell(
                    event
                            + " was called with a null (BlockId.NONE stands for no block, Signers.none() for no signers); the"
                            + " event is passed to no consumer, and the next ones are only counted, in"
                            + " quorumeter_consumer_errors_total",
                    new NullPointerException(event.toString()));
        }
        return Audiences.NOBODY;
    }

    private @Nullable Consumer find(HotStuff2Listener listener) {
        for (Consumer consumer : consumers) {
            if (consumer.listener == listener) {
                return consumer;
            }
        }
        return null;
    }

    long count() {
        return all.sum();
    }

    private static void tell(String what, Throwable thrown) {
        GuardedThread.log(System.Logger.Level.WARNING, what, thrown);
    }
}
