package io.quorumeter.monitoring.config;

import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.AlertManagerBuilder;
import io.quorumeter.alerting.alert.AlertRule;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.alerting.rule.Slo;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is configured of alerts.
 *
 * @param enabled whether any rule is evaluated
 * @param defaultRules whether the built-in rules are
 * @param thresholds those of the built-in rules
 * @param files further rules, in Prometheus' format
 * @param rules rules that stand in the configuration itself
 * @param objectives those that make rules
 * @param routes where alerts go; to the log unless said
 * @param data where alerts, silences and notices are kept over a restart; in memory only unless said
 */
public record Alerting(
        boolean enabled,
        boolean defaultRules,
        AlertConfig thresholds,
        List<Path> files,
        List<AlertRule> rules,
        List<Slo> objectives,
        Optional<RoutingFile> routes,
        Optional<Path> data) {
    /**
     * Reads the files of rules.
     *
     * @throws IOException when one cannot be read
     * @throws io.quorumeter.alerting.file.FileException when something in one is wrong
     */
    public void check() throws IOException {
        for (Path file : files) {
            RuleFile.read(file, Semantics.V3);
        }
    }

    /**
     * Starts an alert manager with these settings.
     *
     * @param builder of the node's collector; has handlers for where there are no routes
     * @param kept how far back history goes, which bounds the windows of objectives
     * @return the running alert manager
     * @throws IOException when a file of rules cannot be read
     * @throws io.quorumeter.alerting.file.FileException when something in one is wrong
     */
    public AlertManager start(AlertManagerBuilder builder, Duration kept) throws IOException {
        builder.config(thresholds);
        data.ifPresent(builder::data);
        if (!enabled || !defaultRules) {
            builder.withoutDefaultRules();
        }
        if (enabled) {
            for (Path file : files) {
                builder.rules(file);
            }
        }
        routes.ifPresent(builder::routes);
        AlertManager alerts = builder.start();
        if (enabled) {
            rules.forEach(alerts::addRule);
            alerts.addRules(
                    objectives.stream().map(objective -> objective.rules(kept)).toList());
        }
        return alerts;
    }
}
