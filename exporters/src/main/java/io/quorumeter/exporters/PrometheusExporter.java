package io.quorumeter.exporters;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.TextBuffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A scrape endpoint for Prometheus, for a node that carries no other monitoring:
 *
 * <pre>{@code
 * try (var endpoint = new PrometheusExporter(9464, "hotstuff2").registerMetrics(metrics).startServer()) { … }
 * }</pre>
 *
 * <p>It listens on the loopback interface unless told otherwise: metrics tell much of a node, and there is no authentication here. Not
 * thread-safe itself; the endpoint that it starts is.
 */
public final class PrometheusExporter {
    private final int port;
    private final PrometheusText text;
    private InetAddress address = InetAddress.getLoopbackAddress();
    private Duration timeLimit = Duration.ofSeconds(10);
    private MetricsCollector metrics = MetricsCollector.noop();

    /**
     * An exporter that is not started yet.
     *
     * @param port 1 to 65535, or 0 for any free one
     * @param prefix what takes the place of {@code hotstuff2} at the beginning of names, without the underscore; other names stay as they
     *     were declared; empty for all names as declared
     * @throws IllegalArgumentException when the port or the prefix is not one
     */
    public PrometheusExporter(int port, String prefix) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not from 0 to 65535");
        }
        this.port = port;
        this.text = new PrometheusText(prefix);
    }

    /**
     * Says whose metrics are served. One collector to an endpoint, because one process is one target.
     *
     * @throws IllegalStateException when there is one already
     */
    public PrometheusExporter registerMetrics(MetricsCollector collector) {
        if (metrics.isEnabled()) {
            throw new IllegalStateException(
                    "this exporter serves a collector already; start an exporter with a port of its own for the other");
        }
        this.metrics = collector;
        return this;
    }

    /** Says on which of the machine's addresses it listens; the wildcard address for all. The loopback interface unless said. */
    public PrometheusExporter bindTo(InetAddress listenOn) {
        this.address = listenOn;
        return this;
    }

    /**
     * Says how long a scrape may take until it is given up and answered with status 503; 10 s unless said, and never longer than what
     * Prometheus says it waits.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public PrometheusExporter timeLimit(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a time limit is positive, not " + limit);
        }
        this.timeLimit = limit;
        return this;
    }

    /** The metrics now, as a scrape would get them. */
    public String scrapeMetrics() {
        return metrics.<String>read(
                snapshot -> text.write(snapshot, new TextBuffer()).toString());
    }

    /**
     * Starts to listen.
     *
     * @return the running endpoint; closing it frees the port
     * @throws IOException when the port is taken, naming it
     */
    public ScrapeEndpoint startServer() throws IOException {
        return ScrapeEndpoint.start(new InetSocketAddress(address, port), new Scraper(metrics, text), timeLimit);
    }
}
