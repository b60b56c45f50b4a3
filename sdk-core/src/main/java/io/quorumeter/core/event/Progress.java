package io.quorumeter.core.event;

import io.quorumeter.spi.GuardedThread;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/** A count that grows, and futures that complete when it has reached a number. One thread counts; any may wait. */
public final class Progress {
    private final AtomicLong begun = new AtomicLong();
    private final NavigableSet<Goal> goals = new ConcurrentSkipListSet<>();
    private volatile long done;

    private record Goal(long target, long number, CompletableFuture<Void> reached) implements Comparable<Goal> {
        @Override
        public int compareTo(Goal other) {
            int byTarget = Long.compare(target, other.target);
            return byTarget != 0 ? byTarget : Long.compare(number, other.number);
        }
    }

    /** Makes one that begins at 0. */
    public Progress() {}

    /**
     * Waits for a number.
     *
     * @param target the number
     * @return completes when the count is the target or more; dropped when somebody else completes it
     */
    public CompletableFuture<Void> reach(long target) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        Goal goal = new Goal(target, begun.getAndIncrement(), reached);
        goals.add(goal);
        var unused = reached.whenComplete((nothing, failed) -> goals.remove(goal));
        complete();
        return reached;
    }

    /**
     * Sets the count.
     *
     * @param count not less than before
     */
    public void advance(long count) {
        done = count;
        complete();
    }

    /** How many wait. */
    int waiting() {
        return goals.size();
    }

    private void complete() {
        while (!goals.isEmpty()) {
            Iterator<Goal> first = goals.iterator();
            Goal goal = first.hasNext() ? first.next() : null;
            if (goal == null || goal.target > done) {
                return;
            }
            GuardedThread.call(() -> goal.reached.complete(null)); // runs what the host does after a flush
            goals.remove(goal);
        }
    }
}
