package io.quorumeter.monitoring.scrape;

import io.quorumeter.spi.DurationRange;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A node whose metrics are read.
 *
 * @param uri where they are, by HTTP or HTTPS
 * @param labels what its series get where they have no label of the name; {@code instance} among them
 * @param timeout how long an answer may take, positive
 */
public record ScrapeTarget(URI uri, Map<String, String> labels, Duration timeout) {
    /**
     * Checks the address.
     *
     * @param uri where they are, by HTTP or HTTPS
     * @param labels what its series get where they have no label of the name; {@code instance} among them
     * @param timeout how long an answer may take, positive
     * @throws IllegalArgumentException when it is no address by HTTP, or the timeout is out of range
     */
    public ScrapeTarget {
        boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!isHttp || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + uri + "' is no address of metrics; write such as http://127.0.0.1:9464/metrics");
        }
        labels = Map.copyOf(labels);
        DurationRange.positive("timeout", timeout);
    }

    /**
     * A target whose series get its host and port as {@code instance}.
     *
     * @param address as in {@code http://127.0.0.1:9464/metrics}; the path is {@code /metrics} unless given
     * @param timeout how long an answer may take, positive
     * @return the target
     * @throws IllegalArgumentException when it is no address
     */
    public static ScrapeTarget of(String address, Duration timeout) {
        String full = address.contains("://") ? address : "http://" + address;
        URI uri = URI.create(full);
        boolean isBare = uri.getPath() == null || uri.getPath().length() <= 1;
        URI metrics = isBare && uri.getHost() != null ? uri.resolve("/metrics") : uri;
        return new ScrapeTarget(metrics, Map.of("instance", String.valueOf(metrics.getAuthority())), timeout);
    }
}
