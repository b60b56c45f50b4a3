package io.quorumeter.core;

import io.quorumeter.core.SelfMetrics.CallbackFailures;
import io.quorumeter.spi.GuardedThread;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A series whose value is kept elsewhere and asked for by {@link Callbacks} before it is read. It is not shown before the source gave a
 * first value, and while the source gives null, by which it says that there is no value now. When the source fails after that, or gives a
 * negative total, the last good value is shown with the time at which it was got. A total beyond what a long holds is shown as the greatest
 * long, as recorded totals are. All but {@link #replaceSource} is called by {@link Callbacks} under its monitor, or by the
 * snapshot that waited for it.
 */
final class ObservedNumber implements NumberCell {
    private final CallbackFailures failures;
    private final InstantSource clock;

    /** Where a counter's refused totals are counted; null for a gauge, which may be any number. */
    private final @Nullable Rejections refusals;

    private volatile Source source;
    private long whole;
    private double fraction;
    private long gotMillis;
    private boolean isFresh;
    private volatile boolean isKnown;

    ObservedNumber(
            Supplier<? extends Number> source,
            CallbackFailures failures,
            InstantSource clock,
            @Nullable Rejections refusals) {
        this.source = new Source(source);
        this.failures = failures;
        this.clock = clock;
        this.refusals = refusals;
    }

    /** Whether there is a value to show. */
    boolean isKnown() {
        return isKnown;
    }

    /** Asks another source from now on, even when the one before hangs. */
    void replaceSource(Supplier<? extends Number> other) {
        this.source = new Source(other);
    }

    /** A question to the source, or null when it has not yet answered an earlier one. */
    @Nullable
    Question begin() {
        Source now = source;
        if (now.isAsked) {
            return null;
        }
        isFresh = false;
        now.isAsked = true;
        return new Question(now);
    }

    void timedOut() {
        isFresh = false;
        failures.timeout().increment();
    }

    @Override
    public long read(long[] wholes, double[] fractions, int at) {
        wholes[at] = whole;
        fractions[at] = fraction;
        return isFresh ? 0 : gotMillis;
    }

    private static final class Source {
        private final Supplier<? extends Number> value;
        private boolean isAsked;

        Source(Supplier<? extends Number> value) {
            this.value = value;
        }
    }

    /** A source being asked, and its answer. */
    final class Question {
        private final Source asked;
        private boolean isGood;
        private boolean isNaN;
        private boolean isNone;
        private boolean isNegative;
        private boolean isOver;
        private long answeredWhole;
        private double answeredFraction;

        private Question(Source asked) {
            this.asked = asked;
        }

        /** Runs the callback; whatever it does, this returns when it does. Not under the monitor. */
        void ask() {
            Throwable failed = GuardedThread.call(() -> take(asked.value.get()));
            isGood = failed == null && !isNaN && !isNone && !isNegative;
            if (failed != null) {
                failures.first().threw(failed);
            } else if (isNaN) {
                failures.first().gaveNaN();
            }
        }

        private void take(@Nullable Number answer) {
            isNone = answer == null;
            if (answer == null) {
                return;
            }
            if (Numbers.isWhole(answer)) {
                answeredWhole = answer.longValue();
            } else {
                answeredFraction = answer.doubleValue();
            }
            isNaN = Double.isNaN(answeredFraction);
            isNegative = refusals != null && (answeredWhole < 0 || answeredFraction < 0);
            isOver = refusals != null && answeredFraction >= 0x1p63;
            if (isOver) {
                answeredWhole = Long.MAX_VALUE;
                answeredFraction = 0;
            }
        }

        /** The source may be asked again. */
        void end() {
            asked.isAsked = false;
        }

        /** Takes the answer over, unless there is no good one. */
        void deliver() {
            if (asked != source) {
                return; // replaced meanwhile
            }
            if (isNone) {
                isKnown = false;
            } else if (isGood) {
                whole = answeredWhole;
                fraction = answeredFraction;
                gotMillis = clock.millis();
                isFresh = true;
                isKnown = true;
                if (isOver && refusals != null) {
                    refusals.overflow();
                }
            } else if (isNaN) {
                failures.nan().increment();
            } else if (isNegative && refusals != null) {
                refusals.negative();
            } else {
                failures.exception().increment();
            }
        }
    }
}
