package io.quorumeter.benchmarks.queries;

import io.quorumeter.benchmarks.report.Answer;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.ast.Aggregation;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.ValueType;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Asks two servers the same generated questions, and counts the answers that are equal. */
final class Agreement {
    private static final int EXPRESSIONS = 500;
    private static final double LEAST_FULL = 0.6;
    private static final int LEAST_USES = 3;
    private static final int STEP_SECONDS = 30;

    private final QueryServer ours;
    private final QueryServer theirs;
    private final Uses uses = new Uses();
    private int equal;
    private int full;
    private int errors;

    Agreement(QueryServer ours, QueryServer theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** {@return the line; questions with different answers are printed to the standard error} */
    Answer measure(List<Labels> series, long seed) throws IOException, InterruptedException {
        ExpressionGenerator generator = new ExpressionGenerator(seed, series, Recorded.END_MILLIS);
        SplittableRandom times = new SplittableRandom(seed);
        for (int i = 0; i < EXPRESSIONS; i++) {
            String expression = generator.next();
            long end = Recorded.END_MILLIS - times.nextInt(1_200_000);
            compare(
                    times.nextBoolean()
                            ? Asked.at(expression, end)
                            : new Asked(expression, end - times.nextInt(900_000), end, STEP_SECONDS));
        }
        Set<String> rare = uses.rarerThan(LEAST_USES);
        if (!rare.isEmpty()) {
            System.err.println("answered less than " + LEAST_USES + " times: " + rare);
        }
        boolean passes = equal == EXPRESSIONS && full >= LEAST_FULL * EXPRESSIONS && rare.isEmpty();
        return new Answer(
                String.format(
                        Locale.ROOT, "%d generated expressions (seed %d), equal to Prometheus 2.42", EXPRESSIONS, seed),
                equal + " equal",
                String.format(
                        Locale.ROOT,
                        "%d not empty, %d errors of equal type, %d functions and operators answered less than %d times",
                        full,
                        errors,
                        rare.size(),
                        LEAST_USES),
                "",
                "all equal to 1e-9 of the largest term, 60 % not empty, each used 3 times",
                passes ? "pass" : "short");
    }

    private void compare(Asked asked) throws IOException, InterruptedException {
        Outcome our = ours.outcome(asked);
        Outcome their = theirs.outcome(asked);
        String difference = our.difference(their, isRanked(asked.expression()), () -> largestTerm(asked));
        if (!difference.isEmpty()) {
            System.err.println("different: " + asked + "\n  " + difference);
            return;
        }
        equal++;
        if (!our.error().isEmpty()) {
            errors++;
            return;
        }
        full += our.isEmpty() ? 0 : 1;
        uses.add(PromQl.parse(asked.expression(), Semantics.V2));
    }

    private static boolean isRanked(String expression) {
        try {
            return PromQl.parse(expression, Semantics.V2) instanceof Expr.Aggregate aggregate
                    && (aggregate.op() == Aggregation.TOPK || aggregate.op() == Aggregation.BOTTOMK);
        } catch (PromQlException wrong) {
            return false;
        }
    }

    /** The largest finite number in the answer to any part of the question. */
    private double largestTerm(Asked asked) {
        try {
            return largest(PromQl.parse(asked.expression(), Semantics.V2), asked);
        } catch (IOException failed) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private double largest(Expr expr, Asked asked) throws IOException, InterruptedException {
        double most = 0;
        if (expr.type() == ValueType.MATRIX) {
            most = Math.max(
                    largestValue("max_over_time(" + expr.text() + ")", asked),
                    largestValue("min_over_time(" + expr.text() + ")", asked));
        } else if (expr.type() != ValueType.STRING) {
            most = largestValue(expr.text(), asked);
        }
        for (Expr child : expr.children()) {
            most = Math.max(most, largest(child, asked));
        }
        return most;
    }

    private double largestValue(String expression, Asked asked) throws IOException, InterruptedException {
        Asked part = new Asked(expression, asked.startMillis(), asked.endMillis(), asked.stepSeconds());
        return theirs.outcome(part).largest();
    }
}
