package io.quorumeter.consensus;

import io.quorumeter.MetricsCollector;
import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What the numbers that a binding gives show to be wrong with it. Each fault is reported once, in the log and as a {@link VariantMismatch},
 * and whoever would be called silent because of it is not. Safe from any thread.
 */
final class BindingFaults {
    /** How far from the clock the time of an event may be; more than any message waits for its verification. */
    private static final long SLACK_NANOS = Duration.ofMinutes(1).toNanos();

    /** Reports a validator that the set does not have. */
    interface Outside {
        void report(int validator, int size);
    }

    private enum Fault {
        OWN_INDEX,
        NUMBERING,
        TIMES
    }

    private final MetricsCollector metrics;
    private final ProtocolVariant variant;
    private final UnixClock clock;
    private volatile Outside outside = (validator, size) -> {};
    private volatile Consumer<VariantMismatch> mismatches = mismatch -> {};
    private final AtomicInteger found = new AtomicInteger();
    private volatile long earliest;
    private volatile long latest;
    private long looked;

    BindingFaults(MetricsCollector metrics, ProtocolVariant variant, UnixClock clock) {
        this.metrics = metrics;
        this.variant = variant;
        this.clock = clock;
        since(clock.nanos());
    }

    private void since(long now) {
        looked = now;
        earliest = now;
        latest = now;
    }

    /** Whether indices and times are as described, as far as is known, so that it can be said who is silent. */
    boolean canTellSilence() {
        return !has(Fault.NUMBERING) && timesFit();
    }

    /** Whether the times of events are those of the clock, as far as is known. */
    boolean timesFit() {
        return !has(Fault.TIMES);
    }

    /** A replica that has no index in the set of this view signed something. */
    void signedWithoutIndex(String what, long view) {
        if (!has(Fault.OWN_INDEX)) {
            report(
                    Fault.OWN_INDEX,
                    what + " of view " + view
                            + " was sent by this replica, which has no index in the validator set: give ownIndex,"
                            + " in the Protocol or the ValidatorSetChange");
        }
    }

    /** Has the safety monitor report validators that the set does not have, as it does of certificates. */
    void onOutside(Outside reports) {
        outside = reports;
    }

    /** Has the safety monitor keep what is reported here. */
    void onMismatch(Consumer<VariantMismatch> keeps) {
        mismatches = keeps;
    }

    /** A verified message came from a validator that the set does not have. */
    void outside(int validator, int size) {
        if (note(Fault.NUMBERING)) {
            outside.report(validator, size);
        }
    }

    /** An event has this time. What is kept changes rarely, so that threads that receive votes share it without contention. */
    void timed(long nanos) {
        if (nanos - earliest < 0) {
            earliest = nanos;
        } else if (nanos - latest > SLACK_NANOS / 2) {
            latest = nanos;
        }
    }

    /** Compares the earliest and the latest time of an event since the look before with the clock. */
    synchronized void look() {
        long now = clock.nanos();
        if (timesFit()) {
            if (earliest - looked < -SLACK_NANOS) {
                reportTime(earliest, now);
            } else if (latest - now > SLACK_NANOS) {
                reportTime(latest, now);
            }
        }
        since(now);
    }

    private void reportTime(long time, long now) {
        boolean millis =
                Math.abs(clock.secondsAt(now) - time / 1e3) < Duration.ofDays(1).toSeconds();
        report(
                Fault.TIMES,
                "an event has the time " + time + " while the clock is at " + now
                        + (millis ? ", as System.currentTimeMillis() gives it" : "")
                        + ": give the times of events by the collector's clock: System.nanoTime(), or VirtualClock.nanos()"
                        + " in tests");
    }

    private boolean has(Fault fault) {
        return (found.get() & 1 << fault.ordinal()) != 0;
    }

    private void report(Fault fault, String seen) {
        if (note(fault)) {
            GuardedThread.log(System.Logger.Level.WARNING, seen, null);
            VariantMismatch mismatch = new VariantMismatch(variant, seen);
            mismatches.accept(mismatch);
            metrics.events().publish(mismatch);
        }
    }

    /** Whether this is the first time. */
    private boolean note(Fault fault) {
        int bit = 1 << fault.ordinal();
        return (found.getAndUpdate(bits -> bits | bit) & bit) == 0;
    }
}
