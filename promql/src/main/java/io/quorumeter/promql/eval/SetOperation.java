package io.quorumeter.promql.eval;

import io.quorumeter.promql.ast.BinaryOp;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Stale;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operators {@code and}, {@code or} and {@code unless}: which samples have a match on the other side, step by step. */
final class SetOperation {
    private static final BitSet NEVER = new BitSet(0);

    private SetOperation() {}

    static Rows apply(Expr.Binary binary, Rows left, Rows right, Steps steps, Meter meter) {
        Grouping grouping =
                Grouping.of(binary.matching().on(), binary.matching().labels());
        if (binary.op() != BinaryOp.OR) {
            Map<Labels, BitSet> presence = presence(right, grouping, steps);
            right.release();
            return keep(left, presence, binary.op() == BinaryOp.AND, grouping);
        }
        Rows others = keep(right, presence(left, grouping, steps), false, grouping);
        Rows results = new Rows(meter);
        for (Rows side : List.of(left, others)) {
            side.release();
            side.list().forEach(row -> results.add(row.labels, row.values));
        }
        return results.distinct(false);
    }

    private static Rows keep(Rows rows, Map<Labels, BitSet> others, boolean matched, Grouping grouping) {
        return rows.change(labels -> labels, row -> {
            BitSet there = others.getOrDefault(grouping.key(row.labels), NEVER);
            return (value, step) -> there.get(step) == matched ? value : Stale.MARKER;
        });
    }

    /** Returns at which steps a match has any sample. */
    private static Map<Labels, BitSet> presence(Rows rows, Grouping grouping, Steps steps) {
        Map<Labels, BitSet> presence = new HashMap<>();
        for (Row row : rows.list()) {
            BitSet there = presence.computeIfAbsent(grouping.key(row.labels), key -> new BitSet(steps.count()));
            for (int i = 0; i < row.values.length; i++) {
                if (row.has(i)) {
                    there.set(i);
                }
            }
        }
        return presence;
    }
}
