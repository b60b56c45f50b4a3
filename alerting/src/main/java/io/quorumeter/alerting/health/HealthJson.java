package io.quorumeter.alerting.health;

import io.quorumeter.LabelValue;
import io.quorumeter.health.HealthLevel;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Health as JSON. A status is an object with {@code level} (healthy, warning, critical, failing) and {@code issues}; times are in ISO-8601,
 * durations in seconds. What was written is read back as it was.
 */
public final class HealthJson {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private HealthJson() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @return an object
     */
    public static String write(HealthReport report) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("time", report.time().toString());
        plain.put("status", plain(report.status()));
        plain.put("score", report.score());
        plain.put("band", LabelValue.of(report.band()));
        plain.put(
                "components",
                report.components().stream().map(HealthJson::plain).toList());
        return MAPPER.writeValueAsString(plain);
    }

    /**
     * Writes how a component is.
     *
     * @param component the component
     * @return an object
     */
    public static String write(ComponentHealth component) {
        return MAPPER.writeValueAsString(plain(component));
    }

    /**
     * Writes a status.
     *
     * @param status the status
     * @return an object
     */
    public static String write(HealthStatus status) {
        return MAPPER.writeValueAsString(plain(status));
    }

    /**
     * Reads a report.
     *
     * @param json what {@link #write(HealthReport)} wrote
     * @return the report
     * @throws IllegalArgumentException when it is something else
     */
    public static HealthReport readReport(String json) {
        return read(json, root -> {
            List<ComponentHealth> components = new ArrayList<>();
            root.required("components").forEach(one -> components.add(component(one)));
            return new HealthReport(
                    Instant.parse(root.required("time").stringValue()),
                    status(root.required("status")),
                    root.required("score").doubleValue(),
                    components);
        });
    }

    /**
     * Reads a status.
     *
     * @param json what {@link #write(HealthStatus)} wrote
     * @return the status
     * @throws IllegalArgumentException when it is something else
     */
    public static HealthStatus readStatus(String json) {
        return read(json, HealthJson::status);
    }

    private interface Reader<T> {
        T read(JsonNode root);
    }

    private static <T> T read(String json, Reader<T> reader) {
        try {
            return reader.read(MAPPER.readTree(json));
        } catch (JacksonException | DateTimeException wrong) {
            throw new IllegalArgumentException("this is no health as it was written: " + wrong.getMessage(), wrong);
        }
    }

    private static Map<String, Object> plain(HealthStatus status) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("level", LabelValue.of(status.level()));
        plain.put("issues", status.issues().stream().map(HealthJson::plain).toList());
        return plain;
    }

    private static Map<String, Object> plain(HealthIssue issue) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("severity", LabelValue.of(issue.severity()));
        plain.put("component", issue.component());
        plain.put("name", issue.name());
        plain.put("message", issue.message());
        plain.put("since", issue.since().toString());
        plain.put("suggestion", issue.suggestion());
        return plain;
    }

    private static Map<String, Object> plain(ComponentHealth component) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("component", component.component());
        plain.put("status", plain(component.status()));
        plain.put("score", component.score());
        plain.put("latency_seconds", component.latency().toNanos() / 1e9);
        put(plain, "last_success", component.lastSuccess());
        put(plain, "last_failure", component.lastFailure());
        plain.put("details", component.details());
        plain.put("weight", component.weight());
        plain.put("track", plain(component.track()));
        return plain;
    }

    private static Map<String, Object> plain(HealthTrack track) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("checked_at", track.checkedAt().toString());
        plain.put("checks", track.checks());
        plain.put("availability", track.availability());
        plain.put("failures", track.failures());
        plain.put("changes", track.changes().stream().map(HealthJson::plain).toList());
        return plain;
    }

    private static Map<String, Object> plain(HealthChange change) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("at", change.at().toString());
        plain.put("from", LabelValue.of(change.from()));
        plain.put("to", LabelValue.of(change.to()));
        plain.put("reason", change.reason());
        return plain;
    }

    private static HealthTrack track(JsonNode node) {
        List<HealthChange> changes = new ArrayList<>();
        node.required("changes")
                .forEach(change -> changes.add(new HealthChange(
                        Instant.parse(change.required("at").stringValue()),
                        level(change.required("from")),
                        level(change.required("to")),
                        change.required("reason").stringValue())));
        return new HealthTrack(
                Instant.parse(node.required("checked_at").stringValue()),
                node.required("checks").intValue(),
                node.required("availability").doubleValue(),
                node.required("failures").intValue(),
                List.copyOf(changes));
    }

    private static void put(Map<String, Object> plain, String key, @Nullable Instant time) {
        if (time != null) {
            plain.put(key, time.toString());
        }
    }

    private static HealthLevel level(JsonNode word) {
        return HealthLevel.valueOf(word.stringValue().toUpperCase(Locale.ROOT));
    }

    private static HealthStatus status(JsonNode node) {
        List<HealthIssue> issues = new ArrayList<>();
        node.required("issues").forEach(issue -> issues.add(issue(issue)));
        HealthStatus status = HealthStatus.of(issues);
        HealthLevel said = level(node.required("level"));
        if (status.level() != said) {
            throw new IllegalArgumentException("level: " + said + " is not that of the worst issue, " + status.level());
        }
        return status;
    }

    private static HealthIssue issue(JsonNode node) {
        return new HealthIssue(
                level(node.required("severity")),
                node.required("component").stringValue(),
                node.required("name").stringValue(),
                node.required("message").stringValue(),
                Instant.parse(node.required("since").stringValue()),
                node.required("suggestion").stringValue());
    }

    private static ComponentHealth component(JsonNode node) {
        Map<String, Double> details = new LinkedHashMap<>();
        node.required("details")
                .properties()
                .forEach(
                        detail -> details.put(detail.getKey(), detail.getValue().doubleValue()));
        return new ComponentHealth(
                node.required("component").stringValue(),
                status(node.required("status")),
                node.required("score").doubleValue(),
                Duration.ofNanos(Math.round(node.required("latency_seconds").doubleValue() * 1e9)),
                time(node, "last_success"),
                time(node, "last_failure"),
                details,
                track(node.required("track")),
                node.required("weight").doubleValue());
    }

    private static @Nullable Instant time(JsonNode node, String key) {
        JsonNode time = node.get(key);
        return time == null ? null : Instant.parse(time.stringValue());
    }
}
