package io.quorumeter.alerting.rule;

import io.quorumeter.alerting.file.FileValue;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.ast.Durations;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.Value;
import io.quorumeter.promql.series.MemorySource;
import io.quorumeter.promql.series.SeriesLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One test of a file: rules are evaluated from time 0 on over the series of the test, up to the last time that it asks for. */
final class RuleTest {
    private static final Set<String> ALERT_KEYS = Set.of("eval_time", "alertname", "exp_alerts");
    private static final Set<String> EXPECTED_KEYS = Set.of("exp_labels", "exp_annotations");
    private static final Set<String> QUERY_KEYS = Set.of("expr", "eval_time", "exp_samples");
    private static final Set<String> SAMPLE_KEYS = Set.of("labels", "value");
    private static final Set<String> SERIES_KEYS = Set.of("series", "values");

    /** How many evaluations a test may take, so that a wrong time does not take for ever. */
    private static final long MOST_EVALUATIONS = 1_000_000;

    private final Map<String, FileValue> parts;
    private final long evaluationInterval;
    private final RuleGroups groups;
    private final MemorySource source = new MemorySource();
    private final PromQl promql;
    private final List<Input> inputs = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    RuleTest(Map<String, FileValue> parts, long evaluationInterval, Semantics semantics, List<RuleGroup> groups) {
        this.parts = parts;
        this.evaluationInterval = evaluationInterval;
        FileValue url = parts.get("external_url");
        this.groups = new RuleGroups(groups, System::nanoTime)
                .external(labels(parts.get("external_labels")), url == null ? "" : url.text());
        promql = PromQl.over(source).withSemantics(semantics).withSubqueryStep(Duration.ofMillis(evaluationInterval));
    }

    /** A series of the test, and how many of its values were added. */
    private static final class Input {
        private final Labels labels;
        private final List<@Nullable Double> values;
        private int added;

        Input(Labels labels, List<@Nullable Double> values) {
            this.labels = labels;
            this.values = values;
        }
    }

    /** What a test expects of an alert at a time. */
    private record Expected(long at, String alertname, List<String> alerts) {}

    /** Returns what failed. */
    List<String> run() {
        long interval = RuleTests.interval(parts.get("interval"), evaluationInterval);
        for (FileValue series : list("input_series")) {
            Map<String, FileValue> keys = series.map(SERIES_KEYS);
            inputs.add(new Input(
                    required(series, keys, "series").read(SeriesLine::parseLabels),
                    required(series, keys, "values").read(SeriesLine::parseValues)));
        }
        List<Expected> expected =
                list("alert_rule_test").stream().map(RuleTest::expected).toList();
        List<FileValue> queries = list("promql_expr_test");
        long end = Math.max(
                expected.stream().mapToLong(Expected::at).max().orElse(0),
                queries.stream()
                        .mapToLong(query -> millis(query.map(QUERY_KEYS), "eval_time"))
                        .max()
                        .orElse(0));
        if (end / evaluationInterval > MOST_EVALUATIONS) {
            return List.of("it would take more than " + MOST_EVALUATIONS + " evaluations");
        }
        for (long now = 0; now <= end; now += evaluationInterval) {
            add(now, interval);
            if (!evaluate(now)) {
                return failures;
            }
            for (Expected one : expected) {
                if (now <= one.at && one.at < now + evaluationInterval) {
                    compare(one);
                }
            }
        }
        queries.forEach(this::query);
        return failures;
    }

    private void add(long until, long interval) {
        for (Input input : inputs) {
            for (; input.added < input.values.size() && input.added * interval <= until; input.added++) {
                Double value = input.values.get(input.added);
                if (value != null) {
                    source.add(input.labels, input.added * interval, value);
                }
            }
        }
    }

    /** Evaluates all groups; returns false if a rule failed, which ends the test. */
    private boolean evaluate(long now) {
        int before = failures.size();
        for (RuleGroups.Evaluated group : groups.groups()) {
            groups.evaluate(group, promql, source::add, Instant.ofEpochMilli(now));
            for (RuleState rule : group.rules()) {
                String error = rule.last().error();
                if (error != null) {
                    failures.add("rule " + rule.rule().name() + ", time " + time(now) + ": " + error);
                }
            }
        }
        return failures.size() == before;
    }

    private void compare(Expected expected) {
        List<String> found = new ArrayList<>();
        for (RuleGroups.Evaluated group : groups.groups()) {
            for (RuleState rule : group.rules()) {
                if (rule.rule().name().equals(expected.alertname)) {
                    rule.alerts().stream()
                            .filter(alert -> alert.state() == ActiveAlert.State.FIRING)
                            .forEach(alert -> found.add(text(alert.labels(), alert.annotations())));
                }
            }
        }
        compare("alertname: " + expected.alertname + ", time: " + time(expected.at), expected.alerts, found);
    }

    private void query(FileValue test) {
        Map<String, FileValue> keys = test.map(QUERY_KEYS);
        String expression = required(test, keys, "expr").text();
        long at = millis(keys, "eval_time");
        String title = "expr: " + expression + ", time: " + time(at);
        List<String> expected = new ArrayList<>();
        FileValue samples = keys.get("exp_samples");
        for (FileValue sample : samples == null ? List.<FileValue>of() : samples.list()) {
            Map<String, FileValue> sampleKeys = sample.map(SAMPLE_KEYS);
            FileValue labels = sampleKeys.get("labels");
            expected.add(text(
                    labels == null ? Labels.EMPTY : labels.read(SeriesLine::parseLabels),
                    required(sample, sampleKeys, "value").read(SeriesLine::number)));
        }
        List<String> found = new ArrayList<>();
        try {
            Value value = promql.instant(expression, Instant.ofEpochMilli(at)).value();
            if (value instanceof Value.Vector vector) {
                vector.samples().forEach(sample -> found.add(text(sample.labels(), sample.value())));
            } else if (value instanceof Value.Scalar scalar) {
                found.add(text(Labels.EMPTY, scalar.value()));
            } else {
                failures.add(title + ": neither a vector nor a scalar");
                return;
            }
        } catch (PromQlException wrong) {
            failures.add(title + ": " + wrong.getMessage());
            return;
        }
        compare(title, expected, found);
    }

    private void compare(String title, List<String> expected, List<String> found) {
        List<String> sortedExpected = expected.stream().sorted().toList();
        List<String> sortedFound = found.stream().sorted().toList();
        if (!sortedExpected.equals(sortedFound)) {
            failures.add(title + ":\n    expected: " + String.join("\n              ", sortedExpected)
                    + "\n    found:    " + String.join("\n              ", sortedFound));
        }
    }

    private static Expected expected(FileValue test) {
        Map<String, FileValue> keys = test.map(ALERT_KEYS);
        String alertname = required(test, keys, "alertname").text();
        List<String> alerts = new ArrayList<>();
        FileValue list = keys.get("exp_alerts");
        for (FileValue alert : list == null ? List.<FileValue>of() : list.list()) {
            Map<String, FileValue> parts = alert.map(EXPECTED_KEYS);
            FileValue annotations = parts.get("exp_annotations");
            alerts.add(text(
                    labels(parts.get("exp_labels")).with("alertname", alertname),
                    annotations == null ? Map.of() : annotations.texts()));
        }
        return new Expected(millis(keys, "eval_time"), alertname, alerts);
    }

    private List<FileValue> list(String key) {
        FileValue value = parts.get(key);
        return value == null ? List.of() : value.list();
    }

    private static FileValue required(FileValue around, Map<String, FileValue> keys, String key) {
        FileValue value = keys.get(key);
        if (value == null) {
            throw around.wrong("'" + key + "' is missing");
        }
        return value;
    }

    private static long millis(Map<String, FileValue> keys, String key) {
        return RuleTests.interval(keys.get(key), 0);
    }

    private static Labels labels(@Nullable FileValue value) {
        return value == null ? Labels.EMPTY : Labels.of(value.texts());
    }

    private static String text(Labels labels, Map<String, String> annotations) {
        return labels + " " + new TreeMap<>(annotations);
    }

    private static String text(Labels labels, double value) {
        return labels + " " + Numbers.format(value);
    }

    private static String time(long millis) {
        return Durations.print(millis);
    }
}
