package io.quorumeter.promql.function;

import static io.quorumeter.promql.model.Stale.MARKER;

import io.quorumeter.promql.model.Semantics;

/** How much and how fast values change. */
final class Rates {
    private Rates() {}

    static double rate(Window window, Semantics semantics) {
        return window.size() < 2 ? MARKER : extrapolated(window, semantics, true, window.seconds());
    }

    static double increase(Window window, Semantics semantics) {
        return window.size() < 2 ? MARKER : extrapolated(window, semantics, true, 1);
    }

    static double delta(Window window, Semantics semantics) {
        return window.size() < 2 ? MARKER : extrapolated(window, semantics, false, 1);
    }

    /**
     * Extends the change between the first and the last sample to the ends of the window: all the way where they are about one spacing
     * away, else by half a spacing. A counter is not extended to where it would have been below zero; Prometheus 3 compares that with
     * the extension, and 2.42 with the distance to the end.
     */
    private static double extrapolated(Window window, Semantics semantics, boolean counter, double divisor) {
        double change = window.lastValue() - window.firstValue();
        if (counter) {
            change = window.withResets(change);
        }
        double sampled = window.sampledSeconds();
        double spacing = sampled / (window.size() - 1);
        double threshold = spacing * 1.1;
        double before = window.secondsBeforeFirst();
        double after = window.secondsAfterLast();
        double toZero = counter && change > 0 && window.firstValue() >= 0
                ? sampled * (window.firstValue() / change)
                : Double.POSITIVE_INFINITY;
        if (semantics == Semantics.V2) {
            before = Math.min(before, toZero);
        }
        before = before >= threshold ? spacing / 2 : before;
        if (semantics == Semantics.V3) {
            before = Math.min(before, toZero);
        }
        after = after >= threshold ? spacing / 2 : after;
        return change * ((sampled + before + after) / sampled / divisor);
    }

    static double irate(Window window, Semantics semantics) {
        return lastChange(window, true);
    }

    static double idelta(Window window, Semantics semantics) {
        return lastChange(window, false);
    }

    private static double lastChange(Window window, boolean rate) {
        int size = window.size();
        if (size < 2) {
            return MARKER;
        }
        double last = window.value(size - 1);
        double previous = window.value(size - 2);
        double change = rate && last < previous ? last : last - previous;
        return rate ? change / ((window.time(size - 1) - window.time(size - 2)) / 1000.0) : change;
    }

    static double changes(Window window, Semantics semantics) {
        int changes = 0;
        for (int i = 1; i < window.size(); i++) {
            double previous = window.value(i - 1);
            double current = window.value(i);
            if (current != previous && !(Double.isNaN(current) && Double.isNaN(previous))) {
                changes++;
            }
        }
        return changes;
    }

    static double resets(Window window, Semantics semantics) {
        return window.resets();
    }
}
