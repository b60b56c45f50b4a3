package example;

import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.TimeoutPhase;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Waits for a proposal. */
final class Replica {
    static final Duration PATIENCE = Duration.ofMillis(400);

    private final HotStuff2Events events;
    private final BiConsumer<Duration, Runnable> timers;
    private final LongSupplier nanos;

    Replica(HotStuff2Events events, BiConsumer<Duration, Runnable> timers, LongSupplier nanos) {
        this.events = events;
        this.timers = timers;
        this.nanos = nanos;
    }

    void enter(long view) {
        timers.accept(
                PATIENCE, () -> events.localTimeout(view, TimeoutPhase.AWAITING_PROPOSAL, nanos.getAsLong()));
    }
}
