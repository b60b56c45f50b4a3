package io.quorumeter.promql.function;

import io.quorumeter.promql.model.Semantics;

/** What makes one value of a window of samples. */
@FunctionalInterface
public interface RangeFunction {
    /** Returns the value, {@link io.quorumeter.promql.model.Stale#MARKER} for none; the window has at least one sample. */
    double apply(Window window, Semantics semantics);

    /** Returns a function that reduces the values. */
    static RangeFunction reducing(Reduction reduction) {
        return (window, semantics) -> window.reduce(reduction);
    }
}
