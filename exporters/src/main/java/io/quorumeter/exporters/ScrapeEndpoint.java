package io.quorumeter.exporters;

import io.quorumeter.exporters.http.HttpAccess;
import io.quorumeter.exporters.http.HttpEndpoint;
import io.quorumeter.exporters.http.HttpLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/**
 * A running scrape endpoint: {@code /metrics} and nothing else. It answers in OpenMetrics when asked to ({@code Accept}), else in
 * Prometheus' text format, and compressed when asked to ({@code Accept-Encoding}); with {@code ?name[]=…} only the families of these
 * names. Safe from any thread.
 *
 * <p>Clients are kept within {@link HttpLimits#DEFAULT}. At most eight answers are under way at once, and what they take in memory is
 * bounded by that.
 */
public final class ScrapeEndpoint implements AutoCloseable {
    static final String PATH = "/metrics";

    private final HttpEndpoint http;

    private ScrapeEndpoint(HttpEndpoint http) {
        this.http = http;
    }

    static ScrapeEndpoint start(InetSocketAddress address, HttpAccess access, Scraper scraper) throws IOException {
        return new ScrapeEndpoint(HttpEndpoint.start(address, access, HttpLimits.DEFAULT, Map.of(PATH, scraper)));
    }

    boolean isClosed() {
        return http.isClosed();
    }

    /** {@return the port that it listens on} */
    public int port() {
        return http.port();
    }

    /** {@return where to scrape: by its address, or on the loopback interface when it listens on all} */
    public URI uri() {
        return http.uri().resolve(PATH);
    }

    /** Where to scrape, as text. */
    @Override
    public String toString() {
        return uri().toString();
    }

    /** Stops at once and frees the port; a scrape in progress is cut off. Closing again is a no-op. */
    @Override
    public void close() {
        http.close();
    }
}
