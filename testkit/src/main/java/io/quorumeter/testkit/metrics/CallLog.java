package io.quorumeter.testkit.metrics;

import io.quorumeter.Labels;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;

/** The last calls to instruments, in their order. Safe from any thread. */
final class CallLog {
    /** Calls kept; a test that makes more of them wants a sum, not a list. */
    static final int KEPT = 100_000;

    private final VirtualClock clock;
    private final ArrayDeque<RecordedCall> calls = new ArrayDeque<>();
    private long dropped;

    CallLog(VirtualClock clock) {
        this.clock = clock;
    }

    /** The time by which timers measure. */
    long nanos() {
        return clock.nanos();
    }

    synchronized void add(String family, Labels labels, RecordedCall.Kind kind, double value, long times) {
        if (calls.size() == KEPT) {
            calls.removeFirst();
            dropped++;
        }
        calls.addLast(new RecordedCall(clock.elapsed(), family, labels, kind, value, times));
    }

    synchronized List<RecordedCall> list(Predicate<RecordedCall> wanted) {
        return calls.stream().filter(wanted).toList();
    }

    synchronized long dropped() {
        return dropped;
    }

    synchronized void clear() {
        calls.clear();
        dropped = 0;
    }
}
