package io.quorumeter.monitoring.http;

import io.quorumeter.consensus.SdkVersion;
import io.quorumeter.exporters.http.HttpExchange;
import io.quorumeter.exporters.http.HttpHandler;

/** What runs here, since when, and under which version, as JSON under {@code /info}. */
public final class InfoPage implements HttpHandler {
    /** Where it is mounted. */
    public static final String PATH = "/info";

    private static final double MILLIS_PER_SECOND = 1e3;

    private final NodeFacts node;

    /**
     * Creates the page.
     *
     * @param node what is said
     */
    public InfoPage(NodeFacts node) {
        this.node = node;
    }

    @Override
    public void handle(HttpExchange exchange) {
        exchange.respond(200, PrometheusJson.TYPE, PrometheusJson.write(json -> {
            json.writeStringProperty("name", "quorumeter");
            json.writeStringProperty("version", SdkVersion.VERSION);
            json.writeStringProperty("java", Runtime.version().toString());
            json.writeStringProperty("start_time", node.startedAt().toString());
            json.writeNumberProperty("uptime_seconds", node.uptime().toMillis() / MILLIS_PER_SECOND);
            json.writeNumberProperty("families", node.lastTick().families().size());
            json.writeStringProperty("last_tick", node.lastTick().at().toString());
        }));
    }
}
