package io.quorumeter.alerting.rule;

import io.quorumeter.alerting.template.Template;
import io.quorumeter.promql.ast.Expr;
import java.time.Duration;
import java.util.Map;

/** A rule of a group: an expression, and what becomes of its value. */
public sealed interface Rule {
    /** {@return the name of the series or alert that it makes} */
    String name();

    /** {@return the expression as it is written} */
    String text();

    /** {@return the expression} */
    Expr expr();

    /** {@return the line of the file where the rule begins, from 1 on} */
    int line();

    /**
     * A rule that makes series.
     *
     * @param name the metric's name
     * @param text the expression as it is written
     * @param expr the expression
     * @param labels the labels that each series gets
     * @param line the line of the file, from 1 on
     */
    record Recording(String name, String text, Expr expr, Map<String, String> labels, int line) implements Rule {}

    /**
     * A rule that raises an alert for each series of its expression's value.
     *
     * @param name the alert's name
     * @param text the expression as it is written
     * @param expr the expression
     * @param holdFor how long a series has to be there before its alert fires
     * @param keepFiringFor how long an alert goes on after its series has ended
     * @param labels the labels that each alert gets
     * @param annotations what is said about each alert
     * @param line the line of the file, from 1 on
     */
    record Alerting(
            String name,
            String text,
            Expr expr,
            Duration holdFor,
            Duration keepFiringFor,
            Map<String, Template> labels,
            Map<String, Template> annotations,
            int line)
            implements Rule {}
}
