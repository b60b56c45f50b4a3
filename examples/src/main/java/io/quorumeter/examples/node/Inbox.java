package io.quorumeter.examples.node;

import io.quorumeter.testkit.hotstuff2.Message;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for the consensus thread: so many at most, and of so many bytes together, since one peer's blocks can be a million
 * times as large as another's vote. Any thread offers, one takes.
 */
final class Inbox {

    /** A message, or null where the thread is only to wake up. */
    record Arrival(@Nullable Message message, int bytes, long at) {}

    private static final Arrival WAKE_UP = new Arrival(null, 0, 0);

    private final BlockingQueue<Arrival> queue;
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();

    /** With room for this many messages of this many bytes in total; the largest message alone always fits. */
    Inbox(int mostMessages, long mostBytes) {
        this.queue = new ArrayBlockingQueue<>(mostMessages);
        this.mostBytes = mostBytes;
    }

    /** Queues a message that came in so many bytes, without waiting; returns false if there is no room. */
    boolean offer(Message message, int size, long receivedAt) {
        long before = bytes.getAndAdd(size);
        boolean fits = before == 0 || before + size <= mostBytes;
        if (fits && queue.offer(new Arrival(message, size, receivedAt))) {
            return true;
        }
        bytes.addAndGet(-size);
        return false;
    }

    /** Has the thread that takes look up; one that has something to take does so anyway. */
    void wakeUp() {
        queue.offer(WAKE_UP);
    }

    /** Takes the next one, or null if none comes in time. */
    @Nullable
    Arrival poll(long nanos) throws InterruptedException {
        Arrival next = queue.poll(nanos, TimeUnit.NANOSECONDS);
        if (next != null) {
            bytes.addAndGet(-next.bytes());
        }
        return next;
    }

    int size() {
        return queue.size();
    }
}
