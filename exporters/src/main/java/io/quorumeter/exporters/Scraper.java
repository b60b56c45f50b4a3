package io.quorumeter.exporters;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.core.OpenMetricsText;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.spi.GuardedThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the answers to scrapes, on threads of its own so that one which takes too long is given up: its thread goes on alone, and while
 * all of them do, further scrapes are refused. Answers are made in memory that is used again. Each holds its whole text until the
 * client has read it; so there are only so many, and who comes then waits until one has been read.
 */
final class Scraper {
    private static final int ANSWERS = 8;
    private static final int KEPT_BODIES = 2;

    /** From a quarter of a millisecond to longer than anybody waits. */
    private static final Bounds DURATIONS = Bounds.doubling(0.000_25, 17);

    private static final Declaration<By<Result, Counter>> SCRAPES = Declaration.own(
                    "quorumeter_scrapes_total", "Exports, by how they ended")
            .counter()
            .level(MetricLevel.ESSENTIAL)
            .with("exporter")
            .by("result", Result.class);
    private static final Declaration<Timer> DURATION = Declaration.own(
                    "quorumeter_scrape_seconds", "Time to take a snapshot and write it")
            .timer()
            .level(MetricLevel.ESSENTIAL)
            .bounds(DURATIONS)
            .with("exporter");
    private static final Declaration<Gauge> SIZE = Declaration.own(
                    "quorumeter_exposition_bytes", "Size of the last export, before it was compressed")
            .gauge()
            .with("exporter");

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
    private final Semaphore answers = new Semaphore(ANSWERS);
    private final BlockingQueue<ScrapeBody> spare = new ArrayBlockingQueue<>(KEPT_BODIES);

    Scraper(MetricsCollector metrics, PrometheusText text) {
        this(metrics, text, DaemonThreads.pool("quorumeter-scrape", 0, ANSWERS, new SynchronousQueue<>()));
    }

    /** With as many threads at most as there are answers. */
    Scraper(MetricsCollector metrics, PrometheusText text, ThreadPoolExecutor threads) {
        this.metrics = metrics;
        this.text = text;
        this.openMetrics = text.openMetrics();
        this.threads = threads;
        String exporter = text.formatName();
        this.scrapes = SCRAPES.on(metrics, exporter);
        this.duration = DURATION.on(metrics, exporter);
        this.size = SIZE.on(metrics, exporter);
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
        long end = System.nanoTime() + limit.toNanos();
        try {
            if (!answers.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw noAnswer(Result.BUSY, "earlier answers have not been read yet", null);
            }
        } catch (InterruptedException closing) {
            throw closing(closing);
        }
        ScrapeBody body = null;
        try {
            body = produced(asOpenMetrics, gzip, end, limit);
            scrapes.of(Result.OK).increment();
            return body;
        } finally {
            if (body == null) { // for whatever reason
                answers.release();
            }
        }
    }

    private ScrapeBody produced(boolean asOpenMetrics, boolean gzip, long end, Duration limit) throws NoAnswer {
        CompletableFuture<ScrapeBody> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> produceFor(answer, asOpenMetrics, gzip));
        } catch (RejectedExecutionException allBusy) {
            throw noAnswer(Result.BUSY, "earlier scrapes have not ended yet", allBusy);
        }
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooLong) {
            answer.cancel(false);
            throw noAnswer(Result.TIMEOUT, "no snapshot within " + limit.toMillis() + " ms", tooLong);
        } catch (ExecutionException failed) {
            throw noAnswer(Result.ERROR, "the metrics could not be written", failed.getCause());
        } catch (InterruptedException closing) {
            answer.cancel(false);
            throw closing(closing);
        }
    }

    /** Whoever asked may have given up meanwhile. */
    private void produceFor(CompletableFuture<ScrapeBody> answer, boolean asOpenMetrics, boolean gzip) {
        Throwable failed = GuardedThread.call(() -> {
            ScrapeBody body = produce(asOpenMetrics, gzip);
            if (!answer.complete(body)) {
                keep(body);
            }
        });
        if (failed != null) {
            answer.completeExceptionally(failed);
        }
    }

    void giveBack(ScrapeBody body) {
        keep(body);
        answers.release();
    }

    private void keep(ScrapeBody body) {
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

    private NoAnswer closing(InterruptedException closing) {
        Thread.currentThread().interrupt();
        return noAnswer(Result.ERROR, "the endpoint is closing", closing);
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
        } catch (Throwable failed) {
            body.release();
            throw failed;
        }
    }
}
