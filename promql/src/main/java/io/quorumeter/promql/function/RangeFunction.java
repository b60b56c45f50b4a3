package io.quorumeter.promql.function;

import io.quorumeter.promql.model.Semantics;

/** What makes one value of a window of samples. */
@FunctionalInterface
public interface RangeFunction {
    /**
     * {@return the value, {@link io.quorumeter.promql.model.Stale#MARKER} for none}
     *
     * @param window the samples, at least one
     * @param semantics which Prometheus is followed
     */
    double apply(Window window, Semantics semantics);

    /**
     * {@return a function that reduces the values}
     *
     * @param reduction what makes one value of those in the window
     */
    static RangeFunction reducing(Reduction reduction) {
        return (window, semantics) -> window.reduce(reduction);
    }
}
