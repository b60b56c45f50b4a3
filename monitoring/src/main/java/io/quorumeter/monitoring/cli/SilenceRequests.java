package io.quorumeter.monitoring.cli;

import io.quorumeter.promql.model.Matcher;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alertmanager's HTTP API for silences, which a node has as well. */
record SilenceRequests(Server server) {
    private static final String SILENCES = "api/v2/silences";
    private static final String SILENCE = "api/v2/silence/";

    /** Adds a silence from now on; returns its id. */
    String add(List<Matcher> matchers, Duration length, String createdBy, String comment)
            throws IOException, InterruptedException {
        Instant now = Instant.now();
        Map<String, Object> silence = new LinkedHashMap<>();
        silence.put("matchers", matchers.stream().map(SilenceRequests::plain).toList());
        silence.put("startsAt", now.toString());
        silence.put("endsAt", now.plus(length).toString());
        silence.put("createdBy", createdBy);
        silence.put("comment", comment);
        String body = new JsonMapper().writeValueAsString(silence);
        return server.call("POST", SILENCES, body).json().path("silenceID").asString("");
    }

    Server.Reply all() throws IOException, InterruptedException {
        return server.call("GET", SILENCES, "");
    }

    void expire(String id) throws IOException, InterruptedException {
        server.call("DELETE", SILENCE + Server.encoded(id), "");
    }

    private static Map<String, Object> plain(Matcher matcher) {
        return Map.of(
                "name",
                matcher.label(),
                "value",
                matcher.value(),
                "isRegex",
                matcher.op().isRegex(),
                "isEqual",
                matcher.op().isEqual());
    }

    /** Returns the conditions of a silence as they are written. */
    static String matchers(JsonNode silence) {
        return silence.path("matchers")
                .valueStream()
                .map(SilenceRequests::matcher)
                .collect(Collectors.joining(", "));
    }

    private static String matcher(JsonNode matcher) {
        Matcher.Op op = Matcher.Op.of(
                matcher.path("isEqual").asBoolean(true), matcher.path("isRegex").asBoolean(false));
        String value = matcher.path("value").asString("");
        return matcher.path("name").asString("")
                + op.symbol()
                + '"'
                + value.replace("\\", "\\\\").replace("\"", "\\\"")
                + '"';
    }
}
