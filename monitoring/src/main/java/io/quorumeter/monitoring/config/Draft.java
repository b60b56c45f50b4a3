package io.quorumeter.monitoring.config;

import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertRule;
import io.quorumeter.alerting.channel.Receiver;
import io.quorumeter.alerting.file.FileValue;
import io.quorumeter.alerting.health.HealthExport;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.alerting.rule.Slo;
import io.quorumeter.core.MetricsConfig;
import io.quorumeter.exporters.http.HttpAccess;
import io.quorumeter.history.HeadLimits;
import io.quorumeter.monitoring.scrape.ScrapeTarget;
import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.limit.MemoryBudget;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the keys have set so far. */
final class Draft {
    private static final Duration SCRAPE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);
    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(5);

    final Path folder;
    final Map<String, String> metrics = new LinkedHashMap<>();
    final List<String> warnings = new ArrayList<>();
    final List<Path> ruleFiles = new ArrayList<>();
    final List<AlertRule> rules = new ArrayList<>();
    final List<Slo> objectives = new ArrayList<>();
    final Map<String, Receiver> channels = new LinkedHashMap<>();
    final List<String> targets = new ArrayList<>();
    final List<FileValue> named = new ArrayList<>();
    boolean isOfAlerts;
    boolean prometheus = true;
    OptionalInt port = OptionalInt.empty();
    Optional<InetAddress> address = Optional.empty();
    HttpAccess access = HttpAccess.local();

    @Nullable
    Path certificates;

    @Nullable
    Path key;

    HeadLimits history = HeadLimits.DEFAULT;
    Limits queries = Limits.DEFAULT;
    long queryMemory = MemoryBudget.DEFAULT_BYTES;
    boolean alerting = true;
    boolean defaultRules = true;
    AlertConfig thresholds = AlertConfig.defaults();
    Optional<RoutingFile> routes = Optional.empty();
    Optional<Path> data = Optional.empty();
    Optional<Duration> scrapeInterval = Optional.empty();
    Optional<Duration> scrapeTimeout = Optional.empty();
    boolean health = true;
    String healthPath = "/health";
    Optional<Duration> healthInterval = Optional.empty();
    Duration healthTimeout = HEALTH_TIMEOUT;
    double minAvailability;
    Optional<Path> reportFile = Optional.empty();
    Optional<URI> reportUrl = Optional.empty();
    Optional<Path> reportTokenFile = Optional.empty();
    HealthExport.Format reportFormat = HealthExport.Format.JSON;
    Duration reportInterval = REPORT_INTERVAL;

    Draft(Path folder) {
        this.folder = folder;
    }

    MetricsConfig metricsConfig() {
        return MetricsConfig.parse(metrics);
    }

    /** A file, from the folder of the configuration on where its name is relative. */
    Path file(FileValue value) {
        return value.read(folder::resolve);
    }

    /** Notes a key that does nothing yet. */
    void waits(FileValue value, String what) {
        warnings.add(value.wrong("has no effect yet: " + what).getMessage());
    }

    private Optional<RoutingFile> routing() {
        return channels.isEmpty() ? routes : Optional.of(RoutingFile.toAll(channels));
    }

    private Optional<HealthExport.Settings> export() {
        return reportFile.isEmpty() && reportUrl.isEmpty()
                ? Optional.empty()
                : Optional.of(new HealthExport.Settings(
                        reportFile, reportUrl, reportTokenFile, reportFormat, reportInterval));
    }

    private Optional<Duration> interval() {
        return scrapeInterval.isEmpty() && metrics.containsKey("collection_interval")
                ? Optional.of(metricsConfig().collectionInterval())
                : scrapeInterval;
    }

    private List<ScrapeTarget> scraped() {
        Duration interval = scrapeInterval.orElse(SCRAPE_TIMEOUT);
        Duration most = interval.compareTo(SCRAPE_TIMEOUT) < 0 ? interval : SCRAPE_TIMEOUT;
        return targets.stream()
                .map(target -> ScrapeTarget.of(target, scrapeTimeout.orElse(most)))
                .toList();
    }

    MonitoringConfig finished() {
        return new MonitoringConfig(
                metricsConfig(),
                metrics.keySet().stream().anyMatch(key -> !key.equals("collection_interval")),
                prometheus,
                port,
                address,
                certificates == null || key == null ? access : access.tls(certificates, key),
                history,
                queries,
                queryMemory,
                new Alerting(
                        alerting,
                        defaultRules,
                        thresholds,
                        List.copyOf(ruleFiles),
                        List.copyOf(rules),
                        List.copyOf(objectives),
                        routing(),
                        data),
                isOfAlerts,
                scraped(),
                interval(),
                new MonitoringConfig.HealthSettings(
                        health, healthPath, healthInterval, healthTimeout, export(), minAvailability),
                List.copyOf(warnings));
    }
}
