package io.quorumeter.monitoring.own;

import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.consensus.SdkVersion;
import io.quorumeter.history.HistoryStatistics;

/** Counts and measures what monitoring does, in the collector that it watches. Safe from any thread. */
public final class MonitoringMetrics {
    private final Gauge series;
    private final Gauge size;
    private final Counter samples;
    private final Counter refused;
    private final Counter shortenings;
    private final Timer append;
    private final By2<RequestPath, AnswerKind, Counter> requests;
    private final By<QueryResult, Counter> queries;
    private final Timer query;
    private final Gauge streamClients;
    private final Counter streamDropped;

    /**
     * Declares the families.
     *
     * @param metrics where they are
     */
    public MonitoringMetrics(MetricsCollector metrics) {
        MonitoringFamilies.BUILD.on(metrics, SdkVersion.VERSION);
        series = MonitoringFamilies.HISTORY_SERIES.on(metrics);
        size = MonitoringFamilies.HISTORY_SIZE.on(metrics);
        samples = MonitoringFamilies.SAMPLES_APPENDED.on(metrics);
        refused = MonitoringFamilies.SERIES_REFUSED.on(metrics);
        shortenings = MonitoringFamilies.SHORTENINGS.on(metrics);
        append = MonitoringFamilies.APPEND.on(metrics);
        requests = MonitoringFamilies.REQUESTS.on(metrics);
        queries = MonitoringFamilies.QUERIES.on(metrics);
        query = MonitoringFamilies.QUERY.on(metrics);
        streamClients = MonitoringFamilies.STREAM_CLIENTS.on(metrics);
        streamDropped = MonitoringFamilies.STREAM_DROPPED.on(metrics);
    }

    /**
     * Records that a snapshot was added to history.
     *
     * @param before what was known of history before
     * @param after what is known of it now
     * @param nanos how long that took
     */
    public void appended(HistoryStatistics before, HistoryStatistics after, long nanos) {
        series.set(after.series());
        size.set(after.bytes());
        samples.increment(after.appendedSamples() - before.appendedSamples());
        refused.increment(after.refusedSeries() - before.refusedSeries());
        shortenings.increment(after.shortenings() - before.shortenings());
        append.record(nanos);
    }

    /**
     * Records that a request is answered.
     *
     * @param path the path of the request
     * @param status the status of the answer
     */
    public void answered(String path, int status) {
        requests.of(RequestPath.of(path), AnswerKind.of(status)).increment();
    }

    /**
     * Records that a request read history.
     *
     * @param nanos how long that took
     */
    public void queried(long nanos) {
        query.record(nanos);
    }

    /**
     * Records how a request that reads history ended.
     *
     * @param result how
     */
    public void ended(QueryResult result) {
        queries.of(result).increment();
    }

    /**
     * Records how many clients the stream has.
     *
     * @param count that are connected
     */
    public void streaming(int count) {
        streamClients.set(count);
    }

    /** Records that a client of the stream lost an event. */
    public void streamEventDropped() {
        streamDropped.increment();
    }
}
