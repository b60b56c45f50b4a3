package io.quorumeter.testkit.metrics;

import io.quorumeter.Labels;
import java.time.Duration;
import java.util.Locale;

/**
 * One call that the code under test made to an instrument.
 *
 * @param at when, since the start of the collector's clock
 * @param family the full name of the family
 * @param labels the series
 * @param kind what was done
 * @param value the argument: in seconds for a timer, in the family's unit for everything else; 1 for an increment without argument. What
 *     the collector then refused, such as a negative increment, is here too
 * @param times how often the call recorded it, 1 but for calls that say so
 */
public record RecordedCall(Duration at, String family, Labels labels, Kind kind, double value, long times) {
    /** What a call does. */
    public enum Kind {
        /** A counter was raised. */
        INCREMENT,
        /** A gauge or a state was set. */
        SET,
        /** Something was added to a gauge. */
        ADD,
        /** A distribution got a value. */
        RECORD
    }

    /** On one line, as messages show it. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.6fs %s %s%s %s%s",
                at.toNanos() / 1e9,
                kind.name().toLowerCase(Locale.ROOT),
                family,
                labels,
                SeriesText.number(value),
                times == 1 ? "" : " x" + times);
    }
}
