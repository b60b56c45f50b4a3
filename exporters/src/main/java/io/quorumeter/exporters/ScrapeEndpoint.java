package io.quorumeter.exporters;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quorumeter.spi.GuardedThread;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A running scrape endpoint: {@code /metrics} and nothing else, on the JDK's HTTP server and a few daemon threads. It answers in
 * OpenMetrics when asked to ({@code Accept}), else in Prometheus' text format, and compressed when asked to ({@code Accept-Encoding}).
 * Safe from any thread.
 *
 * <p>A client has 5 s to send its request and 10 s to read the answer, or its connection is closed; at most eight answers are under way
 * at once, and what they take in memory is bounded by that. The JDK's server has these times for all servers of a process
 * ({@code sun.net.httpserver.maxReqTime} and {@code maxRspTime}, in seconds): they are set before the first endpoint starts, unless the
 * program set them. That keeps a few slow clients off, not an attacker: leave the endpoint on the loopback interface or in a network of
 * your own, because anybody who reaches it can read all metrics.
 */
public final class ScrapeEndpoint implements AutoCloseable {
    /** Many, because a client that sends its request slowly holds one until its time is over; they end when idle. */
    private static final int THREADS = 64;

    private static final int WAITING = 64;

    private static final int FIRST_FREE_PORT = 1024;

    /** What Prometheus says of how long it waits. */
    private static final String TIMEOUT_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

    static {
        // The JDK's server has no other way to be told how long a request and its answer may take. Without it clients
        // that
        // never finish their request line, or never read the answer, hold all threads.
        limitSeconds("sun.net.httpserver.maxReqTime", 5);
        limitSeconds("sun.net.httpserver.maxRspTime", 10);
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Scraper scraper;
    private final Duration limit;
    private volatile boolean isClosed;

    private ScrapeEndpoint(HttpServer server, ThreadPoolExecutor threads, Scraper scraper, Duration limit) {
        this.server = server;
        this.threads = threads;
        this.scraper = scraper;
        this.limit = limit;
    }

    /** Whether it was closed. */
    boolean isClosed() {
        return isClosed;
    }

    static ScrapeEndpoint start(InetSocketAddress address, Scraper scraper, Duration limit) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address, WAITING);
        } catch (BindException taken) {
            BindException named = new BindException("cannot listen on " + address.getHostString() + ":"
                    + address.getPort() + ": " + taken.getMessage() + "; "
                    + remedy(address, String.valueOf(taken.getMessage())));
            named.initCause(taken);
            throw named;
        }
        ThreadPoolExecutor threads =
                DaemonThreads.pool("quorumeter-serve", THREADS, THREADS, new ArrayBlockingQueue<>(WAITING));
        threads.setRejectedExecutionHandler((work, full) -> {
            scraper.refused();
            throw new RejectedExecutionException("all scrape threads are busy");
        });
        ScrapeEndpoint endpoint = new ScrapeEndpoint(server, threads, scraper, limit);
        server.setExecutor(threads);
        server.createContext("/", endpoint::serve);
        startAsDaemon(server);
        return endpoint;
    }

    /** What to do when an address cannot be listened on, for what reason the system gave. */
    static String remedy(InetSocketAddress address, String reason) throws SocketException {
        InetAddress own = address.getAddress();
        if (!own.isAnyLocalAddress() && !own.isLoopbackAddress() && NetworkInterface.getByInetAddress(own) == null) {
            return "this machine has no such address: bind to one of its own, or to the wildcard address for all";
        }
        if (address.getPort() < FIRST_FREE_PORT && reason.contains("denied")) {
            return "the system lets few programs listen on ports below " + FIRST_FREE_PORT + ": choose a higher one";
        }
        return "another endpoint or program listens there: choose another port, or 0 for any free one";
    }

    /** The server's own thread is a daemon only if the thread that starts it is one. */
    private static void startAsDaemon(HttpServer server) {
        Thread starter = new GuardedThread("quorumeter-scrape-start", server::start);
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

    /** Where to scrape: by its address, or on the loopback interface when it listens on all. */
    public URI uri() {
        InetAddress address = server.getAddress().getAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/metrics");
    }

    /** Where to scrape, as text. */
    @Override
    public String toString() {
        return uri().toString();
    }

    /** Stops at once and frees the port; a scrape in progress is cut off. Closing again does nothing. */
    @Override
    public void close() {
        isClosed = true;
        server.stop(0);
        threads.shutdownNow();
        scraper.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!"/metrics".equals(exchange.getRequestURI().getPath())) {
                refuse(exchange, 404, "nothing here; metrics are at /metrics");
            } else if (!method.equals("HEAD") && !method.equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                refuse(exchange, 405, "only GET and HEAD");
            } else {
                scrape(exchange);
            }
        }
    }

    private void scrape(HttpExchange exchange) throws IOException {
        Headers request = exchange.getRequestHeaders();
        boolean openMetrics = Negotiation.isOpenMetrics(joined(request, "Accept"));
        boolean gzip = Negotiation.isGzip(joined(request, "Accept-Encoding"));
        ScrapeBody body;
        try {
            body = scraper.scrape(openMetrics, gzip, limit(request.getFirst(TIMEOUT_HEADER)));
        } catch (Scraper.NoAnswer none) {
            refuse(exchange, none.isTemporary() ? 503 : 500, String.valueOf(none.getMessage()));
            return;
        }
        try {
            Headers response = exchange.getResponseHeaders();
            response.set("Content-Type", scraper.contentType(openMetrics));
            response.set("Vary", "Accept, Accept-Encoding");
            if (body.isCompressed()) {
                response.set("Content-Encoding", "gzip");
            }
            if (exchange.getRequestMethod().equals("HEAD")) {
                response.set("Content-Length", Integer.toString(body.size()));
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, body.size());
                try (OutputStream out = exchange.getResponseBody()) {
                    body.writeTo(out);
                }
            }
        } finally {
            scraper.giveBack(body);
        }
    }

    /** A header that comes several times is one list. */
    private static @Nullable String joined(Headers request, String name) {
        return request.containsKey(name) ? String.join(",", request.get(name)) : null;
    }

    /** Our limit, or the scraper's own when that is shorter. */
    private Duration limit(@Nullable String seconds) {
        try {
            double theirs = seconds == null ? 0 : Double.parseDouble(seconds);
            return theirs > 0 && theirs * 1e9 < limit.toNanos() ? Duration.ofNanos((long) (theirs * 1e9)) : limit;
        } catch (NumberFormatException notANumber) {
            return limit;
        }
    }

    private static void limitSeconds(String property, int seconds) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(seconds));
        }
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        byte[] body = (why + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
