package io.quorumeter.promql.parse;

import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.Names;
import io.quorumeter.promql.ast.Timing;
import io.quorumeter.promql.ast.ValueType;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.SeriesSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Short names for expressions, an extension: a bare name that no series has stands for the expression that it was given. */
public final class Aliases {
    private final Map<String, Expr> aliases = new TreeMap<>();

    /**
     * Reads the expressions.
     *
     * @param expressions expressions by short name
     * @param semantics the version whose syntax and functions count
     * @throws io.quorumeter.promql.model.PromQlException if one cannot be read
     * @throws IllegalArgumentException if a name cannot stand as a metric's, or an expression yields no instant vector
     */
    public Aliases(Map<String, String> expressions, Semantics semantics) {
        expressions.forEach((name, expression) -> {
            Expr expr = Parser.parse(expression, semantics, false);
            if (!Names.isMetric(name) || expr.type() != ValueType.VECTOR) {
                throw new IllegalArgumentException(
                        "not a metric's name for an instant vector: " + name + " = " + expression);
            }
            aliases.put(name, new Expr.Paren(expr, expr.span()));
        });
    }

    /**
     * {@return an expression in which the aliases that are no metric of a source stand for what they mean}
     *
     * @param expr the expression
     * @param source where the query's series come from; a name that one of them has is no alias
     * @param from the first millisecond since 1970 in which a series counts
     * @param to the last millisecond in which a series counts
     */
    public Expr resolve(Expr expr, SeriesSource source, long from, long to) {
        if (expr instanceof Expr.Selector selector) {
            Expr meant = aliases.get(selector.name());
            boolean bare = selector.matchers().isEmpty() && selector.timing().equals(Timing.NONE);
            boolean alias = bare
                    && meant != null
                    && source.select(List.of(Matcher.equal(Labels.NAME, selector.name())), from, to)
                            .isEmpty();
            return alias && meant != null ? meant : expr;
        }
        return expr.map(child -> resolve(child, source, from, to));
    }
}
