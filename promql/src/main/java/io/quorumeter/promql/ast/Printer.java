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
            out.append('[').append(Durations.print(subquery.range())).append(':');
            out.append(subquery.step() == 0 ? "" : Durations.print(subquery.step()))
                    .append(']');
            write(subquery.timing());
        } else if (expr instanceof Expr.Paren paren) {
            out.append('(');
            write(paren.inner());
            out.append(')');
        } else if (expr instanceof Expr.Unary unary) {
            out.append(unary.negative() ? '-' : '+');
            write(unary.inner());
        } else if (expr instanceof Expr.Binary binary) {
            write(binary);
        } else if (expr instanceof Expr.Aggregate aggregate) {
            write(aggregate);
        } else if (expr instanceof Expr.Call call) {
            out.append(call.function());
            arguments(call.arguments());
        }
    }

    private void write(Expr.Selector selector, String range) {
        StringJoiner conditions =
                new StringJoiner(", ", "{", "}").setEmptyValue(selector.name().isEmpty() ? "{}" : "");
        if (selector.name().isEmpty() || Names.isMetric(selector.name())) {
            out.append(selector.name());
        } else {
            conditions.add(Quoting.quote(selector.name()));
        }
        for (Matcher matcher : selector.matchers()) {
            conditions.add(label(matcher.label()) + matcher.op().symbol() + Quoting.quote(matcher.value()));
        }
        out.append(conditions).append(range);
        write(selector.timing());
    }

    private void write(Timing timing) {
        switch (timing.at().kind()) {
            case NONE -> {}
            case TIME ->
                out.append(" @ ")
                        .append(BigDecimal.valueOf(timing.at().millis(), 3).toPlainString());
            case START -> out.append(" @ start()");
            case END -> out.append(" @ end()");
        }
        if (timing.offset() != 0) {
            out.append(" offset ")
                    .append(timing.offset() < 0 ? "-" : "")
                    .append(Durations.print(Math.abs(timing.offset())));
        }
    }

    private void write(Expr.Binary binary) {
        write(binary.left());
        out.append(' ').append(binary.op().symbol()).append(binary.bool() ? " bool" : "");
        Matching matching = binary.matching();
        if (matching.on()
                || !matching.labels().isEmpty()
                || matching.cardinality() != Matching.Cardinality.ONE_TO_ONE) {
            out.append(matching.on() ? " on " : " ignoring ").append(labels(matching.labels()));
        }
        if (matching.cardinality() != Matching.Cardinality.ONE_TO_ONE) {
            boolean left = matching.cardinality() == Matching.Cardinality.MANY_TO_ONE;
            out.append(left ? " group_left " : " group_right ").append(labels(matching.include()));
        }
        out.append(' ');
        write(binary.right());
    }

    private void write(Expr.Aggregate aggregate) {
        out.append(aggregate.op().symbol());
        if (aggregate.without() || !aggregate.labels().isEmpty()) {
            out.append(aggregate.without() ? " without " : " by ")
                    .append(labels(aggregate.labels()))
                    .append(' ');
        }
        arguments(aggregate.children());
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
