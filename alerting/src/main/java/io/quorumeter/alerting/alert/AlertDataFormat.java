package io.quorumeter.alerting.alert;

import io.quorumeter.Labels;
import io.quorumeter.alerting.route.MatcherText;
import io.quorumeter.alerting.route.Sent;
import io.quorumeter.alerting.route.Silence;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Matcher.Op;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of an alert manager's data: a line of JSON for each thing, after one that says what file this is. A line that cannot be read is
 * left out, so that one that was cut or damaged costs no other.
 */
final class AlertDataFormat {
    private static final String HEADER = "quorumeter_alerts";
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final List<Alert> active = new ArrayList<>();
    private final List<Alert> known = new ArrayList<>();
    private final List<Alert> history = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Silence> silences = new ArrayList<>();
    private final Map<String, Instant> acknowledged = new HashMap<>();
    private final List<AlertData.Begun> begun = new ArrayList<>();
    private final Map<io.quorumeter.promql.model.Labels, RuleAlerts.Passed> passed = new HashMap<>();

    /** What a file has, and how many of its lines could not be read. */
    record Read(AlertData data, int unreadable) {}

    private AlertDataFormat() {}

    static String write(AlertData data) {
        StringBuilder text = new StringBuilder();
        line(text, map(HEADER, VERSION, "saved", data.savedAt().toString()));
        data.active().forEach(alert -> line(text, map("active", alert(alert))));
        data.known().forEach(alert -> line(text, map("known", alert(alert))));
        data.history().forEach(alert -> line(text, map("history", alert(alert))));
        data.sent().forEach(one -> line(text, map("sent", sent(one))));
        data.silences().forEach(one -> line(text, map("silence", silence(one))));
        data.acknowledged().forEach((id, at) -> line(text, map("acknowledged", map("id", id, "at", at.toString()))));
        data.begun()
                .forEach(one -> line(
                        text,
                        map(
                                "begun",
                                map(
                                        "labels",
                                        one.labels().toMap(),
                                        "at",
                                        one.activeAt().toString(),
                                        "fires",
                                        one.fires()))));
        data.passed().forEach((labels, one) -> line(text, map("passed", passed(labels, one))));
        return text.toString();
    }

    private static void line(StringBuilder text, Map<String, Object> members) {
        text.append(MAPPER.writeValueAsString(members)).append('\n');
    }

    private static Map<String, Object> map(Object... members) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            map.put((String) members[i], members[i + 1]);
        }
        return map;
    }

    private static Map<String, Object> alert(Alert alert) {
        Map<String, String> labels = new TreeMap<>();
        alert.labels().forEach(labels::put);
        Map<String, Object> members = map(
                "name",
                alert.name(),
                "severity",
                alert.severity().name(),
                "labels",
                labels,
                "summary",
                alert.summary(),
                "suggestion",
                alert.suggestion(),
                "value",
                Double.toString(alert.value()),
                "limit",
                Double.toString(alert.limit()),
                "firedAt",
                alert.firedAt().toString(),
                "receivers",
                alert.receivers());
        Instant resolvedAt = alert.resolvedAt();
        if (resolvedAt != null) {
            members.put("resolvedAt", resolvedAt.toString());
        }
        return members;
    }

    private static Map<String, Object> sent(Sent one) {
        return map(
                "key",
                one.key(),
                "receiver",
                one.receiver(),
                "at",
                one.at().toString(),
                "shown",
                one.shown(),
                "doubtful",
                one.doubtful());
    }

    private static Map<String, Object> silence(Silence silence) {
        List<Map<String, Object>> matchers = silence.matchers().stream()
                .map(one -> map("label", one.label(), "op", one.op().symbol(), "value", one.value()))
                .toList();
        return map(
                "id",
                silence.id(),
                "matchers",
                matchers,
                "startsAt",
                silence.startsAt().toString(),
                "endsAt",
                silence.endsAt().toString(),
                "createdBy",
                silence.createdBy(),
                "comment",
                silence.comment());
    }

    private static Map<String, Object> passed(io.quorumeter.promql.model.Labels labels, RuleAlerts.Passed one) {
        return map(
                "labels",
                labels.toMap(),
                "alert",
                alert(one.alert()),
                "latched",
                one.isLatched(),
                "muted",
                one.isMuted(),
                "value",
                Double.toString(one.value()));
    }

    /**
     * Reads a file's text.
     *
     * @throws IllegalArgumentException if it is not such a file
     */
    static Read read(String text) {
        List<String> lines = text.lines().toList();
        Instant savedAt;
        try {
            JsonNode header = MAPPER.readTree(lines.isEmpty() ? "" : lines.get(0));
            if (header.path(HEADER).asInt(0) != VERSION) {
                throw new IllegalArgumentException("its first line does not say " + HEADER + " " + VERSION);
            }
            savedAt = time(header, "saved");
        } catch (JacksonException noJson) {
            throw new IllegalArgumentException("its first line is no JSON", noJson);
        } catch (DateTimeException noTime) {
            throw new IllegalArgumentException("its first line has no time", noTime);
        }
        AlertDataFormat format = new AlertDataFormat();
        int unreadable = 0;
        for (String line : lines.subList(1, lines.size())) {
            try {
                format.read(MAPPER.readTree(line));
            } catch (RuntimeException damaged) {
                unreadable++;
            }
        }
        return new Read(format.data(savedAt), unreadable);
    }

    private AlertData data(Instant savedAt) {
        return new AlertData(savedAt, active, known, history, sent, silences, acknowledged, begun, passed);
    }

    private void read(JsonNode line) {
        Map.Entry<String, JsonNode> member = line.properties().iterator().next();
        JsonNode value = member.getValue();
        switch (member.getKey()) {
            case "active" -> active.add(readAlert(value));
            case "known" -> known.add(readAlert(value));
            case "history" -> history.add(readAlert(value));
            case "sent" ->
                sent.add(new Sent(
                        text(value, "key"),
                        text(value, "receiver"),
                        time(value, "at"),
                        Set.copyOf(texts(value, "shown")),
                        Set.copyOf(texts(value, "doubtful"))));
            case "silence" -> silences.add(readSilence(value));
            case "acknowledged" -> acknowledged.put(text(value, "id"), time(value, "at"));
            case "begun" ->
                begun.add(new AlertData.Begun(
                        labels(value),
                        time(value, "at"),
                        value.required("fires").booleanValue()));
            case "passed" ->
                passed.put(
                        labels(value),
                        new RuleAlerts.Passed(
                                readAlert(value.required("alert")),
                                value.required("latched").booleanValue(),
                                value.required("muted").booleanValue(),
                                Double.parseDouble(text(value, "value"))));
            default -> throw new IllegalArgumentException(member.getKey());
        }
    }

    private static Alert readAlert(JsonNode json) {
        String[] pairs = json.required("labels")
                .propertyStream()
                .flatMap(one -> Stream.of(one.getKey(), one.getValue().stringValue()))
                .toArray(String[]::new);
        Alert alert = Alert.firing(
                        text(json, "name"),
                        Severity.valueOf(text(json, "severity")),
                        text(json, "summary"),
                        time(json, "firedAt"))
                .withLabels(Labels.of(pairs))
                .withSuggestion(text(json, "suggestion"))
                .withValue(Double.parseDouble(text(json, "value")), Double.parseDouble(text(json, "limit")))
                .withReceivers(texts(json, "receivers"));
        return json.has("resolvedAt") ? over(alert, time(json, "resolvedAt")) : alert;
    }

    /** Returns an alert that is over, whose text says so already. */
    private static Alert over(Alert alert, Instant when) {
        return new Alert(
                alert.name(),
                alert.severity(),
                alert.labels(),
                alert.summary(),
                alert.suggestion(),
                alert.value(),
                alert.limit(),
                AlertState.RESOLVED,
                alert.firedAt(),
                when,
                alert.receivers());
    }

    private static Silence readSilence(JsonNode json) {
        List<Matcher> matchers = new ArrayList<>();
        for (JsonNode one : json.required("matchers")) {
            matchers.add(MatcherText.matcher(text(one, "label"), Op.of(text(one, "op")), text(one, "value")));
        }
        return new Silence(
                text(json, "id"),
                matchers,
                time(json, "startsAt"),
                time(json, "endsAt"),
                text(json, "createdBy"),
                text(json, "comment"));
    }

    private static io.quorumeter.promql.model.Labels labels(JsonNode json) {
        Map<String, String> labels = new HashMap<>();
        json.required("labels").forEachEntry((name, value) -> labels.put(name, value.stringValue()));
        return io.quorumeter.promql.model.Labels.of(labels);
    }

    private static String text(JsonNode json, String member) {
        return json.required(member).stringValue();
    }

    private static List<String> texts(JsonNode json, String member) {
        List<String> texts = new ArrayList<>();
        json.required(member).forEach(one -> texts.add(one.stringValue()));
        return texts;
    }

    private static Instant time(JsonNode json, String member) {
        Instant time = Instant.parse(json.required(member).stringValue());
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw new DateTimeException(time + " is no time of an alert");
        }
        return time;
    }
}
