package io.quorumeter.monitoring.cli;

import io.quorumeter.promql.ast.Durations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A server with Prometheus' HTTP API. */
record Server(URI url, @Nullable String token, Duration timeout) {
    private static final int OK = 200;

    /**
     * An answer.
     *
     * @param text as it came
     * @param json what it says
     */
    record Reply(String text, JsonNode json) {}

    /**
     * Asks an endpoint of the API.
     *
     * @return the answer
     * @throws IOException when there is none, saying why and where
     */
    Reply ask(String endpoint, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = request("api/v1/" + endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        HttpResponse<String> answer = send(request.build());
        JsonNode json = json(answer);
        if (!json.path("status").asString("").equals("success")) {
            throw new IOException(json.path("error").asString("status " + answer.statusCode()));
        }
        return new Reply(answer.body(), json);
    }

    /** Returns the report of a node's health, whatever its status. */
    String health() throws IOException, InterruptedException {
        return send(request("health").GET().build()).body();
    }

    /**
     * Calls Alertmanager's API.
     *
     * @param path below the root of the server
     * @param body JSON, or empty
     * @return the answer
     * @throws IOException when it is not done, saying why and where
     */
    Reply call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() != OK) {
            throw new IOException(
                    answer.uri() + " answered with status " + answer.statusCode() + ": " + firstLine(answer.body()));
        }
        return new Reply(answer.body(), answer.body().isBlank() ? JsonNodeFactory.instance.nullNode() : json(answer));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) throws IOException {
        String root = url.toString().replaceFirst("/metrics/?$", "/");
        URI target = URI.create((root.endsWith("/") ? root : root + "/") + path);
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(target).timeout(timeout);
        } catch (IllegalArgumentException noAddress) {
            throw new IOException(url + " is no address of a server: " + noAddress.getMessage(), noAddress);
        }
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (ConnectException refused) {
            if (refused.getCause() instanceof UnresolvedAddressException) {
                throw new IOException("the name of " + url + " is not known", refused);
            }
            throw new IOException(
                    "nothing answers at " + url + ": is the node running, and is that its port?", refused);
        } catch (HttpTimeoutException late) {
            throw new IOException(
                    url + " did not answer within " + Durations.print(timeout.toMillis()) + " (--timeout)", late);
        } catch (SSLException broken) {
            throw new IOException(url + " does not speak TLS as it should: " + broken.getMessage(), broken);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        try {
            return new JsonMapper().readTree(answer.body());
        } catch (JacksonException noJson) {
            throw new IOException(
                    answer.uri() + " answered with status " + answer.statusCode() + ": " + firstLine(answer.body()),
                    noJson);
        }
    }

    private static String firstLine(String body) {
        return body.lines().findFirst().orElse("without a word");
    }
}
