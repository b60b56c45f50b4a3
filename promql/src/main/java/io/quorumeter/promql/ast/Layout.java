package io.quorumeter.promql.ast;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes an expression over several lines where it is too long for one, as Prometheus' own formatter does. */
final class Layout {
    private static final int LONGEST = 100;

    private Layout() {}

    /** Writes at a level: each line begins with two blanks for it, which do not count for the length. */
    static String print(Expr expr, int level) {
        String line = Printer.print(expr);
        String indent = "  ".repeat(level);
        if (line.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return indent + line;
        }
        if (expr instanceof Expr.Subquery subquery) {
            return print(subquery.inner(), level) + Printer.suffix(subquery);
        }
        if (expr instanceof Expr.Paren) {
            return indent + inside("", expr.children(), level);
        }
        if (expr instanceof Expr.Unary unary) {
            return indent + unary.sign() + print(unary.inner(), level).strip();
        }
        if (expr instanceof Expr.Binary binary) {
            return print(binary.left(), level + 1)
                    + "\n" + indent + Printer.operator(binary) + "\n"
                    + print(binary.right(), level + 1);
        }
        if (expr instanceof Expr.Aggregate aggregate) {
            return indent + inside(Printer.head(aggregate), expr.children(), level);
        }
        if (expr instanceof Expr.Call call) {
            return indent + inside(call.function(), expr.children(), level);
        }
        return indent + line;
    }

    private static String inside(String head, List<Expr> inner, int level) {
        return inner.stream()
                .map(expr -> print(expr, level + 1))
                .collect(Collectors.joining(",\n", head + "(\n", "\n" + "  ".repeat(level) + ")"));
    }
}
