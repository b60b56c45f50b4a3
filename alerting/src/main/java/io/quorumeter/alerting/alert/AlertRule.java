package io.quorumeter.alerting.alert;

import io.quorumeter.LabelValue;
import io.quorumeter.alerting.rule.Rule;
import io.quorumeter.alerting.rule.RuleGroup;
import io.quorumeter.alerting.template.Template;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.spi.DurationRange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A rule of an {@link AlertManager} that is written in code, where a rule file would have the same.
 *
 * <pre>{@code
 * alerts.addRule(AlertRule.named("MempoolFull")
 *         .when("mempool_transactions / mempool_capacity_transactions > 0.9")
 *         .lasting(Duration.ofMinutes(1))
 *         .severity(Severity.CRITICAL)
 *         .summary("the mempool is {{ $value | humanizePercentage }} full"));
 * }</pre>
 *
 * <p>Not thread-safe until it is added; changes after that have no effect.
 */
public final class AlertRule {
    private final String name;
    private final Map<String, Template> annotations = new LinkedHashMap<>();
    private String text = "";
    private Severity severity = Severity.WARNING;
    private Duration lasting = Duration.ZERO;
    private Duration keptFor = Duration.ZERO;

    private AlertRule(String name) {
        this.name = name;
    }

    /**
     * Begins a rule.
     *
     * @param name what its alerts are called, as in {@code MempoolFull}
     * @return a rule that needs an expression
     * @throws IllegalArgumentException when the name is blank
     */
    public static AlertRule named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: an alert needs one, such as MempoolFull");
        }
        return new AlertRule(name);
    }

    /**
     * Sets when it is broken.
     *
     * @param expression PromQL; there is an alert for each series of its value
     * @return this rule
     * @throws io.quorumeter.promql.model.PromQlException when it cannot be read
     */
    public AlertRule when(String expression) {
        Expr read = PromQl.parse(expression, Semantics.V3);
        text = read.text();
        return this;
    }

    /**
     * Sets when it is broken, as people say it: with units and short names, as in {@code disk_usage > 90%}.
     *
     * @param condition PromQL with the extensions of {@code PromQl.withExtensions}
     * @param shortNames expressions by short name
     * @return this rule
     * @throws io.quorumeter.promql.model.PromQlException when it cannot be read
     */
    public AlertRule when(String condition, Map<String, String> shortNames) {
        text = PromQl.parse(condition, shortNames).text();
        return this;
    }

    /**
     * Sets for how long it has to be broken before its alert fires; at once unless set.
     *
     * @param duration 0 or more
     * @return this rule
     * @throws IllegalArgumentException when it is negative or beyond 36,500 days
     */
    public AlertRule lasting(Duration duration) {
        lasting = DurationRange.notNegative("lasting", duration);
        return this;
    }

    /**
     * Sets for how long its alert goes on after it is no longer broken; not at all unless set.
     *
     * @param duration 0 or more
     * @return this rule
     * @throws IllegalArgumentException when it is negative or beyond 36,500 days
     */
    public AlertRule keepFiring(Duration duration) {
        keptFor = DurationRange.notNegative("keepFiring", duration);
        return this;
    }

    /**
     * Sets how bad it is; {@link Severity#WARNING} unless set.
     *
     * @param howBad the severity of its alerts
     * @return this rule
     */
    public AlertRule severity(Severity howBad) {
        severity = Objects.requireNonNull(howBad, "howBad");
        return this;
    }

    /**
     * Sets the text of its alerts; their name unless set.
     *
     * @param template may have what templates of rule files have, as in {@code {{ $value }}}
     * @return this rule
     * @throws io.quorumeter.alerting.template.TemplateException when it cannot be read
     */
    public AlertRule summary(String template) {
        annotations.put("summary", Template.parse(template));
        return this;
    }

    /**
     * Sets what to do about its alerts.
     *
     * @param template as of {@link #summary}
     * @return this rule
     * @throws io.quorumeter.alerting.template.TemplateException when it cannot be read
     */
    public AlertRule suggestion(String template) {
        annotations.put("description", Template.parse(template));
        return this;
    }

    /**
     * Sets who is notified, in the place of those that routes say.
     *
     * @param receivers names of receivers of the routes, or of handlers where there are no routes
     * @return this rule
     */
    public AlertRule notify(String... receivers) {
        annotations.put("receivers", Template.parse(String.join(",", receivers)));
        return this;
    }

    /** Returns it as a group of its own. */
    RuleGroup group() {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("rule " + name + " says nothing of when it is broken: call when(…)");
        }
        Rule rule = new Rule.Alerting(
                name,
                text,
                PromQl.parse(text, Semantics.V3),
                lasting,
                keptFor,
                Map.of("severity", Template.parse(LabelValue.of(severity))),
                Map.copyOf(annotations),
                1);
        return new RuleGroup("code", name, Optional.empty(), Duration.ZERO, 0, List.of(rule));
    }
}
