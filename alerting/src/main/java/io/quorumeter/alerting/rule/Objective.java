package io.quorumeter.alerting.rule;

import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.ast.Durations;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.spi.DurationRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A service level objective: which share of events has to be good. It makes rules that record the share of bad ones over several windows,
 * and alerts that fire when the error budget of 30 days burns too fast, over a long and a short window at once: so an alert comes soon, and
 * ends soon after the cause.
 *
 * <pre>{@code
 * alerts.addRules(Objective.ofLatency("issuance", "certificate_issuance_seconds", Duration.ofMillis(35), 0.99).groups(Duration.ofHours(2)));
 * }</pre>
 *
 * @param name what it is called in names of series ({@code slo:issuance:error_ratio_5m}) and labels
 * @param good a counter of good events, a selector such as {@code requests_total{result="ok"}}
 * @param total a counter of all events, a selector
 * @param target the share that has to be good, above 0 and below 1, such as 0.999
 */
public record Objective(String name, String good, String total, double target) {
    /** How fast the budget burns: so much of it is gone within the long window. The factors are those of 2, 5, 10 and 10 percent. */
    private record Burn(Duration shortWindow, Duration longWindow, double factor, String severity) {}

    private static final List<Burn> BURNS = List.of(
            new Burn(Duration.ofMinutes(5), Duration.ofHours(1), 14.4, "critical"),
            new Burn(Duration.ofMinutes(30), Duration.ofHours(6), 6, "critical"),
            new Burn(Duration.ofHours(2), Duration.ofDays(1), 3, "warning"),
            new Burn(Duration.ofHours(6), Duration.ofDays(3), 1, "warning"));

    /**
     * Checks name, selectors and target.
     *
     * @param name letters, digits and underscores
     * @param good a selector
     * @param total a selector
     * @param target above 0 and below 1
     * @throws IllegalArgumentException when one is something else
     * @throws io.quorumeter.promql.model.PromQlException when a selector cannot be read
     */
    public Objective {
        if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
            throw new IllegalArgumentException("name: '" + name + "' has more than letters, digits and underscores");
        }
        checkSelector("good", good);
        checkSelector("total", total);
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("target: " + target + " is not above 0 and below 1");
        }
    }

    private static void checkSelector(String what, String text) {
        Expr read = PromQl.parse(text, Semantics.V3);
        if (!(read instanceof Expr.Selector)) {
            throw new IllegalArgumentException(
                    what + ": '" + text + "' is no selector of counters, such as requests_total{result=\"ok\"}");
        }
    }

    /**
     * {@return an objective of latency: that so many durations are within a limit}
     *
     * @param name what it is called
     * @param histogram the histogram's name, in seconds
     * @param limit one of its bounds, since only these are counted
     * @param target above 0 and below 1
     */
    public static Objective ofLatency(String name, String histogram, Duration limit, double target) {
        double seconds = DurationRange.positive("limit", limit).toNanos() / 1e9;
        String bucket = histogram + "_bucket{le=\"" + Numbers.format(seconds) + "\"}";
        return new Objective(name, bucket, histogram + "_count", target);
    }

    /**
     * The rules as a file in Prometheus' format, which Prometheus reads as well.
     *
     * @param kept how far back history goes; what needs a longer window is left out
     * @return the text; without groups when no window fits
     */
    public String text(Duration kept) {
        List<Burn> fitting = BURNS.stream()
                .filter(burn -> burn.longWindow.compareTo(kept) <= 0)
                .toList();
        if (fitting.isEmpty()) {
            return "groups: []\n";
        }
        Set<Duration> windows = new LinkedHashSet<>();
        fitting.forEach(burn -> {
            windows.add(burn.shortWindow);
            windows.add(burn.longWindow);
        });
        List<String> rules = new ArrayList<>();
        windows.forEach(window -> rules.add(recorded(window)));
        fitting.forEach(burn -> rules.add(alert(burn)));
        return "groups:\n- name: slo-" + name + "\n  rules:\n" + String.join("", rules);
    }

    /**
     * {@return the rules}
     *
     * @param kept how far back history goes; what needs a longer window is left out
     */
    public List<RuleGroup> groups(Duration kept) {
        return RuleFile.parse("objective " + name, text(kept), Semantics.V3).groups();
    }

    private String series(Duration window) {
        return "slo:" + name + ":error_ratio_" + word(window);
    }

    private static String word(Duration window) {
        return Durations.print(window.toMillis());
    }

    private String recorded(Duration window) {
        String over = "[" + word(window) + "]";
        return "  - record: " + series(window) + "\n    expr: |\n      1 - sum(rate(" + good + over
                + "))\n        / (sum(rate(" + total + over + ")) > 0)\n";
    }

    private String alert(Burn burn) {
        String limit = Numbers.format(burn.factor) + " * (1 - " + Numbers.format(target) + ")";
        return "  - alert: ErrorBudgetBurn\n    expr: |\n      " + series(burn.longWindow) + " > " + limit
                + "\n        and "
                + series(burn.shortWindow) + " > " + limit + "\n    labels: {severity: " + burn.severity + ", slo: "
                + name
                + ", window: " + word(burn.longWindow)
                + "}\n    annotations:\n      summary: \"{{ $value | humanizePercentage }} of "
                + name + " were bad in " + word(burn.longWindow) + ", " + Numbers.format(burn.factor)
                + " times what the objective allows\"\n      description: \"See what changed when "
                + series(burn.shortWindow) + " rose.\"\n";
    }
}
