package io.quorumeter.promql.parse;

import io.quorumeter.promql.ast.Aggregation;
import io.quorumeter.promql.ast.BinaryOp;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.Matching;
import io.quorumeter.promql.ast.ValueType;
import io.quorumeter.promql.function.Function;
import io.quorumeter.promql.model.PromQlException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand where: the types of operands and arguments, and what operators go with which modifiers. */
final class Check {
    private final String text;

    Check(String text) {
        this.text = text;
    }

    void binary(Expr.Binary binary, Token symbol) {
        BinaryOp op = binary.op();
        Matching matching = binary.matching();
        int at = symbol.start();
        boolean comparison = op.kind() == BinaryOp.Kind.COMPARISON;
        for (Expr side : binary.children()) {
            require(
                    side.type() == ValueType.SCALAR || side.type() == ValueType.VECTOR,
                    side.span().start(),
                    "binary expression must contain only scalar and instant vector types, got " + side.type());
        }
        require(comparison || !binary.bool(), at, "bool modifier can only be used on comparison operators");
        boolean scalars = binary.type() == ValueType.SCALAR;
        boolean vectors =
                binary.left().type() == ValueType.VECTOR && binary.right().type() == ValueType.VECTOR;
        require(!comparison || !scalars || binary.bool(), at, "comparisons between scalars must use BOOL modifier");
        if (op.kind() == BinaryOp.Kind.SET) {
            require(vectors, at, "set operator \"" + op.symbol() + "\" not allowed in binary scalar expression");
            require(
                    matching.cardinality() == Matching.Cardinality.ONE_TO_ONE,
                    at,
                    "no grouping allowed for \"" + op.symbol() + "\" operation");
        }
        require(
                vectors || (matching.labels().isEmpty() && !matching.on()),
                at,
                "vector matching only allowed between instant vectors");
        for (String label : matching.include()) {
            require(
                    !matching.on() || !matching.labels().contains(label),
                    at,
                    "label \"" + label + "\" must not occur in ON and GROUP clause at once");
        }
    }

    void sign(Expr inner) {
        require(
                inner.type() == ValueType.SCALAR || inner.type() == ValueType.VECTOR,
                inner.span().start(),
                "unary expression only allowed on expressions of type scalar or instant vector, got \"" + inner.type()
                        + "\"");
    }

    void subquery(Expr inner) {
        require(
                inner.type() == ValueType.VECTOR,
                inner.span().start(),
                "subquery is only allowed on instant vector, got " + inner.type() + " instead");
    }

    void selector(Expr.Selector selector) {
        require(
                !selector.name().isEmpty() || selector.matchers().stream().anyMatch(each -> !each.matches("")),
                selector.span().start(),
                "vector selector must contain at least one non-empty matcher");
    }

    void aggregate(Expr.Aggregate aggregate) {
        Aggregation op = aggregate.op();
        argument("aggregation expression", op.parameter(), aggregate.parameter());
        argument("aggregation expression", ValueType.VECTOR, aggregate.inner());
    }

    void call(Expr.Call call, Function function) {
        List<ValueType> types = function.arguments();
        int count = call.arguments().size();
        int most = function.optional() < 0 ? Integer.MAX_VALUE : types.size();
        int least = types.size() - Math.abs(function.optional());
        if (count < least || count > most) {
            String expected = least == most ? "" + least : count < least ? "at least " + least : "at most " + most;
            throw PromQlException.at(
                    text,
                    call.span().start(),
                    "expected " + expected + " argument(s) in call to \"" + function.name() + "\", got " + count);
        }
        for (int i = 0; i < count; i++) {
            ValueType type = types.get(Math.min(i, types.size() - 1));
            argument(
                    "call to function \"" + function.name() + "\"",
                    type,
                    call.arguments().get(i));
        }
    }

    private void argument(String where, @Nullable ValueType type, @Nullable Expr argument) {
        if (argument != null && type != null) {
            require(
                    argument.type() == type,
                    argument.span().start(),
                    "expected type " + type + " in " + where + ", got " + argument.type());
        }
    }

    private void require(boolean holds, int at, String message) {
        if (!holds) {
            throw PromQlException.at(text, at, message);
        }
    }
}
