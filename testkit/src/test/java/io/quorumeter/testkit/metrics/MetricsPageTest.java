package io.quorumeter.testkit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Declaration;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.snapshot.FamilySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of all metrics says what the catalogues say. */
class MetricsPageTest {
    /** Held by a test of the exporters, which stand above this module. */
    private static final String EXPORTERS = """
            | `quorumeter_exposition_bytes` | gauge | *exporter* | Size of the last export, before it was compressed. |
            | `quorumeter_scrape_seconds` | histogram | *exporter* | Time to take a snapshot and write it. |
            | `quorumeter_scrapes_total` | counter | *exporter*<br>result: ok, error, timeout, busy | Exports, by how they ended. |
            """;

    /** Held by a test of alerting, which stands above this module too. */
    private static final String ALERTS = """
            | `quorumeter_rule_evaluation_failures_total` | counter |  | \
            Evaluations of a rule that failed, and snapshots for rules that could not be taken. |
            | `quorumeter_alert_evaluation_seconds` | histogram |  | Time to evaluate rules, with the snapshot where the alert manager takes it itself. |
            | `quorumeter_alert_notifications_total` | counter | *handler*<br>result: ok, failed, suppressed, dropped | Calls of \
            handlers of alerts that succeeded or failed, and notifications suppressed or dropped. |
            | `quorumeter_alerts_active` | gauge | severity: info, warning, critical | Alerts that fire, by severity. |
            """;

    /** Begins what a test of monitoring holds, which stands above this module as well. */
    private static final String SYSTEM = "\n## system\n";

    private static final String PREFIX = "hotstuff2_";
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");

    @Test
    void page_isMadeFromTheCatalogues() throws IOException {
        Path expected = Path.of("target", "metrics.md");
        Files.createDirectories(expected.toAbsolutePath().getParent());
        Files.writeString(expected, page(NodeMetrics.catalogue()));
        String page = Files.readString(PAGE);
        assertThat(page.substring(0, page.indexOf(SYSTEM)))
                .as(
                        "docs/metrics.md; if the catalogues are right, put testkit/%s in place of all above ## system",
                        expected)
                .isEqualTo(Files.readString(expected));
    }

    private static String page(List<Declaration<?>> catalogue) {
        StringBuilder page = new StringBuilder("""
                # The metrics

                The metrics of a node that is bound with `HotStuff2Events`, `PerformanceMetrics`, `MempoolMetrics`, `NetworkMetrics`, \
                `StorageMetrics` and `StateMetrics`, and those that the bindings of executors, queues, components, connection pools \
                and channels add once the first of their kind is bound ([Bindings](bindings.md)). Every series of a label with listed \
                values exists from the start (except for `quorumeter_invalid_observations_total`); a label in *italics* takes its \
                values when the node is put together. Units are in the names: seconds, bytes, ratio; `_total` is a counter. \
                Distributions are kept to two significant digits over their whole range, and shown with `le` bounds relative to Δ \
                (Δ/128 to 128Δ) for times of the protocol. A collector keeps the families up to its level: E essential, always \
                kept; S standard, the default; D detailed, diagnostics and more of each validator or peer. The families \
                of the standard level with a *validator* or *peer* have series for all of a set of up to 200, and for the 50 worst of a \
                larger one ([Validators](bindings.md#validators)).

                `hotstuff2_consensus_safety_violations_total`, `hotstuff2_consensus_byzantine_*`, \
                `hotstuff2_consensus_protocol_anomalies_total` and `hotstuff2_consensus_invariant_checks_*` are moved by the safety \
                monitor, which sees what this replica sees: their zeros are no proof. `hotstuff2_state_root_mismatches_total` is \
                moved by the host, which compares. An `EvidenceLog` adds the families \
                `hotstuff2_evidence_log_*` ([Keeping evidence](safety.md#keeping-evidence)). The engine's own metrics and \
                those of the process and its machine come last.

                """);
        catalogue.stream()
                .collect(Collectors.groupingBy(MetricsPageTest::area, LinkedHashMap::new, Collectors.toList()))
                .forEach((area, rows) -> page.append(section(area, rows)));
        page.append("""

                ## quorumeter

                The engine's own, with their full names; a family that counts failures appears when they first become possible, and \
                `quorumeter_invalid_observations_total` has a series for a family and a reason once it has happened. Families \
                of `exporter` come from exporters, those of alerts from an `AlertManager`, the others from every collector, \
                most of them from the level `STANDARD` up; `quorumeter_observations_total` and `quorumeter_bucket_overflow_total` \
                at the level `DETAILED` only.

                | name | type | labels | meaning |
                |---|---|---|---|
                """);
        page.append(EXPORTERS).append(ALERTS);
        for (FamilySnapshot family : EngineFamilies.all()) {
            page.append("| `").append(family.descriptor().name()).append("` | ");
            page.append(family.descriptor().type().name().toLowerCase(Locale.ROOT))
                    .append(" | ");
            page.append(family.descriptor().labelNames().stream()
                    .map(label -> label.equals("reason")
                            ? "reason: " + String.join(", ", EngineFamilies.values(family, label))
                            : "*" + label + "*")
                    .collect(Collectors.joining("<br>")));
            page.append(" | ").append(family.descriptor().help()).append(". |\n");
        }
        return page.toString();
    }

    private static String area(Declaration<?> row) {
        String name = row.descriptor().name();
        return name.substring(PREFIX.length(), name.indexOf('_', PREFIX.length()));
    }

    private static String section(String area, List<Declaration<?>> rows) {
        StringBuilder page = new StringBuilder(
                "\n## " + area + "\n\n| name | type | level | labels | meaning |\n|---|---|---|---|---|\n");
        for (Declaration<?> row : rows) {
            MetricDescriptor family = row.descriptor();
            page.append("| `").append(family.name()).append("` | ");
            page.append(family.type().name().toLowerCase(Locale.ROOT)).append(" | ");
            page.append(family.level().name().charAt(0)).append(" | ");
            page.append(
                    family.labelNames().stream().map(label -> label(row, label)).collect(Collectors.joining("<br>")));
            page.append(" | ").append(family.help()).append(" |\n");
        }
        return page.toString();
    }

    private static String label(Declaration<?> row, String label) {
        List<String> values = row.values(label);
        return values.isEmpty() ? "*" + label + "*" : label + ": " + String.join(", ", values);
    }
}
