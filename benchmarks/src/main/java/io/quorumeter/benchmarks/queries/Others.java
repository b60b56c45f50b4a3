package io.quorumeter.benchmarks.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Well-behaved clients: a scraper, one that asks for {@code /info}, and one that reads the stream. Keeps the longest wait of each. */
final class Others implements AutoCloseable {
    private static final long PAUSE_MILLIS = 50;
    private static final long FAILED = Duration.ofHours(1).toNanos();

    private final URI uri;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Long> longest = new ConcurrentHashMap<>();
    private final List<Thread> threads;
    private volatile boolean over;

    Others(URI uri) {
        this.uri = uri;
        threads = List.of(
                new Thread(() -> repeat("/metrics"), "scraper"),
                new Thread(() -> repeat("/info"), "info"),
                new Thread(this::stream, "stream"));
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Starts over. */
    void reset() {
        longest.clear();
    }

    double longestSeconds(String what) {
        return longest.getOrDefault(what, FAILED) / 1e9;
    }

    double longestSeconds() {
        return longest.values().stream().mapToLong(nanos -> nanos).max().orElse(FAILED) / 1e9;
    }

    /** The longest wait of each, as text. */
    String each() {
        return new TreeMap<>(longest)
                .entrySet().stream()
                        .map(one -> String.format(Locale.ROOT, "%s %.2f s", one.getKey(), one.getValue() / 1e9))
                        .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        over = true;
        threads.forEach(Thread::interrupt);
    }

    private void repeat(String path) {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(path)).build();
        try {
            while (!over) {
                long begun = System.nanoTime();
                boolean answered;
                try {
                    answered = client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                                    .statusCode()
                            == 200;
                } catch (IOException failed) {
                    answered = false;
                }
                waited(path, answered ? System.nanoTime() - begun : FAILED);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A wait is that from one tick to the next. */
    private void stream() {
        HttpRequest request = HttpRequest.newBuilder(
                        uri.resolve("/api/v1/stream?expr=hotstuff2_consensus_commit_age_seconds"))
                .build();
        try (InputStream body = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            long last = System.nanoTime();
            for (String line = lines.readLine(); line != null && !over; line = lines.readLine()) {
                if (line.startsWith("event: value") || line.startsWith("event:value")) {
                    waited("stream", System.nanoTime() - last);
                    last = System.nanoTime();
                }
            }
        } catch (IOException failed) {
            // below
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (!over) {
            waited("stream", FAILED);
        }
    }

    private void waited(String what, long nanos) {
        longest.merge(what, nanos, Math::max);
    }
}
