package io.quorumeter.monitoring.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.rule.Rule;
import io.quorumeter.alerting.rule.RuleTests;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule fires after its {@code for} and no earlier, and is silent where all is well; the tests are what promtool runs. */
class QudagRulesTest {
    private static final String THROUGHPUT = "qudag_message_throughput_total{node_id=\"n\"}";
    private static final String LATENCY = "qudag_swarm_task_latency_seconds_bucket{swarm_id=\"s\", le=\"%s\"}";
    private static final String CHUNKING =
            "qudag_chunking_duration_seconds_bucket{node_id=\"n\", message_size_bucket=\"small\", le=\"%s\"}";
    private static final String NODE = "node_id: n";
    private static final String SWARM = "swarm_id: s";

    @TempDir
    private Path folder;

    private record Case(
            String alert, String silentAt, String firesAt, String labels, List<String> bad, List<String> good) {
        @Override
        public String toString() {
            return alert;
        }
    }

    private static String series(String name, String values) {
        return "{series: '" + name + "', values: '" + values + "'}";
    }

    private static Case gauge(
            String alert, String silentAt, String firesAt, String labels, String name, String bad, String good) {
        return new Case(
                alert,
                silentAt,
                firesAt,
                labels,
                List.of(series(name, bad + "x60")),
                List.of(series(name, good + "x60")));
    }

    private static Case share(String alert, String silentAt, String firesAt, String family, int bad, int good) {
        String hits = family + "_hits_total{node_id=\"n\"}";
        String misses = series(family + "_misses_total{node_id=\"n\"}", "0+100x60");
        return new Case(
                alert,
                silentAt,
                firesAt,
                NODE,
                List.of(series(hits, "0+" + bad + "x60"), misses),
                List.of(series(hits, "0+" + good + "x60"), misses));
    }

    private static List<String> slow(String family, String bound, String further, String within, String all) {
        return List.of(
                series(family.formatted(bound), within),
                series(family.formatted(further), all),
                series(family.formatted("+Inf"), all));
    }

    static Stream<Case> cases() {
        String connections = "qudag_active_connections{node_id=\"n\", state=\"idle\"}";
        String memory = "qudag_system_memory_bytes{node_id=\"n\", memory_type=\"%s\"}";
        String day = "0+600x2880 ";
        return Stream.of(
                gauge("LowMessageThroughput", "5m", "5m30s", NODE, THROUGHPUT, "0+299", "0+300"),
                gauge("MessageProcessingStalled", "2m", "2m30s", NODE, THROUGHPUT, "0+0", "0+1"),
                new Case(
                        "HighChunkingLatency",
                        "5m",
                        "5m30s",
                        NODE,
                        slow(CHUNKING, "0.5", "1", "0+94x60", "0+100x60"),
                        slow(CHUNKING, "0.5", "1", "0+95x60", "0+100x60")),
                gauge(
                        "LowCompressionRatio",
                        "9m30s",
                        "10m",
                        NODE,
                        "qudag_compression_ratio{node_id=\"n\"}",
                        "0.49+0",
                        "0.5+0"),
                share("LowConnectionPoolHitRate", "5m", "5m30s", "qudag_connection_pool", 390, 401),
                gauge("ConnectionPoolExhausted", "1m30s", "2m", NODE + ", state: idle", connections, "0+0", "1+0"),
                share("LowCacheHitRate", "10m", "10m30s", "qudag_validation_cache", 230, 234),
                gauge(
                        "HighCacheMemoryUsage",
                        "4m30s",
                        "5m",
                        NODE,
                        "qudag_cache_memory_bytes{node_id=\"n\"}",
                        "1073741825+0",
                        "1073741824+0"),
                gauge(
                        "FrequentCacheEvictions",
                        "5m",
                        "5m30s",
                        NODE,
                        "qudag_cache_evictions_total{node_id=\"n\"}",
                        "0+6000",
                        "0+300"),
                new Case(
                        "HighSwarmTaskLatency",
                        "5m",
                        "5m30s",
                        SWARM,
                        slow(LATENCY, "30", "60", "0+94x60", "0+100x60"),
                        slow(LATENCY, "30", "60", "0+95x60", "0+100x60")),
                gauge(
                        "LowAgentUtilization",
                        "9m30s",
                        "10m",
                        SWARM,
                        "qudag_agent_utilization_ratio{swarm_id=\"s\"}",
                        "0.29+0",
                        "0.3+0"),
                gauge(
                        "HighSwarmQueueDepth",
                        "4m30s",
                        "5m",
                        SWARM,
                        "qudag_swarm_queue_depth{swarm_id=\"s\"}",
                        "101+0",
                        "100+0"),
                gauge("HighErrorRate", "2m", "2m30s", NODE, "qudag_errors_total{node_id=\"n\"}", "0+90", "0+3"),
                gauge("HighCPUUsage", "4m30s", "5m", NODE, "qudag_cpu_usage_ratio{node_id=\"n\"}", "0.81+0", "0.8+0"),
                new Case(
                        "HighMemoryUsage",
                        "4m30s",
                        "5m",
                        NODE,
                        List.of(series(memory.formatted("used"), "91x60"), series(memory.formatted("total"), "100x60")),
                        List.of(
                                series(memory.formatted("used"), "90x60"),
                                series(memory.formatted("total"), "100x60"))),
                new Case(
                        "MessageThroughputRegression",
                        "1521m",
                        "1526m",
                        NODE,
                        List.of(series(THROUGHPUT, day + "1728000+400x300")),
                        List.of(series(THROUGHPUT, day + "1728000+500x300"))),
                new Case(
                        "LatencyRegression",
                        "1469m",
                        "1532m",
                        SWARM,
                        slow(LATENCY, "10", "60", "0+100x2880 288000+10x300", "0+100x3200"),
                        slow(LATENCY, "10", "60", "0+100x3200", "0+100x3200")));
    }

    private static Rule.Alerting rule(String name) {
        return (Rule.Alerting) Preset.QUDAG.rules().get(0).rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> failures(List<String> series, String checks) throws IOException {
        Files.writeString(folder.resolve("qudag.yml"), Preset.QUDAG.text());
        Path file =
                Files.writeString(folder.resolve("test.yml"), """
                rule_files: [qudag.yml]
                evaluation_interval: 30s
                tests:
                - interval: 30s
                  input_series: [%s]
                  alert_rule_test: [%s]
                """.formatted(String.join(",\n    ", series), checks));
        return RuleTests.read(file, Semantics.V3).run();
    }

    private static String check(String alert, String at, String expected) {
        return "{eval_time: " + at + ", alertname: " + alert + ", exp_alerts: [" + expected + "]}";
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rule_badValues_firesAfterItsFor(Case one) throws IOException {
        Rule.Alerting rule = rule(one.alert());
        String alert = "{exp_labels: {" + one.labels() + ", severity: "
                + rule.labels().get("severity") + "}, exp_annotations: {summary: \""
                + rule.annotations().get("summary") + "\"}}";
        assertThat(failures(
                        one.bad(),
                        check(one.alert(), one.silentAt(), "") + ", " + check(one.alert(), one.firesAt(), alert)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rule_goodValues_isSilent(Case one) throws IOException {
        assertThat(failures(one.good(), check(one.alert(), "29m", "") + ", " + check(one.alert(), one.firesAt(), "")))
                .isEmpty();
    }

    @Test
    void cases_coverEveryRule() {
        assertThat(cases().map(Case::alert).collect(Collectors.toList()))
                .containsExactlyElementsOf(Preset.QUDAG.rules().get(0).rules().stream()
                        .filter(Rule.Alerting.class::isInstance)
                        .map(Rule::name)
                        .toList())
                .hasSize(17);
    }
}
