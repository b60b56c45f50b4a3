package io.quorumeter.exporters;

import static java.util.Objects.requireNonNull;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Naming;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.TextBuffer;
import io.quorumeter.spi.DurationRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
    private Naming naming;
    private PrometheusText text;
    private InetAddress address = InetAddress.getLoopbackAddress();
    private Duration timeLimit = Duration.ofSeconds(10);
    private @Nullable MetricsCollector metrics;
    private @Nullable ScrapeEndpoint started;

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
        this.naming = Naming.prefix(requireNonNull(prefix, "prefix"));
        this.text = new PrometheusText(naming);
    }

    /**
     * Says whose metrics are served. One collector to an endpoint, because one process is one target. Of one that forgets what it is told,
     * since collection is switched off, the endpoint serves an empty page.
     *
     * @throws IllegalStateException when there is one already
     */
    public PrometheusExporter registerMetrics(MetricsCollector collector) {
        if (metrics != null) {
            throw new IllegalStateException(
                    "this exporter serves a collector already; start an exporter with a port of its own for the other");
        }
        this.metrics = requireNonNull(collector, "collector");
        return this;
    }

    /**
     * Serves one family under another name, without the prefix.
     *
     * @param declared the name that the family is declared under
     * @param shown a legal name with the same unit, ending in {@code _total} where the other does
     * @throws IllegalArgumentException when the new name is not such, or another family has it already
     */
    public PrometheusExporter rename(String declared, String shown) {
        this.naming = naming.rename(declared, shown);
        this.text = new PrometheusText(naming);
        return this;
    }

    /** Says on which of the machine's addresses it listens; the wildcard address for all. The loopback interface unless said. */
    public PrometheusExporter bindTo(InetAddress listenOn) {
        this.address = requireNonNull(listenOn, "listenOn");
        return this;
    }

    /**
     * Says how long a scrape may take until it is given up and answered with status 503; 10 s unless said, and never longer than what
     * Prometheus says it waits.
     *
     * @throws IllegalArgumentException when it is not positive, or longer than 36,500 days
     */
    public PrometheusExporter timeLimit(Duration limit) {
        this.timeLimit = DurationRange.positive("time limit", limit);
        return this;
    }

    /**
     * The metrics now, as a scrape would get them.
     *
     * @throws IllegalStateException when nobody said whose
     */
    public String scrapeMetrics() {
        return registered()
                .<String>read(snapshot -> text.write(snapshot, new TextBuffer()).toString());
    }

    /**
     * Starts to listen.
     *
     * @return the running endpoint; closing it frees the port
     * @throws IOException when the port is taken or refused, or the machine does not have the address, naming both
     * @throws IllegalStateException when the exporter was started already and its endpoint is not closed; and when nobody said
     *     whose metrics to
     *     serve, so that no node looks healthy and shows nothing
     */
    public ScrapeEndpoint startServer() throws IOException {
        ScrapeEndpoint before = started;
        if (before != null && !before.isClosed()) {
            throw new IllegalStateException("this exporter was started already and listens at " + before.uri()
                    + ": use that endpoint, or close it first");
        }
        ScrapeEndpoint endpoint =
                ScrapeEndpoint.start(new InetSocketAddress(address, port), new Scraper(registered(), text), timeLimit);
        started = endpoint;
        return endpoint;
    }

    private MetricsCollector registered() {
        MetricsCollector registered = metrics;
        if (registered == null) {
            throw new IllegalStateException(
                    "this exporter has no metrics to serve: call registerMetrics(collector) first");
        }
        return registered;
    }
}
