package io.quorumeter.monitoring.own;

/** What a request to the endpoint is for. */
public enum RequestPath {
    /** Metrics. */
    METRICS,
    /** A query at a time. */
    QUERY,
    /** A query over a time. */
    QUERY_RANGE,
    /** The stream of values. */
    STREAM,
    /** Anything else of Prometheus' API. */
    API,
    /** Anything else. */
    OTHER;

    static RequestPath of(String path) {
        return switch (path) {
            case "/metrics" -> METRICS;
            case "/api/v1/query" -> QUERY;
            case "/api/v1/query_range" -> QUERY_RANGE;
            case "/api/v1/stream" -> STREAM;
            default -> path.startsWith("/api/v1/") ? API : OTHER;
        };
    }
}
