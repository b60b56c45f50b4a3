package io.quorumeter.benchmarks.alerts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How long a server's rules take, by its own answer to {@code /api/v1/rules}. */
final class RuleTimes {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest rules;
    private double millis;
    private int looks;

    RuleTimes(URI server) {
        this.rules = HttpRequest.newBuilder(server.resolve("/api/v1/rules")).build();
    }

    /** Adds the last evaluation of each group; one that is evaluated less often than each second counts for its share. */
    void look() throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(
                client.send(rules, HttpResponse.BodyHandlers.ofByteArray()).body());
        for (JsonNode group : answer.path("data").path("groups")) {
            double interval = Math.max(group.path("interval").asDouble(), 1);
            millis += 1_000 * group.path("evaluationTime").asDouble() / interval;
        }
        looks++;
    }

    /** The mean of the looks so far, in milliseconds a second. */
    double mean() {
        return millis / looks;
    }
}
