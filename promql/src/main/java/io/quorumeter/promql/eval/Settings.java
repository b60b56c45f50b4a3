package io.quorumeter.promql.eval;

import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.limit.MemoryBudget;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.SeriesSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How queries are answered.
 *
 * @param source where series come from
 * @param semantics which Prometheus is followed
 * @param lookback how many milliseconds a sample counts
 * @param subqueryStep the milliseconds between the steps of a subquery that gives none
 * @param limits what one query may take
 * @param budget what all queries may take
 * @param cancelled whether the client has left
 * @param nanos a monotonic clock
 */
public record Settings(
        SeriesSource source,
        Semantics semantics,
        long lookback,
        long subqueryStep,
        Limits limits,
        MemoryBudget budget,
        BooleanSupplier cancelled,
        LongSupplier nanos) {
    /** Starts to measure one query. */
    Meter meter() {
        return new Meter(limits, budget, cancelled, nanos);
    }

    /**
     * {@return conditions that stop a selection of series at the limits: their matching fails when time is over or the client has left}
     *
     * @param conditions the conditions to compare with
     */
    public List<Matcher> metered(List<Matcher> conditions) {
        return meter().metered(conditions);
    }
}
