package io.quorumeter.promql.eval;

import io.quorumeter.promql.ast.Expr;
import java.util.Set;

/** Finds expressions that yield the same at every step, since {@code @} fixes each of their selectors; one step of them is enough. */
final class Invariance {
    /** They look at the time of evaluation, or at that of their argument's samples. */
    private static final Set<String> BY_TIME = Set.of(
            "days_in_month",
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "hour",
            "minute",
            "month",
            "year",
            "predict_linear",
            "time",
            "timestamp");

    private Invariance() {}

    static boolean holds(Expr expr) {
        if (expr instanceof Expr.Selector selector) {
            return selector.timing().at().fixed();
        }
        if (expr instanceof Expr.Range range) {
            return holds(range.selector());
        }
        if (expr instanceof Expr.Subquery subquery) {
            return subquery.timing().at().fixed();
        }
        if (expr instanceof Expr.Call call && BY_TIME.contains(call.function())) {
            return false;
        }
        return expr.children().stream().allMatch(Invariance::holds);
    }
}
