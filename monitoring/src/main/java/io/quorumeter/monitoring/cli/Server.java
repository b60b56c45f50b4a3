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

/** A server with Prometheus' HTTP API. */
record Server(URI url, @Nullable String token, Duration timeout) {
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
        String root = url.toString().replaceFirst("/metrics/?$", "/");
        URI target = URI.create((root.endsWith("/") ? root : root + "/") + "api/v1/" + endpoint);
        String body = form.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(target).timeout(timeout);
        } catch (IllegalArgumentException noAddress) {
            throw new IOException(url + " is no address of a server: " + noAddress.getMessage(), noAddress);
        }
        request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return read(target, send(request.build()));
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

    private static Reply read(URI target, HttpResponse<String> answer) throws IOException {
        JsonNode json;
        try {
            json = new JsonMapper().readTree(answer.body());
        } catch (JacksonException noJson) {
            throw new IOException(
                    target + " answered with status " + answer.statusCode() + ": " + firstLine(answer.body()), noJson);
        }
        if (!json.path("status").asString("").equals("success")) {
            throw new IOException(json.path("error").asString("status " + answer.statusCode()));
        }
        return new Reply(answer.body(), json);
    }

    private static String firstLine(String body) {
        return body.lines().findFirst().orElse("without a word");
    }
}
