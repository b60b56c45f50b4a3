package io.quorumeter.alerting.rule;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.file.FileValue;
import io.quorumeter.alerting.template.Template;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.Names;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file of rules as Prometheus reads it: groups of recording and alerting rules.
 *
 * @param groups the groups in their order
 */
public record RuleFile(List<RuleGroup> groups) {
    private static final Set<String> FILE_KEYS = Set.of("groups");
    private static final Set<String> GROUP_KEYS =
            Set.of("name", "interval", "query_offset", "limit", "labels", "rules");
    private static final Set<String> RULE_KEYS =
            Set.of("record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations");
    private static final Set<String> OF_ALERTS = Set.of("for", "keep_firing_for", "annotations");

    /**
     * Copies the list.
     *
     * @param groups the groups in their order
     */
    public RuleFile {
        groups = List.copyOf(groups);
    }

    /**
     * Reads a file.
     *
     * @param file in UTF-8
     * @param semantics the version of the language of its expressions
     * @return its rules
     * @throws IOException if it cannot be read
     * @throws FileException if something in it is wrong; it names all mistakes, each with line and column
     */
    public static RuleFile read(Path file, Semantics semantics) throws IOException {
        return parse(file.toString(), Files.readString(file), semantics);
    }

    /**
     * Reads a file's text.
     *
     * @param file the name for messages
     * @param text YAML
     * @param semantics the version of the language of its expressions
     * @return its rules
     * @throws FileException if something in it is wrong; it names all mistakes, each with line and column
     */
    public static RuleFile parse(String file, String text, Semantics semantics) {
        return new Reader(file, semantics).read(FileValue.read(file, text));
    }

    /** {@return how many rules there are} */
    public int size() {
        return groups.stream().mapToInt(group -> group.rules().size()).sum();
    }

    /** {@return the rules as a file of Prometheus' format, in YAML} */
    public String text() {
        return RuleWriter.write(groups);
    }

    /** {@return what makes rules doubtful: those that make the same series or alerts, each named with its line} */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        Map<String, String> seen = new LinkedHashMap<>();
        for (RuleGroup group : groups) {
            for (Rule rule : group.rules()) {
                String place = group.file() + ":" + rule.line();
                String before = seen.putIfAbsent(key(rule), place);
                if (before != null) {
                    doubts.add(place + ": makes the same series as " + before + ": " + rule.name());
                }
            }
        }
        return doubts;
    }

    private static String key(Rule rule) {
        Map<String, ?> labels =
                rule instanceof Rule.Alerting alerting ? alerting.labels() : ((Rule.Recording) rule).labels();
        return rule.getClass().getSimpleName() + " " + rule.name() + new TreeMap<>(labels);
    }

    /** Collects mistakes, so that all are reported at once. */
    private static final class Reader {
        private final String file;
        private final Semantics semantics;
        private final List<String> mistakes = new ArrayList<>();

        Reader(String file, Semantics semantics) {
            this.file = file;
            this.semantics = semantics;
        }

        RuleFile read(FileValue document) {
            List<RuleGroup> groups = new ArrayList<>();
            FileValue list = document.map(FILE_KEYS).get("groups");
            Set<String> names = new HashSet<>();
            for (FileValue value : list == null ? List.<FileValue>of() : list.list()) {
                attempt(() -> {
                    RuleGroup group = group(value);
                    if (!names.add(group.name())) {
                        throw value.wrong("there is a group named '" + group.name() + "' before");
                    }
                    groups.add(group);
                });
            }
            if (!mistakes.isEmpty()) {
                throw new FileException(mistakes);
            }
            return new RuleFile(groups);
        }

        private void attempt(Runnable reading) {
            try {
                reading.run();
            } catch (FileException wrong) {
                mistakes.addAll(wrong.mistakes());
            }
        }

        private RuleGroup group(FileValue value) {
            Map<String, FileValue> keys = value.map(GROUP_KEYS);
            String name = text(keys, "name");
            if (name.isEmpty()) {
                throw value.wrong("a group has a name");
            }
            Map<String, String> labels = labels(keys.get("labels"), Function.identity());
            List<Rule> rules = new ArrayList<>();
            FileValue list = keys.get("rules");
            for (FileValue rule : list == null ? List.<FileValue>of() : list.list()) {
                attempt(() -> rules.add(rule(rule, labels)));
            }
            long interval = millis(keys, "interval");
            return new RuleGroup(
                    file,
                    name,
                    interval == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(interval)),
                    Duration.ofMillis(millis(keys, "query_offset")),
                    keys.containsKey("limit") ? keys.get("limit").count() : 0,
                    rules);
        }

        private Rule rule(FileValue value, Map<String, String> ofGroup) {
            Map<String, FileValue> keys = value.map(RULE_KEYS);
            String record = text(keys, "record");
            String alert = text(keys, "alert");
            if (record.isEmpty() == alert.isEmpty()) {
                throw value.wrong("a rule has either 'record' or 'alert'");
            }
            if (text(keys, "expr").isEmpty()) {
                throw value.wrong("field 'expr' must be set in rule");
            }
            return alert.isEmpty() ? recording(keys, ofGroup, value.line()) : alerting(keys, ofGroup, value.line());
        }

        private Rule recording(Map<String, FileValue> keys, Map<String, String> ofGroup, int line) {
            FileValue name = required(keys, "record");
            for (String key : OF_ALERTS) {
                FileValue found = keys.get(key);
                if (found != null && !found.isAbsent()) {
                    throw found.wrong("is for alerts only; this rule records a series");
                }
            }
            boolean legal = semantics == Semantics.V2
                    ? name.text().matches("[a-zA-Z_:][a-zA-Z0-9_:]*")
                    : !name.text().isEmpty();
            if (!legal) {
                throw name.wrong(
                        "'" + name.text() + "' is no name of a metric: letters, digits, _ and :, no digit first");
            }
            FileValue expr = required(keys, "expr");
            Map<String, String> labels = new LinkedHashMap<>(ofGroup);
            labels.putAll(labels(keys.get("labels"), Function.identity()));
            return new Rule.Recording(name.text(), expr.text().strip(), expr(expr), labels, line);
        }

        private Rule alerting(Map<String, FileValue> keys, Map<String, String> ofGroup, int line) {
            FileValue expr = required(keys, "expr");
            Map<String, Template> labels = new LinkedHashMap<>();
            ofGroup.forEach((label, text) -> labels.put(label, Template.parse(text)));
            labels.putAll(labels(keys.get("labels"), Template::parse));
            return new Rule.Alerting(
                    text(keys, "alert"),
                    expr.text().strip(),
                    expr(expr),
                    Duration.ofMillis(millis(keys, "for")),
                    Duration.ofMillis(millis(keys, "keep_firing_for")),
                    labels,
                    annotations(keys.get("annotations")),
                    line);
        }

        private Expr expr(FileValue value) {
            try {
                return PromQl.parse(value.text(), semantics);
            } catch (PromQlException wrong) {
                throw value.wrong("could not parse expression: " + wrong.getMessage());
            }
        }

        private <T> Map<String, T> labels(@Nullable FileValue value, Function<String, T> meaning) {
            Map<String, T> labels = new LinkedHashMap<>();
            if (value != null) {
                value.map().forEach((name, text) -> {
                    if (!isLabel(name) || name.equals(Labels.NAME)) {
                        throw text.wrong("'" + name + "' is no name of a label here");
                    }
                    labels.put(name, text.read(meaning));
                });
            }
            return labels;
        }

        private Map<String, Template> annotations(@Nullable FileValue value) {
            Map<String, Template> annotations = new LinkedHashMap<>();
            if (value != null) {
                value.map().forEach((name, text) -> {
                    if (!isLabel(name)) {
                        throw text.wrong("'" + name + "' is no name of an annotation");
                    }
                    annotations.put(name, text.read(Template::parse));
                });
            }
            return annotations;
        }

        private boolean isLabel(String name) {
            return semantics == Semantics.V2 ? Names.isLabel(name) : !name.isEmpty();
        }

        private static FileValue required(Map<String, FileValue> keys, String key) {
            return Objects.requireNonNull(keys.get(key));
        }

        private static String text(Map<String, FileValue> keys, String key) {
            FileValue value = keys.get(key);
            return value == null ? "" : value.text();
        }

        private static long millis(Map<String, FileValue> keys, String key) {
            FileValue value = keys.get(key);
            return value == null || value.isAbsent() ? 0 : value.millis();
        }
    }
}
