package io.quorumeter.examples.node;

import io.quorumeter.testkit.hotstuff2.TimerKind;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The replica's timers: at most one of each kind, by the time at which it expires. */
final class Timers {

    private final Map<TimerKind, Long> deadlines = new EnumMap<>(TimerKind.class);

    void set(TimerKind kind, long at) {
        deadlines.put(kind, at);
    }

    void cancel(TimerKind kind) {
        deadlines.remove(kind);
    }

    void cancelAll() {
        deadlines.clear();
    }

    /** Returns how many nanoseconds are left until the next timer expires, {@code most} at most, 0 or less if one has. */
    long remaining(long now, long most) {
        long least = most;
        for (long at : deadlines.values()) {
            least = Math.min(least, at - now);
        }
        return least;
    }

    /** Takes the timer that expired first, or returns null if none has. */
    @Nullable
    TimerKind expired(long now) {
        TimerKind first = null;
        long longest = -1;
        for (Map.Entry<TimerKind, Long> timer : deadlines.entrySet()) {
            if (now - timer.getValue() > longest) {
                first = timer.getKey();
                longest = now - timer.getValue();
            }
        }
        if (first != null) {
            deadlines.remove(first);
        }
        return first;
    }
}
