package io.quorumeter.monitoring.config;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.health.HealthExport;
import io.quorumeter.core.MetricsConfig;
import io.quorumeter.exporters.http.HttpAccess;
import io.quorumeter.history.HeadLimits;
import io.quorumeter.monitoring.scrape.ScrapeTarget;
import io.quorumeter.promql.limit.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator decides of a monitoring system, read from one file in YAML, TOML or JSON and from the environment. The keys are in {@code
 * docs/configuration.md}; each has an effect, or a warning says what it waits for.
 *
 * @param metrics the settings of the collector
 * @param isOfMetrics whether any of these was set, but for the distance of ticks
 * @param prometheus whether {@code /metrics} is served
 * @param port where all pages are served; empty unless said
 * @param address on which of the machine's addresses
 * @param access who may ask
 * @param history what is kept
 * @param queries what a query may take
 * @param queryMemory what all queries may take together, in bytes
 * @param alerting rules, routes and thresholds
 * @param isOfAlerts whether anything was set of them
 * @param targets other nodes that are read
 * @param interval the distance of ticks, at which other nodes are read, too; empty unless said
 * @param health how the node's checks are asked
 * @param warnings keys that have no effect yet, each with its place and what it waits for
 */
public record MonitoringConfig(
        MetricsConfig metrics,
        boolean isOfMetrics,
        boolean prometheus,
        OptionalInt port,
        Optional<InetAddress> address,
        HttpAccess access,
        HeadLimits history,
        Limits queries,
        long queryMemory,
        Alerting alerting,
        boolean isOfAlerts,
        List<ScrapeTarget> targets,
        Optional<Duration> interval,
        HealthSettings health,
        List<String> warnings) {

    /**
     * How the node's checks are asked.
     *
     * @param enabled whether they are asked at all
     * @param path where the report is, such as {@code /health}
     * @param interval from one round to the next; empty for that of five ticks
     * @param timeout how long a check may take
     * @param export where reports go; empty for nowhere
     * @param minAvailability which share of its last checks a component has to pass to be without a warning
     */
    public record HealthSettings(
            boolean enabled,
            String path,
            Optional<Duration> interval,
            Duration timeout,
            Optional<HealthExport.Settings> export,
            double minAvailability) {}

    /**
     * Reads a file, and the variables of the environment that begin with {@code QUORUMETER_}.
     *
     * @param file in UTF-8; TOML when its name ends in {@code .toml}, YAML or JSON otherwise; up to 1 MiB
     * @return what they say
     * @throws IOException when it cannot be read, or a file that it names
     * @throws FileException when something is wrong: all mistakes, each with file, line, column and what would be right
     */
    public static MonitoringConfig read(Path file) throws IOException {
        return read(file, System.getenv());
    }

    /**
     * Reads a file and an environment.
     *
     * @param file as {@link #read(Path)} takes it
     * @param environment variables by name; those that begin otherwise are ignored
     * @return what they say
     * @throws IOException when the file cannot be read, or one that it names
     * @throws FileException when something is wrong
     */
    public static MonitoringConfig read(Path file, Map<String, String> environment) throws IOException {
        return new ConfigReader(file).read(environment);
    }
}
