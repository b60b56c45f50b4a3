package io.quorumeter.exporters;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.core.OpenMetricsText;
import io.quorumeter.core.PrometheusText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the answers to scrapes, on threads of its own so that one which takes too long is given up: its thread goes on alone, and while
 * all of them do, further scrapes are refused. Answers are made in memory that is used again.
 */
final class Scraper {
    private static final int THREADS = 4;
    private static final int KEPT_BODIES = 2;

    /** How a scrape ended. */
    enum Result {
        OK,
        ERROR,
        TIMEOUT,
        BUSY
    }

    /** Why there is no answer. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1;

        private final Result result;

        NoAnswer(Result result, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.result = result;
        }

        boolean isTemporary() {
            return result != Result.ERROR;
        }
    }

    private final MetricsCollector metrics;
    private final PrometheusText text;
    private final OpenMetricsText openMetrics;
    private final By<Result, Counter> scrapes;
    private final Timer duration;
    private final Gauge size;
    private final ThreadPoolExecutor threads;
    private final BlockingQueue<ScrapeBody> spare = new ArrayBlockingQueue<>(KEPT_BODIES);

    Scraper(MetricsCollector metrics, PrometheusText text) {
        this.metrics = metrics;
        this.text = text;
        this.openMetrics = text.openMetrics();
        this.threads = DaemonThreads.pool("quorumeter-scrape", 0, THREADS, new SynchronousQueue<>());
        String exporter = text.formatName();
        this.scrapes = metrics.counter("quorumeter_scrapes_total")
                .help("Exports, by how they ended")
                .level(MetricLevel.ESSENTIAL)
                .with("exporter", exporter)
                .by("result", Result.class)
                .create();
        this.duration = metrics.timer("quorumeter_scrape_seconds")
                .help("Time to take a snapshot and write it")
                .level(MetricLevel.ESSENTIAL)
                .with("exporter", exporter)
                .create();
        this.size = metrics.gauge("quorumeter_exposition_bytes")
                .help("Size of the last export, before it was compressed")
                .with("exporter", exporter)
                .create();
    }

    String contentType(boolean asOpenMetrics) {
        return asOpenMetrics ? openMetrics.contentType() : text.contentType();
    }

    /** Counts a scrape that found no thread to ask for it. */
    void refused() {
        scrapes.of(Result.BUSY).increment();
    }

    /** An answer, to be given back. Counted as soon as it is made, so that whoever got it finds it counted. */
    ScrapeBody scrape(boolean asOpenMetrics, boolean gzip, Duration limit) throws NoAnswer {
        Future<ScrapeBody> answer;
        try {
            answer = threads.submit(() -> produce(asOpenMetrics, gzip));
        } catch (RejectedExecutionException allBusy) {
            throw noAnswer(Result.BUSY, "earlier scrapes have not ended yet", allBusy);
        }
        try {
            ScrapeBody body = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            scrapes.of(Result.OK).increment();
            return body;
        } catch (TimeoutException tooLong) {
            throw noAnswer(Result.TIMEOUT, "no snapshot within " + limit.toMillis() + " ms", tooLong);
        } catch (ExecutionException failed) {
            throw noAnswer(Result.ERROR, "the metrics could not be written", failed.getCause());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw noAnswer(Result.ERROR, "the endpoint is closing", closing);
        }
    }

    void giveBack(ScrapeBody body) {
        if (threads.isShutdown() || !body.isWorthKeeping() || !spare.offer(body)) {
            body.release();
        }
    }

    void close() {
        threads.shutdownNow();
        for (ScrapeBody body = spare.poll(); body != null; body = spare.poll()) {
            body.release();
        }
    }

    private NoAnswer noAnswer(Result result, String why, @Nullable Throwable cause) {
        scrapes.of(result).increment();
        return new NoAnswer(result, why, cause);
    }

    private ScrapeBody produce(boolean asOpenMetrics, boolean gzip) {
        ScrapeBody kept = spare.poll();
        ScrapeBody body = kept == null ? new ScrapeBody() : kept;
        try {
            return duration.time(() -> {
                metrics.read(snapshot ->
                        asOpenMetrics ? openMetrics.write(snapshot, body.begin()) : text.write(snapshot, body.begin()));
                if (gzip) {
                    body.compress();
                }
                size.set((long) body.textSize());
                return body;
            });
        } catch (IOException impossible) {
            body.release();
            throw new UncheckedIOException(impossible);
        } catch (RuntimeException failed) {
            body.release();
            throw failed;
        }
    }
}
