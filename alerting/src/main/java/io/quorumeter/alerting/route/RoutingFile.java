package io.quorumeter.alerting.route;

import io.quorumeter.alerting.channel.Receiver;
import io.quorumeter.alerting.channel.ReceiverReader;
import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.file.FileValue;
import io.quorumeter.promql.ast.Names;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Matcher.Op;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's configuration file: who is notified of which alerts, and when. A receiver has channels, or the
 * handler of an alert manager that has its name gets its notices. What of the file has no effect here, such as {@code templates}, gives a
 * warning.
 *
 * @param root takes every alert
 * @param receivers all receivers by name, in the order of the file
 * @param inhibitRules which alerts keep back notices of others
 * @param warnings what of the file has no effect, each with its place
 */
public record RoutingFile(
        Route root, Map<String, Receiver> receivers, List<InhibitRule> inhibitRules, List<String> warnings) {
    private static final Set<String> FILE_KEYS = Set.of(
            "global", "templates", "route", "receivers", "inhibit_rules", "mute_time_intervals", "time_intervals");
    private static final Set<String> ROUTE_KEYS = Set.of(
            "receiver",
            "group_by",
            "group_wait",
            "group_interval",
            "repeat_interval",
            "matchers",
            "match",
            "match_re",
            "continue",
            "mute_time_intervals",
            "active_time_intervals",
            "escalation",
            "routes");
    private static final Set<String> STEP_KEYS = Set.of("after", "receiver");
    private static final Set<String> INHIBIT_KEYS = Set.of(
            "source_match",
            "source_match_re",
            "source_matchers",
            "target_match",
            "target_match_re",
            "target_matchers",
            "equal");
    private static final Set<String> INTERVAL_KEYS = Set.of("name", "time_intervals");

    /** What the root inherits. */
    private static final Route DEFAULTS = new Route(
            List.of(),
            "",
            false,
            Optional.of(Set.of()),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofHours(4),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    /**
     * {@return the routes that serve where there is no file: all alerts go to the receiver {@code default}, those of one name in one notice;
     * critical ones begin and end at once, or within a second where others of their name fire}
     */
    public static RoutingFile standard() {
        return parse("standard routes", """
                route:
                  receiver: default
                  group_by: [alertname]
                  routes:
                    - matchers: [severity="critical"]
                      group_wait: 0s
                      group_interval: 1s
                receivers:
                  - name: default
                """);
    }

    /**
     * {@return routes that send every alert to each of these receivers, in notices as those of {@link #standard()}}
     *
     * @param receivers one or more, by name
     */
    public static RoutingFile toAll(Map<String, Receiver> receivers) {
        StringBuilder routes = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (String name : receivers.keySet()) {
            String quoted = "'" + name.replace("'", "''") + "'";
            routes.append("    - receiver: ")
                    .append(quoted)
                    .append("\n      continue: true\n      routes:\n")
                    .append("        - {matchers: ['severity=\"critical\"'], group_wait: 0s, group_interval: 1s}\n");
            names.append("  - name: ").append(quoted).append('\n');
        }
        RoutingFile empty = parse(
                "routes of channels",
                "route:\n  receiver: '"
                        + receivers.keySet().iterator().next().replace("'", "''")
                        + "'\n  group_by: [alertname]\n  routes:\n" + routes + "receivers:\n" + names);
        return new RoutingFile(empty.root(), receivers, List.of(), List.of());
    }

    /**
     * Reads a file.
     *
     * @param file in UTF-8
     * @return what it says
     * @throws IOException if it cannot be read
     * @throws FileException if something in it is wrong; it names line and column
     */
    public static RoutingFile read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file));
    }

    /**
     * Reads a file's text.
     *
     * @param file the name for messages
     * @param text YAML
     * @return what it says
     * @throws FileException if something in it is wrong; it names line and column
     */
    public static RoutingFile parse(String file, String text) {
        return new Reader().read(Path.of(file).toAbsolutePath().resolveSibling(""), FileValue.read(file, text));
    }

    /** What routes refer to. */
    private static final class Reader {
        private final Map<String, List<TimeInterval>> intervals = new HashMap<>();
        private final Map<String, Receiver> receivers = new LinkedHashMap<>();
        private final List<String> warnings = new ArrayList<>();

        RoutingFile read(Path folder, FileValue document) {
            Map<String, FileValue> keys = document.map(FILE_KEYS);
            FileValue templates = keys.getOrDefault("templates", FileValue.absent());
            if (!templates.isAbsent()) {
                warnings.add(templates.wrong("has no effect here").getMessage());
            }
            FileValue global = keys.getOrDefault("global", FileValue.absent());
            ReceiverReader reader = new ReceiverReader(folder, global, warnings);
            list(keys, "receivers").forEach(value -> receiver(value, reader));
            list(keys, "mute_time_intervals").forEach(this::interval);
            list(keys, "time_intervals").forEach(this::interval);
            FileValue root = keys.get("route");
            if (root == null || root.isAbsent()) {
                throw document.wrong("no routes provided; the key 'route' has the receiver of all alerts");
            }
            return new RoutingFile(
                    root(root),
                    receivers,
                    list(keys, "inhibit_rules").stream()
                            .map(Reader::inhibitRule)
                            .toList(),
                    warnings);
        }

        private void receiver(FileValue value, ReceiverReader reader) {
            Set<String> known = new LinkedHashSet<>(ReceiverReader.keys());
            known.add("name");
            Map<String, FileValue> keys = value.map(known);
            FileValue name = keys.remove("name");
            if (name == null || name.text().isEmpty()) {
                throw value.wrong("missing name in receiver");
            }
            if (receivers.containsKey(name.text())) {
                throw name.wrong("notification config name '" + name.text() + "' is not unique");
            }
            receivers.put(name.text(), reader.read(keys));
        }

        private void interval(FileValue value) {
            Map<String, FileValue> keys = value.map(INTERVAL_KEYS);
            FileValue name = keys.get("name");
            if (name == null || name.text().isEmpty()) {
                throw value.wrong("missing name in time interval");
            }
            List<TimeInterval> times = list(keys, "time_intervals").stream()
                    .map(TimeInterval::read)
                    .toList();
            if (intervals.putIfAbsent(name.text(), times) != null) {
                throw name.wrong("time interval '" + name.text() + "' is not unique");
            }
        }

        private Route root(FileValue value) {
            Map<String, FileValue> keys = value.map(ROUTE_KEYS);
            Route root = route(value, DEFAULTS);
            if (root.receiver().isEmpty()) {
                throw value.wrong("root route must specify a default receiver");
            }
            if (!root.matchers().isEmpty()) {
                throw value.wrong("root route must not have any matchers; it takes every alert");
            }
            if (root.continues()) {
                throw value.wrong("cannot have continue in root route");
            }
            for (String times : List.of("mute_time_intervals", "active_time_intervals")) {
                if (!list(keys, times).isEmpty()) {
                    throw value.wrong("root route must not have any " + times);
                }
            }
            return root;
        }

        private Route route(FileValue value, Route parent) {
            Map<String, FileValue> keys = value.map(ROUTE_KEYS);
            FileValue groupBy = keys.get("group_by");
            FileValue receiver = keys.get("receiver");
            FileValue continues = keys.get("continue");
            Route route = new Route(
                    matchers(keys, ""),
                    receiver == null || receiver.text().isEmpty() ? parent.receiver() : known(receiver),
                    continues != null && !continues.isAbsent() && continues.truth(),
                    groupBy == null || groupBy.isAbsent() ? parent.groupBy() : groupBy(groupBy),
                    duration(keys, "group_wait", parent.groupWait()),
                    positive(keys, "group_interval", parent.groupInterval()),
                    positive(keys, "repeat_interval", parent.repeatInterval()),
                    intervals(keys, "mute_time_intervals"),
                    intervals(keys, "active_time_intervals"),
                    List.of(),
                    List.of());
            FileValue escalation = keys.get("escalation");
            List<Route.Escalation> steps = escalation == null || escalation.isAbsent()
                    ? parent.escalation().stream().map(step -> step.from(route)).toList()
                    : escalation.list().stream().map(step -> step(step, route)).toList();
            return route.with(steps, children(list(keys, "routes"), route.with(steps, List.of())));
        }

        private Route.Escalation step(FileValue value, Route from) {
            Map<String, FileValue> keys = value.map(STEP_KEYS);
            FileValue receiver = keys.get("receiver");
            if (receiver == null) {
                throw value.wrong("a step has an after and a receiver");
            }
            return new Route.Escalation(
                    positive(keys, "after", Duration.ofMinutes(5)), from.to(known(receiver), Duration.ZERO));
        }

        /** Returns the name of a receiver that there is. */
        private String known(FileValue name) {
            if (!receivers.containsKey(name.text())) {
                throw name.wrong(
                        "undefined receiver '" + name.text() + "' used in route; there are " + receivers.keySet());
            }
            return name.text();
        }

        private List<Route> children(List<FileValue> values, Route parent) {
            List<Route> routes = new ArrayList<>();
            int takesAll = 0;
            for (FileValue value : values) {
                if (takesAll > 0) {
                    throw value.wrong("this route is never reached: that of line " + takesAll
                            + " takes every alert; give that one matchers, or continue: true");
                }
                Route route = route(value, parent);
                routes.add(route);
                takesAll = route.matchers().isEmpty() && !route.continues() ? value.line() : 0;
            }
            return routes;
        }

        private static Optional<Set<String>> groupBy(FileValue value) {
            Set<String> names = new TreeSet<>();
            for (FileValue name : value.list()) {
                if (!name.text().equals("...") && !Names.isLabel(name.text())) {
                    throw name.wrong("invalid label name '" + name.text() + "' in group_by list");
                }
                if (!names.add(name.text())) {
                    throw name.wrong("duplicated label '" + name.text() + "' in group_by");
                }
            }
            if (!names.contains("...")) {
                return Optional.of(names);
            }
            if (names.size() > 1) {
                throw value.wrong("cannot have wildcard group_by ('...') and other labels at the same time");
            }
            return Optional.empty();
        }

        private List<TimeInterval> intervals(Map<String, FileValue> keys, String key) {
            List<TimeInterval> times = new ArrayList<>();
            for (FileValue name : list(keys, key)) {
                List<TimeInterval> named = intervals.get(name.text());
                if (named == null) {
                    throw name.wrong("undefined time interval '" + name.text() + "' used in route");
                }
                times.addAll(named);
            }
            return times;
        }

        private static InhibitRule inhibitRule(FileValue value) {
            Map<String, FileValue> keys = value.map(INHIBIT_KEYS);
            List<String> equal = new ArrayList<>();
            for (FileValue name : list(keys, "equal")) {
                equal.add(name.text());
                if (!Names.isLabel(name.text())) {
                    throw name.wrong("'" + name.text() + "' is not a valid label name");
                }
            }
            return new InhibitRule(matchers(keys, "source_"), matchers(keys, "target_"), equal);
        }

        /** Reads conditions of all three forms; that of a label in {@code match} has no operator. */
        private static List<Matcher> matchers(Map<String, FileValue> keys, String prefix) {
            List<Matcher> matchers = new ArrayList<>();
            matchers.addAll(matchers(keys.get(prefix + "match"), Op.EQUAL));
            matchers.addAll(matchers(keys.get(prefix + "match_re"), Op.REGEX));
            list(keys, prefix + "matchers").stream()
                    .map(value -> value.read(MatcherText::parse))
                    .forEach(matchers::addAll);
            return matchers;
        }

        private static Collection<Matcher> matchers(@Nullable FileValue map, Op op) {
            List<Matcher> matchers = new ArrayList<>();
            if (map != null) {
                map.map().forEach((label, value) -> {
                    if (!Names.isLabel(label)) {
                        throw value.wrong("invalid label name '" + label + "'");
                    }
                    matchers.add(value.read(text -> MatcherText.matcher(label, op, text)));
                });
            }
            return matchers;
        }

        private static Duration positive(Map<String, FileValue> keys, String key, Duration inherited) {
            Duration duration = duration(keys, key, inherited);
            FileValue value = keys.get(key);
            if (value != null && duration.isZero()) {
                throw value.wrong("cannot be zero");
            }
            return duration;
        }

        private static Duration duration(Map<String, FileValue> keys, String key, Duration inherited) {
            FileValue value = keys.get(key);
            return value == null || value.isAbsent() ? inherited : Duration.ofMillis(value.millis());
        }

        private static List<FileValue> list(Map<String, FileValue> keys, String key) {
            FileValue value = keys.get(key);
            return value == null ? List.of() : value.list();
        }
    }
}
