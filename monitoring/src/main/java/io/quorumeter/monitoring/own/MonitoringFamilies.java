package io.quorumeter.monitoring.own;

import static io.quorumeter.Declaration.own;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.Timer;

/** The catalogue of what monitoring says of itself: its history, its endpoint and its queries. */
public final class MonitoringFamilies {
    /** From a quarter of a millisecond to longer than a query may take. */
    private static final Bounds DURATIONS = Bounds.doubling(0.000_25, 17);

    public static final Declaration<Gauge> BUILD =
            own("quorumeter_build_info", "The version of Quorumeter; always 1.").info("version");
    public static final Declaration<Gauge> HISTORY_SERIES =
            own("quorumeter_history_series", "Series that history keeps.").gauge();
    public static final Declaration<Gauge> HISTORY_SIZE = own(
                    "quorumeter_history_size_bytes", "Memory that history takes, estimated.")
            .gauge();
    public static final Declaration<Counter> SAMPLES_APPENDED = own(
                    "quorumeter_history_samples_appended_total", "Samples that were added to history.")
            .counter();
    public static final Declaration<Counter> SERIES_REFUSED = own(
                    "quorumeter_history_series_refused_total",
                    "Times that a series was not kept, as the limit of series or of memory was reached.")
            .counter();
    public static final Declaration<Counter> SHORTENINGS = own(
                    "quorumeter_history_shortenings_total",
                    "Times that samples were dropped before their time, as the limit of memory was reached.")
            .counter();
    public static final Declaration<Timer> APPEND = own(
                    "quorumeter_history_append_seconds",
                    "Time to add the snapshot of a tick to history, with the evaluation of rules.")
            .timer()
            .bounds(DURATIONS);
    public static final Declaration<By2<RequestPath, AnswerKind, Counter>> REQUESTS = own(
                    "quorumeter_http_requests_total",
                    "Requests to the HTTP endpoint, by what they are for and how they were answered: ok for statuses "
                            + "below 400, unauthorized for 401, 403 and 429, invalid for others below 500, unavailable "
                            + "for 503.")
            .counter()
            .by("path", RequestPath.class, "result", AnswerKind.class);
    public static final Declaration<By<QueryResult, Counter>> QUERIES = own(
                    "quorumeter_queries_total",
                    "Requests that read history or format a query, by how they ended; unavailable when too many waited, "
                            + "canceled when the client left, internal when the log has the reason.")
            .counter()
            .by("result", QueryResult.class);
    public static final Declaration<Timer> QUERY = own(
                    "quorumeter_query_seconds",
                    "Time to read history for a request or to format a query, once it was its turn.")
            .timer()
            .bounds(DURATIONS);
    public static final Declaration<Gauge> STREAM_CLIENTS = own(
                    "quorumeter_stream_clients", "Clients of the stream at the last tick.")
            .gauge();
    public static final Declaration<Counter> STREAM_DROPPED = own(
                    "quorumeter_stream_events_dropped_total", "Events that clients lost as they read too slowly.")
            .counter();

    private MonitoringFamilies() {}
}
