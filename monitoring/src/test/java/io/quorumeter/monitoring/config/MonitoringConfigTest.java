package io.quorumeter.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Labels;
import io.quorumeter.alerting.alert.AlertSetting;
import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.health.HealthExport;
import io.quorumeter.core.MetricsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoringConfigTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    /** A value of a key that is not its default, and where it shows. */
    private record Case(String value, Function<MonitoringConfig, Object> seen, Object expected) {}

    private MonitoringConfig read(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return MonitoringConfig.read(file, Map.of());
    }

    private Map<String, Case> cases() throws IOException {
        Files.writeString(folder.resolve("token"), TOKEN);
        Files.writeString(folder.resolve("routes.yml"), "route: {receiver: a}\nreceivers: [{name: a, log: {}}]\n");
        Map<String, Case> cases = new LinkedHashMap<>();
        Map<String, String> metrics = Map.ofEntries(
                Map.entry("collection_enabled", "false"),
                Map.entry("metrics_level", "detailed"),
                Map.entry("collection_interval", "2s"),
                Map.entry("metrics_sampling_rate", "0.5"),
                Map.entry("max_metrics_memory", "32MiB"),
                Map.entry("series_limit", "7"),
                Map.entry("family_limit", "8"),
                Map.entry("stale_after", "10m"),
                Map.entry("callback_limit", "2s"),
                Map.entry("constant_labels", "chain=main"),
                Map.entry("deny", "jvm_*"));
        metrics.forEach((key, value) -> cases.put(
                "metrics." + key,
                new Case(value, config -> config.metrics().toMap().get(key), value)));
        Function<MonitoringConfig, Object> collected =
                config -> config.metrics().collectionEnabled();
        cases.put("metrics.enabled", new Case("false", collected, false));
        cases.put("monitoring.enabled", new Case("false", collected, false));
        cases.put("metrics.prometheus_enabled", new Case("false", MonitoringConfig::prometheus, false));
        cases.put(
                "metrics.prometheus_port",
                new Case("9777", config -> config.port().orElse(-1), 9777));
        cases.put(
                "http.address",
                new Case("127.0.0.2", config -> config.address().orElseThrow().getHostAddress(), "127.0.0.2"));
        cases.put("http.token_file", new Case("token", config -> config.access().allowsToken("Bearer " + TOKEN), true));
        cases.put(
                "http.certificates",
                new Case(
                        "a.pem, key: b.pem",
                        config -> config.access().identity().isPresent(),
                        true));
        cases.put(
                "http.key",
                new Case(
                        "b.pem, certificates: a.pem",
                        config -> config.access().identity().isPresent(),
                        true));
        Function<MonitoringConfig, Object> retention =
                config -> config.history().retention().toMinutes();
        cases.put("history.retention", new Case("30m", retention, 30L));
        cases.put("monitoring.retention_seconds", new Case("3600", retention, 60L));
        cases.put(
                "performance.retention_days",
                new Case("30", config -> config.warnings().size(), 1));
        cases.put(
                "metrics.retention_days",
                new Case("90", config -> config.warnings().size(), 1));
        cases.put("history.memory", new Case("32MiB", config -> config.history().maxBytes(), 32L << 20));
        cases.put("history.series", new Case("99", config -> config.history().maxSeries(), 99));
        cases.put("query.samples", new Case("99", config -> config.queries().samples(), 99L));
        cases.put("query.series", new Case("99", config -> config.queries().series(), 99));
        cases.put(
                "query.timeout",
                new Case("3s", config -> config.queries().timeout().toSeconds(), 3L));
        cases.put("query.memory", new Case("1MB", MonitoringConfig::queryMemory, 1_000_000L));
        cases.put(
                "alerting.enabled",
                new Case("false", config -> config.alerting().enabled(), false));
        cases.put(
                "metrics.alerting_enabled",
                new Case("false", config -> config.alerting().enabled(), false));
        cases.put(
                "alerting.default_rules",
                new Case("false", config -> config.alerting().defaultRules(), false));
        for (AlertSetting setting : AlertSetting.values()) {
            String value = setting == AlertSetting.IDLE_AWARE
                    ? "true"
                    : setting.right().contains("time") ? "17s" : "1";
            Case one = new Case(
                    value, config -> config.alerting().thresholds().get(setting).equals(setting.defaultValue()), false);
            cases.put("alerting.thresholds." + setting.key(), one);
            cases.put("metrics.alert_config." + setting.key(), one);
        }
        cases.put(
                "alerting.rule_files",
                new Case("[a.yml]", config -> config.alerting().files(), List.of(folder.resolve("a.yml"))));
        cases.put(
                "alerting.rules",
                new Case(
                        "[{name: X, condition: 'disk_usage > 90%'}]",
                        config -> config.alerting().rules().size(), 1));
        cases.put(
                "alerting.objectives",
                new Case(
                        "[{name: a, objective: 99%, histogram: b_seconds, target: 35ms}, {name: c, objective: 0.5, good: d, total: e}]",
                        config -> config.alerting().objectives().size(), 2));
        cases.put("alerting.routes", new Case("routes.yml", config -> receivers(config), List.of("a")));
        Map<String, String> channels = new LinkedHashMap<>();
        channels.put("email", "{smtp_server: 'localhost:25', from: a@b, to: c@d}");
        channels.put("slack", "{webhook_url: 'http://127.0.0.1:1/'}");
        channels.put("pagerduty", "{routing_key: abc}");
        channels.put("webhook", "{url: 'http://127.0.0.1:1/'}");
        channels.put("alertmanager", "{url: 'http://127.0.0.1:1/'}");
        channels.put("file", "{path: a.txt}");
        channels.put("log", "{}");
        channels.put("console", "{}");
        channels.forEach((channel, value) -> {
            Case one = new Case(value, MonitoringConfigTest::receivers, List.of(channel));
            cases.put("alerting.channels." + channel, one);
            cases.put("metrics.alert_destinations." + channel, one);
        });
        cases.put(
                "alerting.data",
                new Case("d", config -> config.alerting().data().orElseThrow(), folder.resolve("d")));
        cases.put(
                "scrape.targets",
                new Case(
                        "'127.0.0.1:9, 127.0.0.1:10'",
                        config -> config.targets().size(),
                        2));
        cases.put(
                "scrape.interval",
                new Case("3s", config -> config.interval().orElseThrow().toSeconds(), 3L));
        cases.put(
                "scrape.timeout",
                new Case(
                        "4s, targets: '127.0.0.1:9'",
                        config -> config.targets().get(0).timeout().toSeconds(),
                        4L));
        Function<MonitoringConfig, Object> available = config -> config.health().minAvailability();
        cases.put("health.min_availability", new Case("99%", available, 0.99));
        cases.put("monitoring.alert_thresholds.min_availability", new Case("0.99", available, 0.99));
        cases.put("health.enabled", new Case("false", config -> config.health().enabled(), false));
        cases.put(
                "health.endpoint",
                new Case("/healthz", config -> config.health().path(), "/healthz"));
        cases.put(
                "monitoring.health.endpoint",
                new Case("/healthz", config -> config.health().path(), "/healthz"));
        Function<MonitoringConfig, Object> interval =
                config -> config.health().interval().orElseThrow().toSeconds();
        cases.put("health.check_interval", new Case("31s", interval, 31L));
        cases.put("monitoring.health_check_interval", new Case("31", interval, 31L));
        cases.put("monitoring.health.interval_seconds", new Case("31", interval, 31L));
        Function<MonitoringConfig, HealthExport.Settings> export =
                config -> config.health().export().orElseThrow();
        cases.put(
                "health.report.file",
                new Case("a.json", export.andThen(to -> to.file().orElseThrow()), folder.resolve("a.json")));
        cases.put(
                "health.report.url",
                new Case(
                        "http://127.0.0.1:1/",
                        export.andThen(to -> to.url().orElseThrow().getPort()),
                        1));
        cases.put(
                "health.report.token_file",
                new Case(
                        "token, file: a", export.andThen(to -> to.tokenFile().orElseThrow()), folder.resolve("token")));
        cases.put(
                "health.report.format",
                new Case("text, file: a", export.andThen(HealthExport.Settings::format), HealthExport.Format.TEXT));
        cases.put(
                "health.report.interval",
                new Case("7s, file: a", export.andThen(to -> to.interval().toSeconds()), 7L));
        cases.put(
                "health.timeout",
                new Case("7s", config -> config.health().timeout().toSeconds(), 7L));
        cases.put(
                "monitoring.health.timeout_ms",
                new Case("7000", config -> config.health().timeout().toSeconds(), 7L));
        for (String waiting : List.of(
                "metrics.custom_exporters",
                "metrics.batch_size",
                "metrics.async_export",
                "metrics.grafana_integration",
                "metrics.dashboard_auto_generation",
                "metrics.custom_dashboards",
                "dashboards",
                "monitoring.enable_export",
                "monitoring.export_format")) {
            cases.put(waiting, new Case("1", config -> config.warnings().size(), 1));
        }
        cases.put(
                "performance.enabled",
                new Case("false", config -> config.metrics().deny().size(), 1));
        cases.put(
                "performance.sampling_rate",
                new Case("10%", config -> config.metrics().metricsSamplingRate(), 0.1));
        cases.put(
                "monitoring.collection_interval",
                new Case("10", config -> config.interval().orElseThrow().toSeconds(), 10L));
        for (String limit : List.of("max_memory_mb", "max_error_rate", "min_success_rate", "max_cert_issuance_ms")) {
            cases.put(
                    "monitoring.alert_thresholds." + limit,
                    new Case("0.5", config -> config.alerting().rules().size(), 1));
        }
        return cases;
    }

    private static Object receivers(MonitoringConfig config) {
        return List.copyOf(config.alerting().routes().orElseThrow().receivers().keySet());
    }

    /** The value in nested maps, as YAML and JSON have them. */
    private static String nested(String path, String value) {
        String[] names = path.split("\\.", -1);
        return "{" + String.join(": {", names) + ": " + value + "}".repeat(names.length) + "\n";
    }

    @Test
    void everyKey_hasAnEffect() throws IOException {
        Map<String, Case> cases = cases();
        List<String> keys = Keys.ALL.stream().map(Key::path).toList();
        assertThat(cases.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        for (Map.Entry<String, Case> one : cases.entrySet()) {
            MonitoringConfig config =
                    read("one.yaml", nested(one.getKey(), one.getValue().value()));
            assertThat(one.getValue().seen().apply(config))
                    .as(one.getKey())
                    .isEqualTo(one.getValue().expected());
        }
    }

    @Test
    void everyKey_canBeSetByItsVariable() throws IOException {
        Path file = Files.writeString(folder.resolve("one.yaml"), "");
        for (Map.Entry<String, Case> one : cases().entrySet()) {
            Case expected = one.getValue();
            if (!expected.value().startsWith("{")
                    && !expected.value().contains(": ")
                    && !expected.value().contains("'")
                    && !expected.value().startsWith("[")) {
                String variable = "QUORUMETER_" + one.getKey().replace('.', '_').toUpperCase(Locale.ROOT);
                MonitoringConfig config = MonitoringConfig.read(file, Map.of(variable, expected.value(), "PATH", "x"));
                assertThat(expected.seen().apply(config)).as(variable).isEqualTo(expected.expected());
            }
        }
    }

    @Test
    void variables_overrideTheFile_andUnknownOnesAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("one.yaml"), "history: {retention: 30m}\n");
        MonitoringConfig config = MonitoringConfig.read(file, Map.of("QUORUMETER_HISTORY_RETENTION", "10m"));
        assertThat(config.history().retention()).hasMinutes(10);
        assertThatThrownBy(() -> MonitoringConfig.read(file, Map.of("QUORUMETER_HISTORY_RETENTOIN", "10m")))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("'QUORUMETER_HISTORY_RETENTION' is meant?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.yaml", "one.json", "one.toml"})
    void allFormats_sayTheSame(String name) throws IOException {
        String text = switch (name) {
            case "one.yaml" -> """
                        metrics:
                          series_limit: 5
                          constant_labels: {chain: main}
                        alerting:
                          thresholds: {max_cpu_usage: 70%}
                          rules:
                          - {name: A, condition: "up == 0", severity: critical}
                        """;
            case "one.json" -> """
                        {"metrics": {"series_limit": 5, "constant_labels": {"chain": "main"}},
                         "alerting": {"thresholds": {"max_cpu_usage": "70%"},
                          "rules": [{"name": "A", "condition": "up == 0", "severity": "critical"}]}}
                        """;
            default -> """
                        [metrics]
                        series_limit = 5
                        constant_labels = {chain = "main"}
                        [alerting.thresholds]
                        max_cpu_usage = 0.7
                        [[alerting.rules]]
                        name = "A"
                        condition = "up == 0"
                        severity = "critical"
                        """;
        };
        MonitoringConfig config = read(name, text);
        assertThat(config.metrics())
                .isEqualTo(MetricsConfig.defaults().withSeriesLimit(5).withConstantLabels(Labels.of("chain", "main")));
        assertThat(config.alerting().thresholds().get(AlertSetting.MAX_CPU_USAGE))
                .isEqualTo(0.7);
        assertThat(config.alerting().rules()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            one.yaml | histroy: {} | one.yaml:1:10: histroy: there is no such key; 'history' is meant?
            one.yaml | metrics: {serieslimit: 1} | one.yaml:1:24: metrics.serieslimit: there is no such key; 'series_limit' is meant?
            one.toml | [metrics]~serieslimit = 1 | one.toml:2:1: metrics.serieslimit: there is no such key; 'series_limit' is meant?
            one.yaml | metrics: {max_metrics_memory: lots} | max_metrics_memory must be 1 byte or more
            one.yaml | metrics: {prometheus_port: 99999} | 99999 is no port
            one.yaml | metrics: 5 | one.yaml:1:10: metrics: is '5', not a map
            one.yaml | history: {retention: soon} | one.yaml:1:22: history.retention: not a valid duration
            one.yaml | history: {memory: 1TB} | '1TB' is no number of bytes
            one.yaml | history: {memory: 99999999999GB} | history.memory
            one.yaml | alerting: {thresholds: {max_cpu_usage: 170%}} | max_cpu_usage: 1.7 is not a number from 0 to 1
            one.yaml | alerting: {thresholds: {max_block_time: soon}} | 'soon' is not a time
            one.yaml | alerting: {rules: [{name: X}]} | a rule has a name and a condition
            one.yaml | alerting: {rules: [{name: X, condition: 'a >> 1'}]} | 1:4: parse error
            one.yaml | alerting: {rules: [{name: X, condition: a, severity: loud}]} | there are info, warning and critical
            one.yaml | alerting: {rules: [{name: X, condition: a, channels: [pager]}]} | there is no channel 'pager'
            one.yaml | alerting: {channels: {slak: {}}} | 'slack' is meant?
            one.yaml | alerting: {objectives: [{name: a, objective: 0.9, good: d}]} | an objective has name, objective and either
            one.yaml | alerting: {objectives: [{name: a, objective: 0.9, good: d + 1, total: e}]} | selects no counters
            one.yaml | alerting: {routes: none.yml} | cannot be read
            one.yaml | http: {address: not.an.address.invalid} | is no address
            one.yaml | health: {endpoint: health} | 'health' is no path
            one.yaml | scrape: {targets: 'ftp://a'} | is no address of metrics
            one.toml | [metrics | one.toml:1:
            one.yaml | "metrics: [" | one.yaml:1:
            """)
    void mistakes_areNamedWithTheirPlaces(String name, String text, String expected) {
        assertThatThrownBy(() -> read(name, text.replace('~', '\n')))
                .isInstanceOf(FileException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void allMistakes_areNamedAtOnce_withoutSecrets() {
        assertThatThrownBy(() -> read("one.yaml", """
                        histroy: {}
                        metrics: {series_limit: no, prometheus_port: 99999}
                        alerting: {channels: {slack: {webhook_url: 'http://127.0.0.1/secret-path', nope: 1}}}
                        """))
                .isInstanceOfSatisfying(
                        FileException.class,
                        wrong -> assertThat(wrong.mistakes()).hasSize(4))
                .hasMessageNotContaining("secret-path");
    }

    @Test
    void fileThatIsTooLarge_isRefused() {
        assertThatThrownBy(() -> read("one.yaml", "# ".repeat(1 << 20)))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("1048576");
    }

    @Test
    void samplesOfReplacedSystems_loadAsTheyAre() throws IOException {
        MonitoringConfig rhema = read("rhema.yaml", """
                performance: {enabled: true, sampling_rate: 0.1, retention_days: 30}
                health: {enabled: true, check_interval: 30s, timeout: 10s}
                metrics: {enabled: true, collection_interval: 60s, retention_days: 90}
                alerting:
                  enabled: true
                  channels:
                    email: {smtp_server: "smtp.example.com:587", from: alerts@example.com, to: ops@example.com}
                    slack: {webhook_url: "http://127.0.0.1:1/services"}
                    pagerduty: {routing_key: abc}
                  rules:
                    - {name: high_error_rate, condition: "error_rate > 0.05", severity: critical, channels: [email, slack]}
                    - {name: high_latency, condition: "avg_response_time > 1000ms", severity: warning, channels: [slack]}
                    - {name: low_disk_space, condition: "disk_usage > 90%", severity: critical,
                       channels: [email, slack, pagerduty]}
                dashboards:
                  - {name: System Overview, refresh_interval: 30s, panels: [cpu, memory, disk]}
                """);
        assertThat(rhema.alerting().rules()).hasSize(3);
        assertThat(rhema.warnings()).hasSize(3);
        MonitoringConfig trustChain = read("trustchain.toml", """
                [monitoring]
                enabled = true
                collection_interval = 10
                health_check_interval = 30
                enable_export = true
                export_format = "json"
                retention_seconds = 3600

                [monitoring.alert_thresholds]
                max_cert_issuance_ms = 100
                min_success_rate = 0.95
                max_memory_mb = 4096
                max_error_rate = 0.05
                min_availability = 0.99

                [monitoring.health]
                endpoint = "/health"
                interval_seconds = 30
                timeout_ms = 5000
                """);
        assertThat(trustChain.alerting().rules()).hasSize(4);
        assertThat(trustChain.history().retention()).hasHours(1);
        List<String> warned = new ArrayList<>(trustChain.warnings());
        assertThat(warned).hasSize(2).allMatch(warning -> warning.contains("has no effect yet"));
    }
}
