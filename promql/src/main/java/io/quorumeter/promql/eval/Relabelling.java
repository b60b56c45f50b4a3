package io.quorumeter.promql.eval;

import static io.quorumeter.promql.model.PromQlException.Type.EXECUTION;

import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.Names;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.regex.Regex;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The functions that change labels, and neither times nor values. */
final class Relabelling {
    /** Nested calls can double a value each; this keeps them from filling the memory. */
    private static final int LONGEST = 1 << 16;

    private final Expr.Call call;
    private final Semantics semantics;
    private final Meter meter;

    Relabelling(Expr.Call call, Semantics semantics, Meter meter) {
        this.call = call;
        this.semantics = semantics;
        this.meter = meter;
    }

    Rows apply(Rows rows) {
        UnaryOperator<Labels> change = call.function().equals("label_join") ? joining() : replacing();
        return rows.change(change, row -> (value, step) -> value).distinct(false);
    }

    private UnaryOperator<Labels> replacing() {
        String target = name(1, "destination");
        String template = text(2);
        String origin = text(3);
        Regex regex;
        try {
            regex = Regex.compile(text(4), semantics == Semantics.V3);
        } catch (IllegalArgumentException e) {
            throw PromQlException.of(EXECUTION, "invalid regular expression in label_replace(): " + text(4));
        }
        return labels -> {
            meter.tick((long) regex.size() * labels.get(origin).length());
            StringBuilder replaced = new StringBuilder();
            return regex.expand(template, labels.get(origin), part -> append(replaced, part))
                    ? set(labels, target, replaced)
                    : labels;
        };
    }

    private UnaryOperator<Labels> joining() {
        String target = name(1, "destination");
        String separator = text(2);
        List<String> origins = IntStream.range(3, call.arguments().size())
                .mapToObj(argument -> name(argument, "source"))
                .toList();
        return labels -> {
            StringBuilder joined = new StringBuilder();
            for (int i = 0; i < origins.size(); i++) {
                append(joined, i == 0 ? "" : separator);
                append(joined, labels.get(origins.get(i)));
            }
            return set(labels, target, joined);
        };
    }

    private void append(StringBuilder value, String part) {
        if (value.length() + part.length() > LONGEST) {
            String limit = "() longer than " + LONGEST + " characters";
            throw PromQlException.of(EXECUTION, "label value in " + call.function() + limit);
        }
        value.append(part);
    }

    private Labels set(Labels labels, String target, StringBuilder value) {
        meter.hold(0, 2L * value.length());
        return labels.with(target, value.toString());
    }

    private String text(int argument) {
        return Evaluator.text(call.arguments().get(argument));
    }

    private String name(int argument, String role) {
        String name = text(argument);
        if (!isLabel(name, semantics)) {
            throw PromQlException.of(
                    EXECUTION, "invalid " + role + " label name in " + call.function() + "(): " + name);
        }
        return name;
    }

    /** Any text can name a label since 3.0. */
    static boolean isLabel(String name, Semantics semantics) {
        return semantics == Semantics.V3 ? !name.isEmpty() : Names.isLabel(name);
    }
}
