package io.quorumeter.exporters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.export.MetricsExporter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A running scrape endpoint: {@code /metrics} and nothing else, on the JDK's HTTP server and a few daemon threads. Safe from any
 * thread.
 */
public final class ScrapeEndpoint implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WAITING = 64;

    static {
        // The JDK's server has no other way to be told how long a request and its answer may take, and without it a few
        // clients that
        // never finish their request line hold all threads. Whoever set them before keeps them.
        limitSeconds("sun.net.httpserver.maxReqTime", 5);
        limitSeconds("sun.net.httpserver.maxRspTime", 30);
    }

    /** How a scrape ended. */
    enum Result {
        OK,
        ERROR,
        TIMEOUT,
        BUSY
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final MetricsCollector metrics;
    private final MetricsExporter format;
    private final By<Result, Counter> scrapes;
    private final Timer duration;

    private ScrapeEndpoint(
            HttpServer server, ThreadPoolExecutor threads, MetricsCollector metrics, MetricsExporter format) {
        this.server = server;
        this.threads = threads;
        this.metrics = metrics;
        this.format = format;
        this.scrapes = metrics.counter("quorumeter_scrapes_total")
                .help("Exports, by how they ended")
                .level(MetricLevel.ESSENTIAL)
                .with("exporter", format.formatName())
                .by("result", Result.class)
                .create();
        this.duration = metrics.timer("quorumeter_scrape_seconds")
                .help("Time to take a snapshot and write it")
                .level(MetricLevel.ESSENTIAL)
                .with("exporter", format.formatName())
                .create();
    }

    static ScrapeEndpoint start(InetSocketAddress address, MetricsCollector metrics, MetricsExporter format)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address, WAITING);
        } catch (BindException taken) {
            BindException named = new BindException("cannot listen on " + address.getHostString() + ":"
                    + address.getPort() + ": " + taken.getMessage());
            named.initCause(taken);
            throw named;
        }
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "quorumeter-scrape");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        ScrapeEndpoint endpoint = new ScrapeEndpoint(server, threads, metrics, format);
        threads.setRejectedExecutionHandler((work, full) -> {
            endpoint.scrapes.of(Result.BUSY).increment();
            throw new RejectedExecutionException("all scrape threads are busy");
        });
        server.setExecutor(threads);
        server.createContext("/", endpoint::serve);
        startAsDaemon(server);
        return endpoint;
    }

    /** The server's own thread is a daemon only if the thread that starts it is one. */
    private static void startAsDaemon(HttpServer server) {
        Thread starter = new Thread(server::start, "quorumeter-scrape-start");
        starter.setDaemon(true);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Where to scrape. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port() + "/metrics");
    }

    /** Stops at once and frees the port; a scrape in progress is cut off. Closing again does nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (!"/metrics".equals(exchange.getRequestURI().getPath())) {
                refuse(exchange, 404, "nothing here; metrics are at /metrics\n");
            } else if (!head && !exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                refuse(exchange, 405, "only GET and HEAD\n");
            } else {
                scrape(exchange, head);
            }
        }
    }

    private void scrape(HttpExchange exchange, boolean head) throws IOException {
        byte[] body = produce();
        exchange.getResponseHeaders().set("Content-Type", format.contentType());
        exchange.sendResponseHeaders(200, head ? -1 : body.length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** Counted as soon as it is made, so that whoever got an answer finds it counted; a client that hangs up is no error of ours. */
    private byte[] produce() {
        Result result = Result.ERROR;
        try {
            byte[] body = duration.time(() -> format.export(metrics.snapshot()));
            result = Result.OK;
            return body;
        } finally {
            scrapes.of(result).increment();
        }
    }

    private static void limitSeconds(String property, int seconds) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(seconds));
        }
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        byte[] body = why.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
