package io.quorumeter.benchmarks.queries;

import io.quorumeter.promql.ast.Aggregation;
import io.quorumeter.promql.ast.BinaryOp;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.function.Functions;
import io.quorumeter.promql.model.Semantics;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How often each function and operator of Prometheus 2 occurred. */
final class Uses {
    /** Those that only Prometheus 3 has. */
    static final Set<Aggregation> SINCE_3 = EnumSet.of(Aggregation.LIMITK, Aggregation.LIMIT_RATIO);

    private final Map<String, Integer> counts = new TreeMap<>();

    Uses() {
        Functions.all(Semantics.V2).forEach(function -> counts.put(function.name(), 0));
        Arrays.stream(BinaryOp.values()).forEach(op -> counts.put(op.symbol(), 0));
        Arrays.stream(Aggregation.values())
                .filter(op -> !SINCE_3.contains(op))
                .forEach(op -> counts.put(op.symbol(), 0));
    }

    /** Counts what occurs in an expression. */
    void add(Expr expr) {
        if (expr instanceof Expr.Call call) {
            counts.merge(call.function(), 1, Integer::sum);
        } else if (expr instanceof Expr.Aggregate aggregate) {
            counts.merge(aggregate.op().symbol(), 1, Integer::sum);
        } else if (expr instanceof Expr.Binary binary) {
            counts.merge(binary.op().symbol(), 1, Integer::sum);
        }
        expr.children().forEach(this::add);
    }

    /** Returns those that occurred less often than so many times. */
    Set<String> rarerThan(int times) {
        Map<String, Integer> rare = new TreeMap<>(counts);
        rare.values().removeIf(count -> count >= times);
        return rare.keySet();
    }
}
