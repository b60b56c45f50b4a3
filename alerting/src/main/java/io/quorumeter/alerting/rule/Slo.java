package io.quorumeter.alerting.rule;

import io.quorumeter.alerting.template.Template;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.ast.Durations;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.Timing;
import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.Quoting;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.spi.DurationRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service level objective, and the rules that alert when its error budget burns too fast: those of the chapter "Alerting on SLOs" of
 * Google's Site Reliability Workbook, with several windows and burn rates. The share of errors in each window is recorded as {@code
 * slo:error_ratio:rate5m{slo="…"}} and so on; the alerts are {@code ErrorBudgetBurn}, with the long window as a label.
 *
 * @param name what is promised, such as {@code issuance}: the label {@code slo}
 * @param good a selector of the counters of what went well
 * @param total a selector of the counters of all that was tried
 * @param objective the share that has to go well, such as 0.999; above 0 and below 1
 * @param period for which that is promised, such as 30 days; at least an hour
 */
public record Slo(String name, String good, String total, double objective, Duration period) {
    private static final List<Burn> BURNS = List.of(
            new Burn("2", Duration.ofMinutes(5), Duration.ofHours(1), "critical"),
            new Burn("5", Duration.ofMinutes(30), Duration.ofHours(6), "critical"),
            new Burn("10", Duration.ofHours(2), Duration.ofDays(1), "warning"),
            new Burn("10", Duration.ofHours(6), Duration.ofDays(3), "warning"));

    /** How much of the budget is burnt in the long window when the alert fires; the short window ends it soon. */
    private record Burn(String percent, Duration shorter, Duration longer, String severity) {
        /** Returns how many times as fast as the period allows. */
        BigDecimal rate(Duration period) {
            return new BigDecimal(percent)
                    .multiply(BigDecimal.valueOf(period.toMillis()))
                    .divide(BigDecimal.valueOf(longer.toMillis()).scaleByPowerOfTen(2), MathContext.DECIMAL32)
                    .stripTrailingZeros();
        }
    }

    /**
     * Checks the objective.
     *
     * @param name what is promised, such as {@code issuance}: the label {@code slo}
     * @param good a selector of the counters of what went well
     * @param total a selector of the counters of all that was tried
     * @param objective the share that has to go well, such as 0.999; above 0 and below 1
     * @param period for which that is promised, such as 30 days; at least an hour
     * @throws IllegalArgumentException when one of them is not such
     * @throws io.quorumeter.promql.model.PromQlException when a selector cannot be read
     */
    public Slo {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an objective has a name, such as issuance");
        }
        checkSelector(good);
        checkSelector(total);
        if (!(objective > 0 && objective < 1)) {
            throw new IllegalArgumentException(
                    "objective of '" + name + "': " + objective + " is not between 0 and 1, such as 0.999");
        }
        if (period.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("period of '" + name + "': " + period + " is shorter than an hour");
        }
        DurationRange.notTooLong("period", period);
    }

    /**
     * Promises that a share of operations takes no longer than a target.
     *
     * @param name what is promised
     * @param histogram the family, such as {@code trustchain_issuance_seconds}
     * @param target the longest time that is well; one of the family's bounds, since with any other all is counted as an error
     * @param objective the share that has to be as fast, above 0 and below 1
     * @param period for which that is promised, at least an hour
     * @return the objective
     * @throws IllegalArgumentException when one of them is not such
     */
    public static Slo latency(String name, String histogram, Duration target, double objective, Duration period) {
        String bound = Numbers.format(DurationRange.positive("target", target).toNanos() / 1e9);
        // a whole number is le="1.0" in this node, le="1" elsewhere
        String le = bound.contains(".") ? "=\"" + bound + "\"" : "=~\"" + bound + "([.]0)?\"";
        return new Slo(name, histogram + "_bucket{le" + le + "}", histogram + "_count", objective, period);
    }

    private static void checkSelector(String text) {
        boolean isBare = PromQl.parse(text, Semantics.V3) instanceof Expr.Selector selector
                && selector.timing().equals(Timing.NONE);
        if (!isBare) {
            throw new IllegalArgumentException(
                    "'" + text + "' selects no counters, as requests_total{code=\"200\"} does");
        }
    }

    /**
     * Makes the rules. Windows that are longer than what is kept are {@linkplain #leftOut left out}.
     *
     * @param kept how far history goes back
     * @return one group for {@code AlertManager.addRules}, and with {@link RuleFile#text} for a file
     */
    public RuleGroup rules(Duration kept) {
        List<Burn> burns =
                BURNS.stream().filter(burn -> problem(burn, kept).isEmpty()).toList();
        Set<Duration> windows = new LinkedHashSet<>();
        burns.forEach(burn -> windows.addAll(List.of(burn.shorter(), burn.longer())));
        List<Rule> rules = new ArrayList<>();
        for (Duration window : windows) {
            String span = print(window);
            String text =
                    "1 - (sum(rate(" + good + "[" + span + "])) or vector(0)) / sum(rate(" + total + "[" + span + "]))";
            rules.add(new Rule.Recording(recorded(window), text, parse(text), Map.of("slo", name), 1));
        }
        burns.forEach(burn -> rules.add(alert(burn)));
        return new RuleGroup("slo", "slo-" + name, Optional.empty(), Duration.ZERO, 0, rules);
    }

    /**
     * Says which alerts {@link #rules} does not have.
     *
     * @param kept how far history goes back
     * @return a sentence for each: its windows, and why
     */
    public List<String> leftOut(Duration kept) {
        return BURNS.stream().flatMap(burn -> problem(burn, kept).stream()).toList();
    }

    private Optional<String> problem(Burn burn, Duration kept) {
        DurationRange.positive("kept", kept);
        String windows = "the windows of " + print(burn.shorter()) + " and " + print(burn.longer()) + " are left out: ";
        BigDecimal rate = burn.rate(period);
        if (burn.longer().compareTo(kept) > 0) {
            return Optional.of(windows + "history goes back " + print(kept));
        }
        if (rate.compareTo(BigDecimal.ONE) < 0) {
            return Optional.of(windows + "too long for a period of " + print(period));
        }
        return rate.multiply(budget()).compareTo(BigDecimal.ONE) >= 0
                ? Optional.of(windows + "even if all fails the budget does not burn so fast")
                : Optional.empty();
    }

    private Rule alert(Burn burn) {
        String threshold = "} > " + burn.rate(period).toPlainString() + " * " + budget().toPlainString();
        String of = "{slo=" + Quoting.quote(name);
        String text = recorded(burn.longer()) + of + threshold + " and " + recorded(burn.shorter()) + of + threshold;
        Map<String, Template> labels =
                Map.of("severity", Template.parse(burn.severity()), "window", Template.parse(print(burn.longer())));
        String summary = "{{ $value | humanizePercentage }} of {{ $labels.slo }} failed within " + print(burn.longer())
                + "; "
                + BigDecimal.valueOf(objective)
                        .scaleByPowerOfTen(2)
                        .stripTrailingZeros()
                        .toPlainString()
                + "% has to go well";
        return new Rule.Alerting(
                "ErrorBudgetBurn",
                text,
                parse(text),
                Duration.ZERO,
                Duration.ZERO,
                labels,
                Map.of("summary", Template.parse(summary)),
                1);
    }

    private BigDecimal budget() {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(objective));
    }

    private static String recorded(Duration window) {
        return "slo:error_ratio:rate" + print(window);
    }

    private static String print(Duration duration) {
        return Durations.print(duration.toMillis());
    }

    private static Expr parse(String text) {
        return PromQl.parse(text, Semantics.V3);
    }
}
