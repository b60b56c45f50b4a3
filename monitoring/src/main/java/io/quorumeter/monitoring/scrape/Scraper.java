package io.quorumeter.monitoring.scrape;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads one node's metrics again and again, one answer at a time. Thread-safe. */
final class Scraper {
    static final int MOST_SAMPLES = 200_000;
    static final int MOST_BYTES = 64 << 20;

    private static final double NANOS = 1e9;

    private final ScrapeTarget target;
    private final HttpClient client;
    private final Executor readers;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final TextReader reader;
    private final AtomicBoolean isAsking = new AtomicBoolean();
    private volatile @Nullable Scrape last;

    /**
     * What came of an attempt.
     *
     * @param at when it began
     * @param took how long it took
     * @param samples what was read; none when it failed
     * @param error why it failed; empty when it did not
     */
    record Scrape(Instant at, Duration took, List<TextReader.Sample> samples, String error) {}

    Scraper(ScrapeTarget target, HttpClient client, Executor readers, InstantSource clock, LongSupplier nanoTime) {
        this.target = target;
        this.client = client;
        this.readers = readers;
        this.clock = clock;
        this.nanoTime = nanoTime;
        reader = new TextReader(MOST_SAMPLES, this::labelled);
    }

    ScrapeTarget target() {
        return target;
    }

    /** Returns what came of the last attempt; null before the first has ended. */
    @Nullable
    Scrape last() {
        return last;
    }

    /** Asks, unless the last question is not answered yet. */
    void ask() {
        if (isAsking.compareAndSet(false, true)) {
            Instant at = clock.instant();
            long begun = nanoTime.getAsLong();
            HttpRequest request = HttpRequest.newBuilder(target.uri())
                    .timeout(target.timeout())
                    .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5")
                    .header("Accept-Encoding", "gzip")
                    .build();
            CompletableFuture<HttpResponse<byte[]>> asked =
                    client.sendAsync(request, answer -> new LimitedBody(MOST_BYTES));
            CompletableFuture<?> unused = asked.copy()
                    .orTimeout(target.timeout().toNanos(), TimeUnit.NANOSECONDS) // of the whole page
                    .thenApplyAsync(this::read, readers)
                    .whenComplete((samples, failed) -> {
                        asked.cancel(true);
                        Duration took = Duration.ofNanos(nanoTime.getAsLong() - begun);
                        last = failed == null
                                ? new Scrape(at, took, samples, "")
                                : new Scrape(at, took, List.of(), reason(failed));
                        isAsking.set(false);
                    });
        }
    }

    private List<TextReader.Sample> read(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalArgumentException("it answered with status " + answer.statusCode());
        }
        boolean isZipped = answer.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equals)
                .isPresent();
        byte[] page = isZipped ? unzipped(answer.body()) : answer.body();
        return reader.read(new String(page, StandardCharsets.UTF_8));
    }

    private static byte[] unzipped(byte[] zipped) {
        try (InputStream page = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            byte[] bytes = page.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException("its page has more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException broken) {
            throw new IllegalArgumentException(
                    "its page is not zipped as it should be: " + broken.getMessage(), broken);
        }
    }

    private String reason(Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return "it did not answer within " + target.timeout().toMillis() + " ms";
        } else if (cause instanceof ConnectException) {
            return "nothing answers there";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Adds the labels of the target where a series has none of the name. */
    private Labels labelled(Labels series) {
        Map<String, String> all = new HashMap<>(target.labels());
        all.putAll(series.toMap());
        return Labels.of(all);
    }

    /** Adds the samples that belong to a moment: what was read lately, and whether the target answers. */
    void addTo(List<Value.Sample> samples, long unixMillis) {
        Scrape newest = last;
        if (newest == null) {
            return;
        }
        newest.samples.forEach(one -> samples.add(new Value.Sample(one.labels(), unixMillis, one.value())));
        samples.add(own("up", unixMillis, newest.error.isEmpty() ? 1 : 0));
        samples.add(own("scrape_duration_seconds", unixMillis, newest.took.toNanos() / NANOS));
        samples.add(own("scrape_samples_scraped", unixMillis, newest.samples.size()));
    }

    private Value.Sample own(String name, long unixMillis, double value) {
        Map<String, String> labels = new HashMap<>(target.labels());
        labels.put(Labels.NAME, name);
        return new Value.Sample(Labels.of(labels), unixMillis, value);
    }
}
