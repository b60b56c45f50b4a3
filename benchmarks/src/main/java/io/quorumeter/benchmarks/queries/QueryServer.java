package io.quorumeter.benchmarks.queries;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a server that has Prometheus' API. */
final class QueryServer {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;

    QueryServer(URI uri) {
        this.uri = uri;
    }

    /** Returns the body of the answer, be it an error or not. */
    byte[] ask(Asked asked) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/api/v1/" + asked.path()))
                .timeout(LONGEST)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(asked.form()))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    Outcome outcome(Asked asked) throws IOException, InterruptedException {
        return Outcome.parse(ask(asked));
    }
}
