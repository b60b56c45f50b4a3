package io.quorumeter.exporters;

import static java.util.Objects.requireNonNull;

import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Naming;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.TextBuffer;
import io.quorumeter.exporters.encoding.FormText;
import io.quorumeter.exporters.http.HttpAccess;
import io.quorumeter.exporters.http.HttpHandler;
import io.quorumeter.spi.DurationRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scrape endpoint for Prometheus, for a node that carries no other monitoring:
 *
 * <pre>{@code
 * try (var endpoint = new PrometheusExporter(9464, "hotstuff2").registerMetrics(metrics).startServer()) { … }
 * }</pre>
 *
 * <p>It listens on the loopback interface by default, since metrics reveal much about a node; for other addresses see {@link #access}.
 * A node with an HTTP server of its own starts none, and asks {@link #respond} for the answer to a request. Its settings are not
 * thread-safe; {@code respond} and the endpoint that it starts are.
 */
public final class PrometheusExporter {
    private final int port;
    private Naming naming;
    private PrometheusText text;
    private InetAddress address = InetAddress.getLoopbackAddress();
    private HttpAccess access = HttpAccess.local();
    private Duration timeLimit = Duration.ofSeconds(10);
    private Sources sources = new Sources(List.of());
    private @Nullable ScrapeEndpoint started;
    private volatile @Nullable Scraper responding;

    /**
     * Creates an exporter that is not started yet.
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
     * Adds a collector whose metrics are served. Several share a page, on which a family that they have in common stands once; give each
     * constant labels of its own, such as {@code instance}, because each has the SDK's own series. Scrapes are counted in the first
     * one. Of a collector that is switched off the page has nothing.
     *
     * @param collector whose metrics
     * @return this exporter
     * @throws MetricDeclarationException when it has a series that another one has, or contradicts another one in the type or the help of a
     *     family, naming both; where that comes about later, scrapes are answered with status 500 and the same message
     */
    public PrometheusExporter registerMetrics(MetricsCollector collector) {
        requireNonNull(collector, "collector");
        Sources more = new Sources(Stream.concat(sources.collectors().stream(), Stream.of(collector))
                .toList());
        if (more.collectors().size() > 1) {
            more.read(page -> text.write(page, Set.of(), new TextBuffer()));
        }
        this.sources = more;
        this.responding = null;
        return this;
    }

    /**
     * Serves one family under another name, without the prefix.
     *
     * @param declared the name that the family is declared under
     * @param shown a legal name with the same unit, ending in {@code _total} where the other does
     * @return this exporter
     * @throws IllegalArgumentException when the new name is not such, or another family has it already
     */
    public PrometheusExporter rename(String declared, String shown) {
        this.naming = naming.rename(declared, shown);
        this.text = new PrometheusText(naming);
        this.responding = null;
        return this;
    }

    /**
     * Sets on which of the machine's addresses it listens; the loopback interface by default.
     *
     * @param listenOn the address; the wildcard address for all
     * @return this exporter
     */
    public PrometheusExporter bindTo(InetAddress listenOn) {
        this.address = requireNonNull(listenOn, "listenOn");
        return this;
    }

    /**
     * Sets who may scrape; programs on this machine by default. An endpoint on another address than the loopback interface needs a token or
     * certificates of its clients.
     *
     * @param allowed who, and whether by TLS
     * @return this exporter
     */
    public PrometheusExporter access(HttpAccess allowed) {
        this.access = requireNonNull(allowed, "allowed");
        return this;
    }

    /**
     * Sets how long a scrape may take until it is given up and answered with status 503; 10 s by default, and never longer than what
     * Prometheus says it waits.
     *
     * @param limit the longest time
     * @return this exporter
     * @throws IllegalArgumentException when it is not positive, or longer than 36,500 days
     */
    public PrometheusExporter timeLimit(Duration limit) {
        this.timeLimit = DurationRange.positive("time limit", limit);
        this.responding = null;
        return this;
    }

    /**
     * Returns the metrics now, as a scrape would get them.
     *
     * @return Prometheus' text format
     * @throws IllegalStateException when no collector is registered
     */
    public String scrapeMetrics() {
        TextBuffer page = new TextBuffer();
        registered().read(snapshots -> text.write(snapshots, Set.of(), page));
        return page.toString();
    }

    /**
     * Answers a scrape for a node that has an HTTP server of its own, with the same formats, compression and limits as the endpoint; the
     * calling thread waits.
     *
     * @param headers the request's headers; upper and lower case in names make no difference
     * @param query the request's query as it came, such as {@code name[]=up}; null or empty for all families
     * @return status, headers and body to send
     * @throws IllegalStateException when no collector is registered
     * @throws IllegalArgumentException when the query is not escaped as it should be
     */
    public ScrapeAnswer respond(Map<String, List<String>> headers, @Nullable String query) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        Map<String, List<String>> parameters = new HashMap<>();
        FormText.read(query, parameters);
        Set<String> names = Set.copyOf(parameters.getOrDefault(ScrapeQuery.NAMES, List.of()));
        return responding()
                .respond(ScrapeQuery.of(
                        name -> byName.containsKey(name) ? String.join(",", byName.get(name)) : null,
                        names,
                        timeLimit));
    }

    /**
     * Returns what answers scrapes, to be mounted on an endpoint that serves other things as well.
     *
     * @return a handler with the settings of now
     * @throws IllegalStateException when no collector is registered
     */
    public HttpHandler handler() {
        return newScraper();
    }

    /**
     * Starts to listen.
     *
     * @return the running endpoint; closing it frees the port
     * @throws IOException when the port is taken or refused, or the machine does not have the address, naming both
     * @throws IllegalStateException when the exporter was started already and its endpoint is not closed; and when no collector is
     *     registered, so that no node looks healthy and shows nothing
     * @throws IllegalArgumentException when it would serve other machines without knowing its clients
     */
    public ScrapeEndpoint startServer() throws IOException {
        ScrapeEndpoint before = started;
        if (before != null && !before.isClosed()) {
            throw new IllegalStateException("this exporter was started already and listens at " + before.uri()
                    + ": use that endpoint, or close it first");
        }
        ScrapeEndpoint endpoint = ScrapeEndpoint.start(new InetSocketAddress(address, port), access, newScraper());
        started = endpoint;
        return endpoint;
    }

    private synchronized Scraper responding() {
        Scraper known = responding;
        if (known == null) {
            known = newScraper();
            responding = known;
        }
        return known;
    }

    private Scraper newScraper() {
        return new Scraper(registered(), text, timeLimit);
    }

    private Sources registered() {
        if (sources.collectors().isEmpty()) {
            throw new IllegalStateException(
                    "this exporter has no metrics to serve: call registerMetrics(collector) first");
        }
        return sources;
    }
}
