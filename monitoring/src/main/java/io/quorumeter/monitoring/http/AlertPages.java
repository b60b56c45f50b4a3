package io.quorumeter.monitoring.http;

import io.quorumeter.LabelValue;
import io.quorumeter.alerting.alert.Acknowledgement;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.route.MatcherText;
import io.quorumeter.alerting.route.Silence;
import io.quorumeter.exporters.http.HttpAccess;
import io.quorumeter.exporters.http.HttpExchange;
import io.quorumeter.exporters.http.HttpHandler;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Matcher.Op;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people change of alerts: silences, as Alertmanager's API has them below {@code /api/v2/}, and {@code /api/v1/acknowledge}. Changes
 * need a token, reading none of its own.
 */
public final class AlertPages {
    private static final String SILENCES = "/api/v2/silences";
    private static final String SILENCE = "/api/v2/silence/";
    private static final String ACKNOWLEDGE = "/api/v1/acknowledge";
    private static final int LONGEST_BODY = 1 << 16;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final AlertManager alerts;
    private final Optional<HttpAccess> changes;

    /** Answers a request. */
    @FunctionalInterface
    private interface Page {
        void answer(HttpExchange exchange) throws Refused;
    }

    /** Says why a request is not served. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status, @Nullable String why) {
            super(why);
            this.status = status;
        }
    }

    /**
     * Creates the pages.
     *
     * @param alerts what is asked and changed
     * @param changes has the token of those who may change something; empty if nothing can be changed
     */
    public AlertPages(AlertManager alerts, Optional<HttpAccess> changes) {
        this.alerts = alerts;
        this.changes = changes;
    }

    /** {@return the pages by where they are mounted} */
    public Map<String, HttpHandler> handlers() {
        return Map.of(
                SILENCES,
                new Resource(Set.of("GET", "HEAD", "POST"), this::silences),
                SILENCE,
                new Resource(Set.of("GET", "HEAD", "DELETE"), this::silence),
                ACKNOWLEDGE,
                new Resource(Set.of("POST"), this::acknowledge));
    }

    private record Resource(Set<String> methods, Page page) implements HttpHandler {
        @Override
        public boolean takesJson() {
            return true;
        }

        @Override
        public void handle(HttpExchange exchange) {
            try {
                page.answer(exchange);
            } catch (Refused refused) {
                byte[] why = MAPPER.writeValueAsBytes(String.valueOf(refused.getMessage()));
                exchange.respond(refused.status, PrometheusJson.TYPE, why);
            }
        }
    }

    private void checkChange(HttpExchange exchange) throws Refused {
        if (changes.isEmpty()) {
            throw new Refused(
                    403,
                    "nothing can be changed over HTTP: the alert manager has no data folder with a token, and no token"
                            + " is set; say data(folder), or changes(…) of the monitoring system");
        }
        if (!changes.get().allowsToken(exchange.header("Authorization"))) {
            String where = alerts.tokenFile().map(file -> "; it is in " + file).orElse("");
            throw new Refused(403, "changes need Authorization: Bearer and the token" + where);
        }
    }

    private void silences(HttpExchange exchange) throws Refused {
        if (exchange.method().equals("POST")) {
            set(exchange);
            return;
        }
        List<Matcher> filters = new ArrayList<>();
        for (String filter : exchange.parameters("filter")) {
            try {
                filters.addAll(MatcherText.parse(filter));
            } catch (RuntimeException wrong) {
                throw new Refused(400, "bad filter: " + wrong.getMessage());
            }
        }
        byte[] body = PrometheusJson.array(json -> all().stream()
                .filter(silence -> filters.stream().allMatch(filter -> isMet(filter, silence)))
                .forEach(silence -> {
                    json.writeStartObject();
                    members(silence, json);
                    json.writeEndObject();
                }));
        exchange.respond(200, PrometheusJson.TYPE, body);
    }

    /** Returns whether a silence has a matcher for the label of a filter, with a value that meets it. */
    private static boolean isMet(Matcher filter, Silence silence) {
        return filter.matches(silence.matchers().stream()
                .filter(matcher -> matcher.label().equals(filter.label()))
                .map(Matcher::value)
                .findFirst()
                .orElse(""));
    }

    private void set(HttpExchange exchange) throws Refused {
        checkChange(exchange);
        JsonNode json = body(exchange);
        String id;
        try {
            id = alerts.silences().set(silence(json)).id();
        } catch (IllegalArgumentException | IllegalStateException | DateTimeException wrong) {
            boolean isUnknown = !json.path("id").asString("").isEmpty()
                    && String.valueOf(wrong.getMessage()).startsWith("there is no silence");
            throw new Refused(isUnknown ? 404 : 400, wrong.getMessage());
        }
        respond(exchange, json2 -> json2.writeStringProperty("silenceID", id));
    }

    private static void respond(HttpExchange exchange, Consumer<JsonGenerator> members) {
        exchange.respond(200, PrometheusJson.TYPE, PrometheusJson.write(members));
    }

    private static JsonNode body(HttpExchange exchange) throws Refused {
        if (exchange.body().length() > LONGEST_BODY) {
            throw new Refused(413, "the body has more than " + LONGEST_BODY + " characters");
        }
        try {
            JsonNode json = MAPPER.readTree(exchange.body());
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException wrong) {
            throw new Refused(400, "the body is no JSON: " + wrong.getOriginalMessage());
        }
        throw new Refused(400, "the body must be a JSON object");
    }

    private static Silence silence(JsonNode json) {
        List<Matcher> matchers = new ArrayList<>();
        for (JsonNode one : json.path("matchers")) {
            Op op = Op.of(
                    one.path("isEqual").asBoolean(true), one.path("isRegex").asBoolean(false));
            matchers.add(MatcherText.matcher(text(one, "name"), op, text(one, "value")));
        }
        return new Silence(
                json.path("id").asString(""),
                matchers,
                time(json, "startsAt"),
                time(json, "endsAt"),
                json.path("createdBy").asString(""),
                json.path("comment").asString(""));
    }

    private static String text(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isString()) {
            throw new IllegalArgumentException("a matcher needs a text as its " + member);
        }
        return value.stringValue();
    }

    private static Instant time(JsonNode json, String member) {
        try {
            return OffsetDateTime.parse(json.path(member).asString("")).toInstant();
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    member + ": needs a time such as 2026-12-01T12:00:00Z, not '"
                            + json.path(member).asString("") + "'",
                    wrong);
        }
    }

    private void silence(HttpExchange exchange) throws Refused {
        String id = exchange.path().substring(SILENCE.length());
        boolean isChange = exchange.method().equals("DELETE");
        if (isChange) {
            checkChange(exchange);
        }
        Silence found = all().stream()
                .filter(silence -> silence.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refused(404, "there is no silence with the id '" + id + "'"));
        if (isChange) {
            alerts.silences().expire(id);
            respond(exchange, json -> {});
        } else {
            respond(exchange, json -> members(found, json));
        }
    }

    private List<Silence> all() {
        return alerts.isRouted() ? alerts.silences().all() : List.of();
    }

    private void members(Silence silence, JsonGenerator json) {
        json.writeStringProperty("id", silence.id());
        json.writeObjectPropertyStart("status");
        json.writeStringProperty("state", LabelValue.of(alerts.silences().state(silence)));
        json.writeEndObject();
        json.writeStringProperty("updatedAt", silence.startsAt().toString());
        json.writeArrayPropertyStart("matchers");
        for (Matcher matcher : silence.matchers()) {
            json.writeStartObject();
            json.writeStringProperty("name", matcher.label());
            json.writeStringProperty("value", matcher.value());
            json.writeBooleanProperty("isRegex", matcher.op().isRegex());
            json.writeBooleanProperty("isEqual", matcher.op().isEqual());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("startsAt", silence.startsAt().toString());
        json.writeStringProperty("endsAt", silence.endsAt().toString());
        json.writeStringProperty("createdBy", silence.createdBy());
        json.writeStringProperty("comment", silence.comment());
    }

    private void acknowledge(HttpExchange exchange) throws Refused {
        checkChange(exchange);
        String id = body(exchange).path("id").asString("");
        Acknowledgement became = alerts.acknowledge(id);
        if (became == Acknowledgement.UNKNOWN) {
            throw new Refused(404, "no alert with the id '" + id + "' fires");
        }
        respond(exchange, json -> {
            json.writeStringProperty("status", "success");
            json.writeObjectPropertyStart("data");
            json.writeStringProperty("result", LabelValue.of(became));
            json.writeEndObject();
        });
    }
}
