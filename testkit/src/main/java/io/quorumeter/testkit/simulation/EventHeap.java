package io.quorumeter.testkit.simulation;

import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.TimerKind;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is to happen, by time and, at one time, in the order in which it was planned. */
final class EventHeap {
    /** A delivery, a timer, or anything else. */
    static final class Event implements Comparable<Event> {
        final long time;
        final long order;
        final int replica;
        final @Nullable Message message;
        final @Nullable TimerKind timer;
        final int generation;
        final @Nullable Runnable action;

        private Event(
                long time,
                long order,
                int replica,
                @Nullable Message message,
                @Nullable TimerKind timer,
                int generation,
                @Nullable Runnable action) {
            this.time = time;
            this.order = order;
            this.replica = replica;
            this.message = message;
            this.timer = timer;
            this.generation = generation;
            this.action = action;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>(1024);
    private long planned;

    void deliver(long time, int replica, Message message) {
        events.add(new Event(time, planned++, replica, message, null, 0, null));
    }

    void timer(long time, int replica, TimerKind timer, int generation) {
        events.add(new Event(time, planned++, replica, null, timer, generation, null));
    }

    void action(long time, Runnable action) {
        events.add(new Event(time, planned++, -1, null, null, 0, action));
    }

    @Nullable
    Event peek() {
        return events.peek();
    }

    @Nullable
    Event poll() {
        return events.poll();
    }
}
