package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.file.FileValue;
import io.quorumeter.alerting.rule.Rule;
import io.quorumeter.alerting.rule.RuleGroup;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries of a Grafana dashboard as recording rules. Grafana's variables for times get usual lengths, others match everything. */
final class DashboardQueries {
    private static final String VARIABLE = "\\$(?:\\w+|\\{[^}]*})|\\[\\[\\w+]]";
    private static final Pattern ANY_VARIABLE = Pattern.compile(VARIABLE);
    private static final Pattern EQUALS_VARIABLE = Pattern.compile("(?<!!)=~?\\s*\"[^\"]*(?:" + VARIABLE + ")[^\"]*\"");
    private static final Pattern TIME = Pattern.compile("\\$(?:\\{(__\\w+)}|(__\\w+))");
    private static final Map<String, String> TIMES =
            Map.of("__rate_interval", "5m", "__interval", "1m", "__range", "1h");
    private static final List<String> PARTS = List.of("dashboard", "rows", "panels");

    private final String file;
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** Reads all panels, also those in rows. */
    DashboardQueries(String file, String text) {
        this.file = file;
        read(FileValue.read(file, text));
    }

    /** Returns the queries that evaluate here, in the dashboard's order. */
    RuleGroup group() {
        return new RuleGroup(file, "dashboard", Optional.empty(), Duration.ZERO, 0, rules);
    }

    /** Returns the queries that do not, each with its place and why. */
    List<String> refused() {
        return refused;
    }

    private void read(FileValue value) {
        if (value.isList()) {
            value.list().forEach(this::read);
            return;
        }
        Map<String, FileValue> keys = value.map();
        PARTS.stream().filter(keys::containsKey).forEach(part -> read(keys.getOrDefault(part, FileValue.absent())));
        String title = text(keys, "title");
        for (FileValue target : keys.getOrDefault("targets", FileValue.absent()).list()) {
            Map<String, FileValue> query = target.map();
            String refId = text(query, "refId");
            String refusal = text(query, "expr").isEmpty()
                    ? "has no PromQL expression"
                    : take(title, refId, filled(text(query, "expr")), target.line());
            if (!refusal.isEmpty()) {
                refused.add(file + ":" + target.line() + ": query " + refId + " of '" + title + "': " + refusal);
            }
        }
    }

    private static String text(Map<String, FileValue> keys, String key) {
        FileValue value = keys.get(key);
        return value == null ? "" : value.text();
    }

    private static String filled(String expr) {
        String timed = TIME.matcher(expr)
                .replaceAll(found -> Matcher.quoteReplacement(
                        TIMES.getOrDefault(found.group(1) == null ? found.group(2) : found.group(1), found.group())));
        return EQUALS_VARIABLE.matcher(timed).replaceAll("=~\".*\"").strip();
    }

    /** Returns why an expression is not taken over; empty when it is. */
    private String take(String title, String refId, String expr, int line) {
        Matcher variable = ANY_VARIABLE.matcher(expr);
        if (variable.find()) {
            return "nothing is known for the variable " + variable.group();
        }
        try {
            String name = "dashboard:" + slug(title) + ":" + slug(refId);
            while (!names.add(name)) {
                name += "_";
            }
            rules.add(new Rule.Recording(name, expr, PromQl.parse(expr, Semantics.V3), Map.of(), line));
            return "";
        } catch (PromQlException wrong) {
            return String.valueOf(wrong.getMessage());
        }
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    }
}
