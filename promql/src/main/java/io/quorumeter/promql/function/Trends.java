package io.quorumeter.promql.function;

import static io.quorumeter.promql.model.PromQlException.Type.EXECUTION;
import static io.quorumeter.promql.model.Stale.MARKER;

import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;

/** Where values tend to: straight lines and exponential smoothing. */
final class Trends {
    private Trends() {}

    static double deriv(Window window, Semantics semantics) {
        return window.size() < 2 ? MARKER : line(window, window.time(0), 0, true);
    }

    static double predictLinear(Window window, Semantics semantics) {
        return window.size() < 2 ? MARKER : line(window, window.now(), window.parameter(0), false);
    }

    /** Fits a line by least squares; returns its slope, or its value a number of seconds after a time. */
    private static double line(Window window, long origin, double seconds, boolean slopeOnly) {
        int n = window.size();
        boolean constant = true;
        KahanSum sumX = new KahanSum();
        KahanSum sumY = new KahanSum();
        KahanSum sumXy = new KahanSum();
        KahanSum sumXx = new KahanSum();
        for (int i = 0; i < n; i++) {
            double x = (window.time(i) - origin) / 1000.0;
            double y = window.value(i);
            constant &= i == 0 || y == window.value(0);
            sumX.add(x);
            sumY.add(y);
            sumXy.add(x * y);
            sumXx.add(x * x);
        }
        if (constant) {
            double level = window.value(0);
            return Double.isInfinite(level) ? Double.NaN : slopeOnly ? 0 : level;
        }
        double x = sumX.value();
        double y = sumY.value();
        double slope = (sumXy.value() - x * y / n) / (sumXx.value() - x * x / n);
        return slopeOnly ? slope : slope * seconds + (y / n - slope * x / n);
    }

    /** Smooths twice, the value and its trend (Holt's linear method). */
    static double doubleExponentialSmoothing(Window window, Semantics semantics) {
        double smoothing = factor("smoothing factor. Expected: 0 < sf < 1", window.parameter(0));
        double trending = factor("trend factor. Expected: 0 < tf < 1", window.parameter(1));
        if (window.size() < 2) {
            return MARKER;
        }
        double previous = 0;
        double current = window.value(0);
        double trend = window.value(1) - window.value(0);
        for (int i = 1; i < window.size(); i++) {
            if (i > 1) {
                trend = trending * (current - previous) + (1 - trending) * trend;
            }
            double next = smoothing * window.value(i) + (1 - smoothing) * (current + trend);
            previous = current;
            current = next;
        }
        return current;
    }

    private static double factor(String what, double value) {
        if (value <= 0 || value >= 1) {
            throw PromQlException.of(EXECUTION, "invalid " + what + ", got: " + Numbers.format(value));
        }
        return value;
    }
}
