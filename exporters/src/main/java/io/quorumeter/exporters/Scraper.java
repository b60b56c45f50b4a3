package io.quorumeter.exporters;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.core.OpenMetricsText;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.TextBuffer;
import io.quorumeter.exporters.http.HttpExchange;
import io.quorumeter.exporters.http.HttpHandler;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.GuardedThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the answers to scrapes, on threads of its own so that one which takes too long is given up: its thread goes on alone, and while
 * all of them do, further scrapes are refused. Answers are made in memory that is used again. Each holds its whole text until the
 * client has read it; so there are only so many, and later scrapes wait, without a thread, until one has been read.
 */
final class Scraper implements HttpHandler {
    private static final int ANSWERS = 8;
    private static final int WAITING = 256;
    private static final int KEPT_BODIES = 2;
    private static final int IDLE_SECONDS = 30;

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

        int status() {
            return result == Result.ERROR ? 500 : 503;
        }
    }

    /** A scrape under way: it waits for its turn, and then until it is made. */
    private static final class Ask extends CompletableFuture<ScrapeBody> {
        private final ScrapeQuery query;
        private boolean hasBegun; // guarded by waiting

        Ask(ScrapeQuery query) {
            this.query = query;
        }
    }

    private final Sources sources;
    private final PrometheusText text;
    private final OpenMetricsText openMetrics;
    private final Duration limit;
    private final By<Result, Counter> scrapes;
    private final Timer duration;
    private final Gauge size;
    private final ThreadPoolExecutor threads;
    private final Queue<Ask> waiting = new ArrayDeque<>(); // guarded by itself
    private final BlockingQueue<ScrapeBody> spare = new ArrayBlockingQueue<>(KEPT_BODIES);
    private int free = ANSWERS; // guarded by waiting

    /** Scrapes that are being made, those included that were given up. */
    private final AtomicInteger running = new AtomicInteger();

    Scraper(Sources sources, PrometheusText text, Duration limit) {
        this(sources, text, limit, newThreads());
    }

    /** With as many threads at most as there are answers. */
    Scraper(Sources sources, PrometheusText text, Duration limit, ThreadPoolExecutor threads) {
        this.sources = sources;
        this.text = text;
        this.openMetrics = text.openMetrics();
        this.limit = limit;
        this.threads = threads;
        MetricsCollector first = sources.collectors().get(0);
        String exporter = text.formatName();
        this.scrapes = SCRAPES.on(first, exporter);
        this.duration = DURATION.on(first, exporter);
        this.size = SIZE.on(first, exporter);
    }

    /** Threads that keep no program from ending, and end themselves when there is nothing to do. */
    private static ThreadPoolExecutor newThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                ANSWERS,
                ANSWERS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> new GuardedThread("quorumeter-scrape", work));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public void handle(HttpExchange exchange) {
        ScrapeQuery query = ScrapeQuery.of(exchange::header, Set.copyOf(exchange.parameters(ScrapeQuery.NAMES)), limit);
        CompletableFuture<Void> unused = scrape(query).handle((body, failed) -> {
            if (body == null) {
                NoAnswer none = noAnswer(failed);
                exchange.respond(none.status(), String.valueOf(none.getMessage()));
            } else {
                exchange.respond(200, headers(query), body.toByteBuffer(), () -> giveBack(body));
            }
            return null;
        });
    }

    /** Answers a request of a server of the node's, whose thread waits. */
    ScrapeAnswer respond(ScrapeQuery query) {
        try {
            ScrapeBody body = scrape(query).join();
            byte[] bytes = new byte[body.toByteBuffer().remaining()];
            body.toByteBuffer().get(bytes);
            giveBack(body);
            return new ScrapeAnswer(200, headers(query), bytes);
        } catch (CompletionException failed) {
            NoAnswer none = noAnswer(failed);
            byte[] line = (none.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
            return new ScrapeAnswer(none.status(), Map.of("Content-Type", "text/plain; charset=utf-8"), line);
        }
    }

    private Map<String, String> headers(ScrapeQuery query) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", query.isOpenMetrics() ? openMetrics.contentType() : text.contentType());
        headers.put("Vary", "Accept, Accept-Encoding");
        if (query.isGzip()) {
            headers.put("Content-Encoding", "gzip");
        }
        return headers;
    }

    private static NoAnswer noAnswer(@Nullable Throwable failed) {
        return failed != null && failed.getCause() instanceof NoAnswer none
                ? none
                : new NoAnswer(Result.ERROR, "the metrics could not be written", failed);
    }

    /** An answer, to be given back, or {@link NoAnswer}. Counted as soon as it is made, so that a client that got it finds it counted. */
    CompletableFuture<ScrapeBody> scrape(ScrapeQuery query) {
        Ask ask = new Ask(query);
        CompletableFuture<ScrapeBody> answer = ask.handle((body, failed) -> {
            if (failed != null) {
                throw new CompletionException(givenUp(ask, failed));
            }
            scrapes.of(Result.OK).increment();
            return body;
        });
        boolean isNext;
        boolean isWaiting;
        synchronized (waiting) {
            isNext = free > 0;
            free -= isNext ? 1 : 0;
            ask.hasBegun = isNext;
            isWaiting = !isNext && waiting.size() < WAITING && waiting.add(ask);
        }
        CompletableFuture<ScrapeBody> same = ask.orTimeout(query.limit().toNanos(), TimeUnit.NANOSECONDS);
        if (isNext) {
            begin(ask);
        } else if (!isWaiting) {
            same.completeExceptionally(new RejectedExecutionException());
        }
        return answer;
    }

    private NoAnswer givenUp(Ask ask, Throwable failed) {
        boolean hadBegun;
        synchronized (waiting) {
            hadBegun = ask.hasBegun;
            waiting.remove(ask);
        }
        NoAnswer none = why(ask.query, hadBegun, failed);
        scrapes.of(none.result).increment();
        if (hadBegun) {
            nextAnswer();
        }
        return none;
    }

    private static NoAnswer why(ScrapeQuery query, boolean hadBegun, Throwable failed) {
        if (!hadBegun) {
            return new NoAnswer(Result.BUSY, "earlier answers have not been read yet", failed);
        }
        if (failed instanceof RejectedExecutionException) {
            return new NoAnswer(Result.BUSY, "earlier scrapes have not ended yet", failed);
        }
        if (failed instanceof TimeoutException) {
            return new NoAnswer(
                    Result.TIMEOUT, "no snapshot within " + query.limit().toMillis() + " ms", failed);
        }
        boolean isConflict = failed instanceof MetricDeclarationException;
        String message = isConflict ? failed.getMessage() : "the metrics could not be written";
        return new NoAnswer(Result.ERROR, String.valueOf(message), failed);
    }

    private void begin(Ask ask) {
        if (running.incrementAndGet() > ANSWERS) {
            running.decrementAndGet();
            ask.completeExceptionally(new RejectedExecutionException());
            return;
        }
        try {
            threads.execute(() -> produceFor(ask));
        } catch (RejectedExecutionException | Error noThread) {
            running.decrementAndGet();
            ask.completeExceptionally(noThread);
        }
    }

    /** The scrape may have been given up meanwhile. */
    private void produceFor(Ask ask) {
        Throwable failed = GuardedThread.call(() -> {
            ScrapeBody body;
            try {
                body = produce(ask.query);
            } finally {
                running.decrementAndGet();
            }
            if (!ask.complete(body)) {
                keep(body);
            }
        });
        if (failed != null) {
            ask.completeExceptionally(failed);
        }
    }

    void giveBack(ScrapeBody body) {
        keep(body);
        nextAnswer();
    }

    /** Gives the place of an answer to the next scrape that still waits. */
    private void nextAnswer() {
        Ask next;
        synchronized (waiting) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
            next.hasBegun = true;
        }
        begin(next);
    }

    private void keep(ScrapeBody body) {
        if (threads.isShutdown() || !body.isWorthKeeping() || !spare.offer(body)) {
            body.release();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        for (ScrapeBody body = spare.poll(); body != null; body = spare.poll()) {
            body.release();
        }
    }

    private ScrapeBody produce(ScrapeQuery query) {
        ScrapeBody kept = spare.poll();
        ScrapeBody body = kept == null ? new ScrapeBody() : kept;
        try {
            return duration.time(() -> {
                sources.read(page -> write(page, query, body.begin()));
                if (query.isGzip()) {
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

    private void write(List<MetricsSnapshot> page, ScrapeQuery query, TextBuffer to) {
        TextBuffer unused = query.isOpenMetrics()
                ? openMetrics.write(page, query.names(), to)
                : text.write(page, query.names(), to);
    }
}
