package io.quorumeter.promql.eval;

import static io.quorumeter.promql.model.PromQlException.Type.EXECUTION;

import io.quorumeter.promql.ast.BinaryOp;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.Matching;
import io.quorumeter.promql.ast.Matching.Cardinality;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.Stale;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arithmetic and comparison between two vectors. Series are matched once for all steps; whether a match is unique can only be judged
 * step by step, since series come and go.
 */
final class Join {
    private final BinaryOp op;
    private final boolean bool;
    private final Matching matching;
    private final Grouping grouping;
    private final boolean keepsName;
    private final boolean oneIsLeft;
    private final Steps steps;
    private final Meter meter;

    /** At which steps each result has a value, to find two of one set of labels. */
    private final Map<Labels, BitSet> taken = new HashMap<>();

    Join(Expr.Binary binary, Semantics semantics, Steps steps, Meter meter) {
        this.op = binary.op();
        this.bool = binary.bool();
        this.matching = binary.matching();
        this.grouping = Grouping.of(matching.on(), matching.labels());
        this.keepsName = keepsName(op, semantics) && !bool;
        this.oneIsLeft = matching.cardinality() == Cardinality.ONE_TO_MANY;
        this.steps = steps;
        this.meter = meter;
    }

    /** Returns whether results keep the metric's name: those of comparisons, and up to 2.x by an oversight those of {@code atan2}. */
    static boolean keepsName(BinaryOp op, Semantics semantics) {
        return op.kind() == BinaryOp.Kind.COMPARISON || (op == BinaryOp.ATAN2 && semantics == Semantics.V2);
    }

    Rows apply(Rows left, Rows right) {
        Rows many = oneIsLeft ? right : left;
        Map<Labels, List<Row>> ones = grouping.split(oneIsLeft ? left : right);
        checkUnique(ones, many);
        Rows results = new Rows(meter);
        for (Map.Entry<Labels, List<Row>> match : grouping.split(many).entrySet()) {
            List<Row> partners = ones.getOrDefault(match.getKey(), List.of());
            boolean several = match.getValue().size() > 1;
            taken.clear();
            for (Row row : match.getValue()) {
                for (Row partner : partners) {
                    add(row, partner, several, match.getKey(), results);
                }
            }
        }
        left.release();
        right.release();
        return results.distinct(false);
    }

    private void add(Row row, Row partner, boolean several, Labels key, Rows results) {
        double[] values = new double[steps.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.has(i) && partner.has(i)
                    ? oneIsLeft ? value(partner.values[i], row.values[i]) : value(row.values[i], partner.values[i])
                    : Stale.MARKER;
        }
        Labels labels = labels(row.labels, partner.labels);
        if (several) {
            take(matching.cardinality() == Cardinality.ONE_TO_ONE ? key : labels, values, key);
        }
        results.add(labels, values);
    }

    private double value(double left, double right) {
        if (op.kind() == BinaryOp.Kind.ARITHMETIC) {
            return op.compute(left, right);
        }
        boolean holds = op.holds(left, right);
        return bool ? (holds ? 1 : 0) : holds ? left : Stale.MARKER;
    }

    private Labels labels(Labels many, Labels one) {
        Labels labels = keepsName ? many : many.withoutName();
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            return labels.filter(name -> matching.labels().contains(name) == matching.on());
        }
        for (String included : matching.include()) {
            labels = labels.with(included, one.get(included));
        }
        return labels;
    }

    /** Refuses a second value of one result at one step. */
    private void take(Labels labels, double[] values, Labels key) {
        BitSet steps = taken.computeIfAbsent(labels, each -> new BitSet(values.length));
        for (int i = 0; i < values.length; i++) {
            if (!Stale.is(values[i])) {
                if (steps.get(i)) {
                    String remedy = matching.cardinality() == Cardinality.ONE_TO_ONE
                            ? "many-to-one matching must be explicit (group_left/group_right)"
                            : "grouping labels must ensure unique matches";
                    throw PromQlException.of(EXECUTION, "multiple matches for labels: " + remedy + ": " + key);
                }
                steps.set(i);
            }
        }
    }

    /** Refuses two samples of one match on the side of which there may be one, at steps where the other side has any sample. */
    private void checkUnique(Map<Labels, List<Row>> ones, Rows many) {
        BitSet any = null;
        for (Map.Entry<Labels, List<Row>> match : ones.entrySet()) {
            List<Row> rows = match.getValue();
            if (rows.size() > 1) {
                any = any == null ? anySample(many) : any;
                for (int i = any.nextSetBit(0); i >= 0; i = any.nextSetBit(i + 1)) {
                    checkUnique(match.getKey(), rows, i);
                }
            }
        }
    }

    private void checkUnique(Labels key, List<Row> rows, int step) {
        Row found = null;
        for (Row row : rows) {
            if (row.has(step)) {
                if (found != null) {
                    throw PromQlException.of(
                            EXECUTION,
                            "found duplicate series for the match group " + key + " on the "
                                    + (oneIsLeft ? "left" : "right")
                                    + " hand-side of the operation: [" + row.labels + ", " + found.labels
                                    + "];many-to-many matching not allowed: matching labels must be unique on one side");
                }
                found = row;
            }
        }
    }

    private BitSet anySample(Rows rows) {
        BitSet any = new BitSet(steps.count());
        for (Row row : rows.list()) {
            for (int i = 0; i < row.values.length; i++) {
                if (row.has(i)) {
                    any.set(i);
                }
            }
        }
        return any;
    }
}
