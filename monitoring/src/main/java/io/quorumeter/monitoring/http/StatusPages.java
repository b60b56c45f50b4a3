package io.quorumeter.monitoring.http;

import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricType;
import io.quorumeter.Unit;
import io.quorumeter.consensus.SdkVersion;
import io.quorumeter.history.History;
import io.quorumeter.history.HistoryStatistics;
import io.quorumeter.monitoring.scrape.ScrapeTarget;
import io.quorumeter.monitoring.scrape.ScrapeTargets;
import io.quorumeter.promql.ast.Durations;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Series;
import java.io.File;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** The pages of Prometheus' API that describe the server itself, here the node. */
final class StatusPages {
    /** The version whose language and answers these are; Grafana offers what that version has. */
    private static final String LIKE = "3.0.0";

    private static final int MOST_COUNTED = 10;
    private static final double NANOS = 1e9;

    private final History history;
    private final NodeFacts node;
    private final String host = hostName();

    StatusPages(History history, NodeFacts node) {
        this.history = history;
        this.node = node;
    }

    Consumer<JsonGenerator> buildInfo(Parameters ignored) {
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeStringProperty("version", LIKE);
            json.writeStringProperty("revision", "quorumeter " + SdkVersion.VERSION);
            json.writeStringProperty("branch", "");
            json.writeStringProperty("buildUser", "");
            json.writeStringProperty("buildDate", "");
            json.writeStringProperty("goVersion", "");
            json.writeEndObject();
        });
    }

    Consumer<JsonGenerator> runtimeInfo(Parameters ignored) {
        Runtime runtime = Runtime.getRuntime();
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeStringProperty("startTime", node.startedAt().toString());
            json.writeStringProperty("CWD", new File("").getAbsolutePath());
            json.writeStringProperty("hostname", host);
            json.writeStringProperty("serverTime", node.lastTick().at().toString());
            json.writeBooleanProperty("reloadConfigSuccess", true);
            json.writeStringProperty("lastConfigTime", node.startedAt().toString());
            json.writeNumberProperty("corruptionCount", 0);
            json.writeNumberProperty("goroutineCount", Thread.activeCount());
            json.writeNumberProperty("GOMAXPROCS", runtime.availableProcessors());
            json.writeNumberProperty("GOMEMLIMIT", runtime.maxMemory());
            json.writeStringProperty("GOGC", "");
            json.writeStringProperty("GODEBUG", "");
            json.writeStringProperty("storageRetention", text(node.retention()));
            json.writeEndObject();
        });
    }

    Consumer<JsonGenerator> metadata(Parameters parameters) {
        String wanted = parameters.text("metric");
        int limit = parameters.limit();
        Stream<MetricDescriptor> families = node.lastTick().families().stream()
                .filter(family -> wanted == null || family.name().equals(wanted))
                .limit(limit);
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            families.forEach(family -> metadata(family, json));
            json.writeEndObject();
        });
    }

    private static void metadata(MetricDescriptor family, JsonGenerator json) {
        json.writeArrayPropertyStart(family.name());
        json.writeStartObject();
        json.writeStringProperty("type", type(family.type()));
        json.writeStringProperty(
                "unit", family.unit() == Unit.NONE ? "" : family.unit().suffix());
        json.writeStringProperty("help", family.help());
        json.writeEndObject();
        json.writeEndArray();
    }

    private static String type(MetricType type) {
        return switch (type) {
            case COUNTER -> "counter";
            case HISTOGRAM -> "histogram";
            case SUMMARY -> "summary";
            case GAUGE, INFO, STATE_SET -> "gauge";
        };
    }

    Consumer<JsonGenerator> targets(Parameters ignored) {
        NodeFacts.Tick tick = node.lastTick();
        ScrapeTarget self = new ScrapeTarget(node.uri().resolve("/metrics"), Map.of(), node.interval());
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("activeTargets");
            target(new ScrapeTargets.Status(self, true, tick.at(), tick.took(), ""), "node", json);
            node.targets().forEach(one -> target(one, "targets", json));
            json.writeEndArray();
            json.writeArrayPropertyStart("droppedTargets");
            json.writeEndArray();
            json.writeObjectPropertyStart("droppedTargetCounts");
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private void target(ScrapeTargets.Status status, String pool, JsonGenerator json) {
        String url = status.target().uri().toString();
        json.writeStartObject();
        json.writeName("discoveredLabels");
        PrometheusJson.labels(Labels.of("__address__", status.target().uri().getAuthority()), json);
        json.writeName("labels");
        PrometheusJson.labels(Labels.of(status.target().labels()), json);
        json.writeStringProperty("scrapePool", pool);
        json.writeStringProperty("scrapeUrl", url);
        json.writeStringProperty("globalUrl", url);
        json.writeStringProperty("lastError", status.error());
        json.writeStringProperty("lastScrape", status.at().toString());
        json.writeNumberProperty("lastScrapeDuration", status.took().toNanos() / NANOS);
        json.writeStringProperty("health", status.isUp() ? "up" : "down");
        json.writeStringProperty("scrapeInterval", text(node.interval()));
        json.writeStringProperty("scrapeTimeout", text(status.target().timeout()));
        json.writeEndObject();
    }

    /** Counts series where a careless label shows: by name, by label, and by pair of label and value. */
    Consumer<JsonGenerator> tsdb(Parameters parameters) {
        HistoryStatistics statistics = history.statistics();
        Map<String, Long> byName = new TreeMap<>();
        Map<String, Map<String, Long>> byLabel = new TreeMap<>();
        for (Series series : history.select(List.of(), 0, Long.MAX_VALUE - 1)) {
            Labels labels = series.labels();
            byName.merge(labels.get(Labels.NAME), 1L, Long::sum);
            for (int i = 0; i < labels.size(); i++) {
                byLabel.computeIfAbsent(labels.name(i), name -> new TreeMap<>()).merge(labels.value(i), 1L, Long::sum);
            }
        }
        Map<String, Long> values = new TreeMap<>();
        Map<String, Long> bytes = new TreeMap<>();
        Map<String, Long> pairs = new TreeMap<>();
        byLabel.forEach((label, counts) -> {
            values.put(label, (long) counts.size());
            bytes.put(label, counts.keySet().stream().mapToLong(String::length).sum());
            counts.forEach((value, count) -> pairs.put(label + "=" + value, count));
        });
        int limit = Math.min(parameters.text("limit") == null ? MOST_COUNTED : parameters.limit(), 10_000);
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeObjectPropertyStart("headStats");
            json.writeNumberProperty("numSeries", statistics.series());
            json.writeNumberProperty("numLabelPairs", pairs.size());
            json.writeNumberProperty("chunkCount", statistics.chunks());
            json.writeNumberProperty("minTime", statistics.oldestMillis());
            json.writeNumberProperty("maxTime", statistics.newestMillis());
            json.writeEndObject();
            most("seriesCountByMetricName", byName, limit, json);
            most("labelValueCountByLabelName", values, limit, json);
            most("memoryInBytesByLabelName", bytes, limit, json);
            most("seriesCountByLabelValuePair", pairs, limit, json);
            json.writeEndObject();
        });
    }

    private static void most(String name, Map<String, Long> counts, int limit, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .forEach(count -> {
                    json.writeStartObject();
                    json.writeStringProperty("name", count.getKey());
                    json.writeNumberProperty("value", count.getValue());
                    json.writeEndObject();
                });
        json.writeEndArray();
    }

    private static String text(Duration duration) {
        return Durations.print(duration.toMillis());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "";
        }
    }
}
