package io.quorumeter.promql.ast;

import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.Quoting;
import java.math.BigDecimal;
import java.util.List;
import java.util.StringJoiner;

/** Writes an expression in one line, in the form that Prometheus' own printer gives it. */
final class Printer {
    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    static String print(Expr expr) {
        Printer printer = new Printer();
        printer.write(expr);
        return printer.out.toString();
    }

    private void write(Expr expr) {
        if (expr instanceof Expr.NumberLiteral number) {
            out.append(Numbers.format(number.value()));
        } else if (expr instanceof Expr.StringLiteral text) {
            out.append(Quoting.quote(text.value()));
        } else if (expr instanceof Expr.Selector selector) {
            write(selector, "");
        } else if (expr instanceof Expr.Range range) {
            write(range.selector(), "[" + Durations.print(range.millis()) + "]");
        } else if (expr instanceof Expr.Subquery subquery) {
            write(subquery.inner());
            out.append(suffix(subquery));
        } else if (expr instanceof Expr.Paren paren) {
            out.append('(');
            write(paren.inner());
            out.append(')');
        } else if (expr instanceof Expr.Unary unary) {
            out.append(unary.sign());
            write(unary.inner());
        } else if (expr instanceof Expr.Binary binary) {
            write(binary.left());
            out.append(' ').append(operator(binary)).append(' ');
            write(binary.right());
        } else if (expr instanceof Expr.Aggregate aggregate) {
            out.append(head(aggregate));
            arguments(aggregate.children());
        } else if (expr instanceof Expr.Call call) {
            out.append(call.function());
            arguments(call.arguments());
        }
    }

    private void write(Expr.Selector selector, String range) {
        StringJoiner conditions =
                new StringJoiner(",", "{", "}").setEmptyValue(selector.name().isEmpty() ? "{}" : "");
        if (selector.name().isEmpty() || Names.isMetric(selector.name())) {
            out.append(selector.name());
        } else {
            conditions.add(Quoting.quote(selector.name()));
        }
        for (Matcher matcher : selector.matchers()) {
            conditions.add(label(matcher.label()) + matcher.op().symbol() + Quoting.quote(matcher.value()));
        }
        out.append(conditions).append(range).append(timing(selector.timing()));
    }

    /** Returns what follows the inner expression of a subquery. */
    static String suffix(Expr.Subquery subquery) {
        String step = subquery.step() == 0 ? "" : Durations.print(subquery.step());
        return "[" + Durations.print(subquery.range()) + ":" + step + "]" + timing(subquery.timing());
    }

    private static String timing(Timing timing) {
        String at = switch (timing.at().kind()) {
            case NONE -> "";
            case TIME -> " @ " + BigDecimal.valueOf(timing.at().millis(), 3).toPlainString();
            case START -> " @ start()";
            case END -> " @ end()";
        };
        if (timing.offset() == 0) {
            return at;
        }
        return at + " offset " + (timing.offset() < 0 ? "-" : "") + Durations.print(Math.abs(timing.offset()));
    }

    /** Returns what stands between the two sides of an operator. */
    static String operator(Expr.Binary binary) {
        StringBuilder text = new StringBuilder(binary.op().symbol()).append(binary.bool() ? " bool" : "");
        Matching matching = binary.matching();
        boolean isOneToOne = matching.cardinality() == Matching.Cardinality.ONE_TO_ONE;
        if (matching.on() || !matching.labels().isEmpty() || !isOneToOne) {
            text.append(matching.on() ? " on " : " ignoring ").append(labels(matching.labels()));
        }
        if (!isOneToOne) {
            boolean left = matching.cardinality() == Matching.Cardinality.MANY_TO_ONE;
            text.append(left ? " group_left " : " group_right ").append(labels(matching.include()));
        }
        return text.toString();
    }

    /** Returns what stands before the arguments of an aggregation. */
    static String head(Expr.Aggregate aggregate) {
        String name = aggregate.op().symbol();
        if (!aggregate.without() && aggregate.labels().isEmpty()) {
            return name;
        }
        return name + (aggregate.without() ? " without " : " by ") + labels(aggregate.labels()) + " ";
    }

    private void arguments(List<Expr> arguments) {
        out.append('(');
        for (int i = 0; i < arguments.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            write(arguments.get(i));
        }
        out.append(')');
    }

    private static String labels(List<String> names) {
        StringJoiner list = new StringJoiner(", ", "(", ")");
        names.forEach(name -> list.add(label(name)));
        return list.toString();
    }

    private static String label(String name) {
        return Names.isLabel(name) ? name : Quoting.quote(name);
    }
}
