package io.quorumeter.monitoring.config;

import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertConfigException;
import io.quorumeter.alerting.alert.AlertRule;
import io.quorumeter.alerting.alert.AlertSetting;
import io.quorumeter.alerting.alert.Severity;
import io.quorumeter.alerting.channel.ReceiverReader;
import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.file.FileValue;
import io.quorumeter.alerting.health.HealthExport;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.alerting.rule.ShortNames;
import io.quorumeter.alerting.rule.Slo;
import io.quorumeter.core.MetricsConfig;
import io.quorumeter.history.HeadLimits;
import io.quorumeter.promql.model.PromQlException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** All keys, in the order of the documentation. */
final class Keys {
    private static final Duration MOST_HISTORY = HeadLimits.DEFAULT.retention();
    private static final String SWITCH = "true or false";
    private static final String DURATION = "a duration, such as 10s or 1h30m";
    private static final String BYTES = "a number of bytes, such as 64MiB";
    private static final String COUNT = "a whole number from 1";
    private static final String FILE = "a file's name, relative to this file";
    private static final String WAITS = "";
    private static final Set<String> RULE_KEYS =
            Set.of("name", "condition", "severity", "channels", "duration", "message");
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final String OBJECTIVE =
            "an objective has name, objective and either histogram and target, or good and total";
    private static final Set<String> OBJECTIVE_KEYS =
            Set.of("name", "objective", "histogram", "target", "good", "total", "period");
    private static final List<String> CHANNELS =
            List.of("email", "slack", "pagerduty", "webhook", "alertmanager", "file", "log", "console");

    static final List<Key> ALL = all();

    private Keys() {}

    private static List<Key> all() {
        List<Key> keys = new ArrayList<>();
        metrics(keys);
        served(keys);
        kept(keys);
        alerting(keys);
        others(keys);
        waiting(keys);
        replaced(keys);
        return List.copyOf(keys);
    }

    private static void metrics(List<Key> keys) {
        MetricsConfig.defaults()
                .toMap()
                .forEach((name, standard) -> keys.add(new Key(
                        "metrics." + name,
                        standard,
                        "as above",
                        name.equals("collection_interval") ? "as above, and the distance of ticks" : "as above",
                        (draft, value) -> metric(draft, name, value))));
        add(
                keys,
                "metrics.enabled",
                "true",
                SWITCH,
                "the same as `metrics.collection_enabled`",
                (draft, value) -> metric(draft, "collection_enabled", value));
        add(
                keys,
                "metrics.prometheus_enabled",
                "true",
                SWITCH,
                "whether `/metrics` is served",
                (draft, value) -> draft.prometheus = value.truth());
        add(
                keys,
                "metrics.prometheus_port",
                "",
                "0 to 65535",
                "where all pages are served, in the place of the port that code says; 0 for any free one",
                (draft, value) -> {
                    int port = value.count();
                    if (port > 65_535) {
                        throw value.wrong(port + " is no port; they end at 65535");
                    }
                    draft.port = OptionalInt.of(port);
                });
    }

    private static void served(List<Key> keys) {
        add(
                keys,
                "http.address",
                "127.0.0.1",
                "an address of this machine",
                "where it listens; another one than the loopback interface needs `http.token_file`",
                (draft, value) -> draft.address = Optional.of(value.read(Keys::address)));
        add(
                keys,
                "http.token_file",
                "",
                FILE,
                "has the token that requests need",
                (draft, value) -> draft.access = value.read(name -> {
                    try {
                        return draft.access.tokenFile(draft.file(value));
                    } catch (IOException unreadable) {
                        throw new IllegalArgumentException("cannot be read: " + unreadable.getMessage(), unreadable);
                    }
                }));
        add(
                keys,
                "http.certificates",
                "",
                FILE,
                "the certificate and those that signed it, in PEM: TLS",
                (draft, value) -> draft.certificates = draft.file(value));
        add(keys, "http.key", "", FILE, "its private key, in PEM", (draft, value) -> draft.key = draft.file(value));
    }

    private static void kept(List<Key> keys) {
        add(
                keys,
                "history.retention",
                "2h",
                DURATION,
                "how far back samples are kept",
                (draft, value) -> retention(draft, value, duration(value)));
        add(
                keys,
                "history.memory",
                "64MiB",
                BYTES,
                "the estimated memory that they may take",
                (draft, value) ->
                        history(draft, value, draft.history.retention(), value.bytes(), draft.history.maxSeries()));
        add(
                keys,
                "history.series",
                "20000",
                COUNT,
                "how many series are kept",
                (draft, value) ->
                        history(draft, value, draft.history.retention(), draft.history.maxBytes(), positive(value)));
        add(
                keys,
                "query.samples",
                "5000000",
                COUNT,
                "how many samples a query may hold at once",
                (draft, value) -> draft.queries = draft.queries.withSamples(positive(value)));
        add(
                keys,
                "query.series",
                "10000",
                COUNT,
                "how many series a result may have",
                (draft, value) -> draft.queries = draft.queries.withSeries(positive(value)));
        add(
                keys,
                "query.timeout",
                "10s",
                DURATION,
                "how long a query may take",
                (draft, value) -> draft.queries = draft.queries.withTimeout(positiveDuration(value)));
        add(
                keys,
                "query.memory",
                "64MiB",
                BYTES,
                "the memory of all queries together",
                (draft, value) -> draft.queryMemory = value.bytes());
    }

    private static void alerting(List<Key> keys) {
        add(
                keys,
                "alerting.enabled",
                "true",
                SWITCH,
                "whether any rule is evaluated",
                (draft, value) -> draft.alerting = value.truth());
        add(
                keys,
                "metrics.alerting_enabled",
                "true",
                SWITCH,
                "the same",
                (draft, value) -> draft.alerting = value.truth());
        add(
                keys,
                "alerting.default_rules",
                "true",
                SWITCH,
                "whether the built-in rules are",
                (draft, value) -> draft.defaultRules = value.truth());
        for (AlertSetting setting : AlertSetting.values()) {
            BiConsumer<Draft, FileValue> reader = (draft, value) -> threshold(draft, setting, value);
            String effect = "the threshold or window of the built-in rules";
            add(keys, "alerting.thresholds." + setting.key(), setting.defaultText(), setting.right(), effect, reader);
            add(
                    keys,
                    "metrics.alert_config." + setting.key(),
                    setting.defaultText(),
                    setting.right(),
                    "the same",
                    reader);
        }
        add(
                keys,
                "alerting.rule_files",
                "",
                "names of files, relative to this file",
                "rules in Prometheus' format",
                (draft, value) -> value.words().forEach(name -> draft.ruleFiles.add(draft.folder.resolve(name))));
        add(
                keys,
                "alerting.rules",
                "",
                "a list of `name`, `condition`, `severity` and, unless they go everywhere, `channels`; `duration` and"
                        + " `message` if wanted",
                "rules in short: the condition may have [short names](monitoring.md) and units, as in"
                        + " `disk_usage > 90%`",
                (draft, value) -> value.list().forEach(rule -> rule(draft, rule)));
        add(
                keys,
                "alerting.objectives",
                "",
                "a list of `name`, `objective` and either `histogram` and `target`, or `good` and `total`; `period` is 30d unless said",
                "[service level objectives](alerting.md#objectives)",
                (draft, value) -> value.list().forEach(one -> draft.objectives.add(objective(one))));
        add(keys, "alerting.routes", "", FILE, "Alertmanager's configuration: where alerts go", (draft, value) -> {
            try {
                draft.routes = Optional.of(RoutingFile.read(draft.file(value)));
            } catch (IOException unreadable) {
                throw value.wrong("cannot be read: " + unreadable.getMessage());
            }
        });
        for (String channel : CHANNELS) {
            BiConsumer<Draft, FileValue> reader = (draft, value) -> draft.channels.put(
                    channel,
                    new ReceiverReader(draft.folder, FileValue.absent(), draft.warnings).read(Map.of(channel, value)));
            String right = "the settings of a channel, as in [receivers](alerting.md#channels)";
            add(keys, "alerting.channels." + channel, "", right, "every alert goes there", reader);
            add(keys, "metrics.alert_destinations." + channel, "", right, "the same", reader);
        }
        add(
                keys,
                "alerting.data",
                "",
                "a folder's name, relative to this file",
                "keeps alerts, silences and notices over a restart; in memory only without it",
                (draft, value) -> draft.data = Optional.of(draft.file(value)));
    }

    private static void others(List<Key> keys) {
        add(
                keys,
                "scrape.targets",
                "",
                "addresses, such as 10.0.0.1:9464",
                "other nodes whose metrics are read",
                (draft, value) -> draft.targets.addAll(value.words()));
        add(
                keys,
                "scrape.interval",
                "",
                DURATION,
                "how often they are read by `serve`; 5s there unless said",
                (draft, value) -> draft.scrapeInterval = Optional.of(positiveDuration(value)));
        add(
                keys,
                "scrape.timeout",
                "10s",
                DURATION,
                "how long an answer may take; the interval where that is shorter",
                (draft, value) -> draft.scrapeTimeout = Optional.of(positiveDuration(value)));
        add(
                keys,
                "health.enabled",
                "true",
                SWITCH,
                "whether the node's checks are asked",
                (draft, value) -> draft.health = value.truth());
        for (String path : List.of("health.endpoint", "monitoring.health.endpoint")) {
            add(
                    keys,
                    path,
                    "/health",
                    "a path",
                    "where the report of the checks is",
                    (draft, value) -> draft.healthPath = value.read(Keys::path));
        }
        add(
                keys,
                "health.check_interval",
                "",
                DURATION,
                "from one round of checks to the next; five ticks unless said",
                (draft, value) -> draft.healthInterval = Optional.of(positiveDuration(value)));
        for (String share : List.of("health.min_availability", "monitoring.alert_thresholds.min_availability")) {
            add(
                    keys,
                    share,
                    "0",
                    "a share, such as 0.99",
                    "a component that did not work in so many of its last checks has a warning",
                    (draft, value) -> draft.minAvailability = value.share());
        }
        add(
                keys,
                "health.timeout",
                "5s",
                DURATION,
                "how long a check may take that has no time of its own",
                (draft, value) -> draft.healthTimeout = positiveDuration(value));
        add(
                keys,
                "health.report.file",
                "",
                FILE,
                "the newest report is written there",
                (draft, value) -> draft.reportFile = Optional.of(draft.file(value)));
        add(
                keys,
                "health.report.url",
                "",
                "an address",
                "the newest report is sent there by POST",
                (draft, value) -> draft.reportUrl = Optional.of(value.read(Keys::url)));
        add(
                keys,
                "health.report.token_file",
                "",
                FILE,
                "has the bearer token for that",
                (draft, value) -> draft.reportTokenFile = Optional.of(draft.file(value)));
        add(
                keys,
                "health.report.format",
                "json",
                "json or text",
                "how reports are written",
                (draft, value) -> draft.reportFormat = value.read(Keys::format));
        add(
                keys,
                "health.report.interval",
                "1m",
                DURATION,
                "from one report to the next",
                (draft, value) -> draft.reportInterval = positiveDuration(value));
    }

    /** What will have an effect with other parts of the node. */
    private static void waiting(List<Key> keys) {
        String exports = "pushes metrics elsewhere";
        String dashboards = "draws dashboards";
        for (String name : List.of("custom_exporters", "batch_size", "async_export")) {
            waits(keys, "metrics." + name, exports);
        }
        for (String name : List.of("grafana_integration", "dashboard_auto_generation", "custom_dashboards")) {
            waits(keys, "metrics." + name, dashboards);
        }
        waits(keys, "dashboards", dashboards);
        waits(keys, "monitoring.enable_export", exports);
        waits(keys, "monitoring.export_format", exports);
    }

    /** The keys of systems that this one takes the place of. */
    private static void replaced(List<Key> keys) {
        add(
                keys,
                "performance.enabled",
                "true",
                SWITCH,
                "false leaves out `hotstuff2_performance_*`",
                (draft, value) -> {
                    if (!value.truth()) {
                        draft.metrics.merge("deny", "hotstuff2_performance_*", (one, two) -> one + "," + two);
                    }
                });
        add(
                keys,
                "performance.sampling_rate",
                "1.0",
                "a share, such as 0.1 or 10%",
                "the same as `metrics.metrics_sampling_rate`",
                (draft, value) -> metric(draft, "metrics_sampling_rate", value, String.valueOf(value.share())));
        for (String days : List.of("performance.retention_days", "metrics.retention_days")) {
            add(
                    keys,
                    days,
                    "",
                    COUNT,
                    "the same as `history.retention`, in days",
                    (draft, value) -> retention(draft, value, Duration.ofDays(positive(value))));
        }
        add(
                keys,
                "monitoring.enabled",
                "true",
                SWITCH,
                "the same as `metrics.collection_enabled`",
                (draft, value) -> metric(draft, "collection_enabled", value));
        add(
                keys,
                "monitoring.collection_interval",
                "",
                "seconds",
                "the same as `metrics.collection_interval`",
                (draft, value) -> metric(draft, "collection_interval", value, positive(value) + "s"));
        for (String seconds : List.of("monitoring.health_check_interval", "monitoring.health.interval_seconds")) {
            add(
                    keys,
                    seconds,
                    "",
                    "seconds",
                    "the same as `health.check_interval`",
                    (draft, value) -> draft.healthInterval = Optional.of(Duration.ofSeconds(positive(value))));
        }
        add(
                keys,
                "monitoring.health.timeout_ms",
                "",
                "milliseconds",
                "the same as `health.timeout`",
                (draft, value) -> draft.healthTimeout = Duration.ofMillis(positive(value)));
        add(
                keys,
                "monitoring.retention_seconds",
                "",
                "seconds",
                "the same as `history.retention`",
                (draft, value) -> retention(draft, value, Duration.ofSeconds(positive(value))));
        limit(
                keys,
                "max_memory_mb",
                "a number of MB",
                "MemoryAboveLimit",
                (value, limit) -> String.format(Locale.ROOT, "process_resident_memory_bytes > %s * 1e6", limit));
        limit(
                keys,
                "max_error_rate",
                "a share, such as 0.05",
                "ErrorRateAboveLimit",
                (value, limit) -> errorRate() + " > " + value.share());
        limit(
                keys,
                "min_success_rate",
                "a share, such as 0.95",
                "SuccessRateBelowLimit",
                (value, limit) -> "1 - " + errorRate() + " < " + value.share());
        limit(
                keys,
                "max_cert_issuance_ms",
                "milliseconds",
                "CertificateIssuanceSlow",
                (value, limit) -> String.format(
                        Locale.ROOT,
                        "histogram_quantile(0.95, sum by (chain, instance, le) (rate(certificate_issuance_seconds_bucket[5m]))) > %s / 1e3",
                        limit));
    }

    /** Of all operations that are recorded with a result. */
    private static String errorRate() {
        return "sum by (chain, instance) (rate({__name__=~\".+_seconds_count\",result=\"error\"}[5m]))"
                + " / sum by (chain, instance) (rate({__name__=~\".+_seconds_count\",result=~\"ok|error\"}[5m]))";
    }

    private static void limit(
            List<Key> keys, String name, String right, String alert, BiFunction<FileValue, String, String> condition) {
        add(keys, "monitoring.alert_thresholds." + name, "", right, "a rule `" + alert + "`", (draft, value) -> {
            String limit = String.valueOf(number(value));
            draft.rules.add(AlertRule.named(alert)
                    .when(condition.apply(value, limit))
                    .summary("it is {{ $value | humanize }}, and the limit is " + value.text()));
        });
    }

    private static void waits(List<Key> keys, String path, String what) {
        add(keys, path, "", "anything", WAITS, (draft, value) -> draft.waits(value, "it waits for what " + what));
    }

    private static void add(
            List<Key> keys,
            String path,
            String standard,
            String right,
            String effect,
            BiConsumer<Draft, FileValue> reader) {
        keys.add(new Key(path, standard, right, effect, reader));
    }

    private static void metric(Draft draft, String name, FileValue value) {
        String text = value.isMap()
                ? String.join(
                        ",",
                        value.texts().entrySet().stream()
                                .map(one -> one.getKey() + "=" + one.getValue())
                                .toList())
                : value.isList() ? String.join(",", value.words()) : value.text();
        metric(draft, name, value, text);
    }

    private static void metric(Draft draft, String name, FileValue value, String text) {
        try {
            MetricsConfig.parse(Map.of(name, text));
        } catch (IllegalArgumentException wrong) {
            throw value.wrong(String.valueOf(wrong.getMessage()));
        }
        draft.metrics.put(name, text);
    }

    private static void threshold(Draft draft, AlertSetting setting, FileValue value) {
        AlertConfig before = draft.thresholds;
        draft.thresholds = value.read(text -> {
            try {
                return before.with(setting, setting.parse(text));
            } catch (AlertConfigException wrong) {
                throw new IllegalArgumentException(wrong.problem(), wrong);
            }
        });
    }

    private static void rule(Draft draft, FileValue value) {
        Map<String, FileValue> keys = value.map(RULE_KEYS);
        FileValue name = keys.get("name");
        FileValue condition = keys.get("condition");
        if (name == null || condition == null) {
            throw value.wrong("a rule has a name and a condition");
        }
        AlertRule rule = name.read(AlertRule::named);
        try {
            rule.when(condition.text(), ShortNames.STANDARD);
        } catch (PromQlException wrong) {
            throw condition.wrong(String.valueOf(wrong.getMessage()));
        }
        Optional.ofNullable(keys.get("severity")).ifPresent(severity -> rule.severity(severity.read(Keys::severity)));
        Optional.ofNullable(keys.get("duration")).ifPresent(duration -> rule.lasting(duration(duration)));
        Optional.ofNullable(keys.get("message")).ifPresent(message -> message.read(rule::summary));
        FileValue channels = keys.get("channels");
        if (channels != null) {
            draft.named.add(channels);
            rule.notify(channels.words().toArray(String[]::new));
        }
        draft.rules.add(rule);
    }

    private static Slo objective(FileValue value) {
        Map<String, FileValue> keys = value.map(OBJECTIVE_KEYS);
        FileValue name = keys.get("name");
        FileValue objective = keys.get("objective");
        FileValue histogram = keys.get("histogram");
        FileValue target = keys.get("target");
        FileValue good = keys.get("good");
        FileValue total = keys.get("total");
        if (name == null || objective == null || (histogram == null) == (good == null)) {
            throw value.wrong(OBJECTIVE);
        }
        Duration period = Optional.ofNullable(keys.get("period"))
                .map(Keys::positiveDuration)
                .orElse(PERIOD);
        try {
            if (histogram != null && target != null && total == null) {
                return Slo.latency(name.text(), histogram.text(), positiveDuration(target), objective.share(), period);
            }
            if (good != null && total != null && target == null) {
                return new Slo(name.text(), good.text(), total.text(), objective.share(), period);
            }
        } catch (FileException wrong) {
            throw wrong;
        } catch (IllegalArgumentException | PromQlException wrong) {
            throw value.wrong(String.valueOf(wrong.getMessage()));
        }
        throw value.wrong(OBJECTIVE);
    }

    private static Severity severity(String text) {
        for (Severity one : Severity.values()) {
            if (one.name().equalsIgnoreCase(text)) {
                return one;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no severity; there are info, warning and critical");
    }

    /** Refuses rules that name a channel that there is not. */
    static void checkReceivers(Draft draft, FileValue channels) {
        Set<String> known = new TreeSet<>(draft.channels.keySet());
        draft.routes.ifPresent(routes -> known.addAll(routes.receivers().keySet()));
        for (String name : channels.words()) {
            if (!known.contains(name)) {
                throw channels.wrong("there is no channel '" + name + "'; there are " + known);
            }
        }
    }

    private static void retention(Draft draft, FileValue value, Duration wanted) {
        if (wanted.compareTo(MOST_HISTORY) > 0) {
            draft.waits(value, "history is kept in memory, for two hours at the most, until it can be kept on disk");
        }
        Duration kept = wanted.compareTo(MOST_HISTORY) > 0 ? MOST_HISTORY : wanted;
        history(draft, value, kept, draft.history.maxBytes(), draft.history.maxSeries());
    }

    private static void history(Draft draft, FileValue value, Duration retention, long bytes, int series) {
        try {
            draft.history = new HeadLimits(retention, bytes, series);
        } catch (IllegalArgumentException wrong) {
            throw value.wrong(String.valueOf(wrong.getMessage()));
        }
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no address, such as https://reports.example.org/node");
        }
        return url;
    }

    private static HealthExport.Format format(String text) {
        return switch (text) {
            case "json" -> HealthExport.Format.JSON;
            case "text" -> HealthExport.Format.TEXT;
            default -> throw new IllegalArgumentException("'" + text + "' is neither json nor text");
        };
    }

    private static String path(String text) {
        if (!text.matches("/[a-z0-9/_-]+") || text.startsWith("/api/") || text.equals("/metrics")) {
            throw new IllegalArgumentException("'" + text + "' is no path of its own, such as /health");
        }
        return text;
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("'" + text + "' is no address", unknown);
        }
    }

    private static Duration duration(FileValue value) {
        return Duration.ofMillis(value.millis());
    }

    private static Duration positiveDuration(FileValue value) {
        Duration duration = duration(value);
        if (duration.isZero()) {
            throw value.wrong("is zero");
        }
        return duration;
    }

    private static int positive(FileValue value) {
        int count = value.count();
        if (count == 0) {
            throw value.wrong("is zero");
        }
        return count;
    }

    private static double number(FileValue value) {
        return value.read(text -> {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException none) {
                throw new IllegalArgumentException("'" + text + "' is no number", none);
            }
        });
    }
}
