package io.quorumeter.monitoring.http;

import io.quorumeter.alerting.health.HealthJson;
import io.quorumeter.alerting.health.HealthReport;
import io.quorumeter.alerting.health.HealthText;
import io.quorumeter.alerting.health.HealthWatch;
import io.quorumeter.exporters.http.HttpExchange;
import io.quorumeter.exporters.http.HttpHandler;
import io.quorumeter.health.HealthLevel;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.limit.MemoryBudget;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the node is: {@code /health} shows the newest report of its checks, as JSON or, where the client prefers it, as text; {@code /live}
 * says whether the monitoring itself goes on, and asks nothing else; {@code /ready} whether the replica is in sync and reaches a quorum. What
 * is wrong is answered with status 503.
 */
public final class HealthPages {
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(1);
    private static final int READY_BYTES = 1 << 20;

    /** What keeps a replica from taking part: an expression that has a value then, and how that is said. */
    private record Obstacle(String expression, String reason) {}

    private static final List<Obstacle> OBSTACLES = List.of(
            new Obstacle("hotstuff2_sync_in_progress == 1", "the replica is catching up"),
            new Obstacle(
                    "hotstuff2_network_connected_power_ratio * 3 <= 2", "no quorum of the voting power is connected"));

    private final HealthWatch watch;
    private final PromQl promql;
    private final NodeFacts node;
    private volatile List<String> obstacles = List.of("there was no tick yet");

    /**
     * Creates the pages.
     *
     * @param watch has the reports
     * @param promql asks history whether the replica is ready, apart from the memory and the limits of other queries
     * @param node what is known of the node
     */
    public HealthPages(HealthWatch watch, PromQl promql, NodeFacts node) {
        this.watch = watch;
        this.promql =
                promql.withMemory(new MemoryBudget(READY_BYTES)).withLimits(Limits.DEFAULT.withTimeout(READY_TIMEOUT));
        this.node = node;
    }

    /** {@return the report of the checks} */
    public HttpHandler report() {
        return this::health;
    }

    /** {@return the pages for probes by where they are mounted} */
    public Map<String, HttpHandler> handlers() {
        return Map.of("/live", this::live, "/ready", this::ready);
    }

    private void health(HttpExchange exchange) {
        Optional<HealthReport> report = watch.last();
        if (report.isEmpty()) {
            exchange.respond(503, "the checks have not been asked yet");
            return;
        }
        boolean works = report.get().status().level() != HealthLevel.FAILING;
        String accept = exchange.header("Accept");
        if (accept != null && accept.contains("text/plain")) {
            exchange.respond(works ? 200 : 503, text(report.get()));
        } else {
            exchange.respond(works ? 200 : 503, PrometheusJson.TYPE, json(report.get()));
        }
    }

    private byte[] json(HealthReport report) {
        String json = HealthJson.write(report);
        Optional<String> maintenance = node.maintenance();
        if (maintenance.isPresent()) {
            ObjectNode more = (ObjectNode) new JsonMapper().readTree(json);
            json = more.put("maintenance", maintenance.get()).toPrettyString();
        }
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private String text(HealthReport report) {
        return node.maintenance().map(text -> "maintenance: " + text + "\n").orElse("")
                + HealthText.write(report, age(report.time()));
    }

    private void live(HttpExchange exchange) {
        Duration age = age();
        boolean isLate = age.compareTo(LATE) > 0;
        exchange.respond(isLate ? 503 : 200, isLate ? "the last tick was " + age.toSeconds() + " s ago" : "live");
    }

    /** Finds out whether the replica is ready, at a tick. */
    public void tick() {
        List<String> reasons = new ArrayList<>();
        for (Obstacle obstacle : OBSTACLES) {
            try {
                Value value = promql.instant(
                                obstacle.expression, node.lastTick().at())
                        .value();
                if (value instanceof Value.Vector vector && !vector.samples().isEmpty()) {
                    reasons.add(obstacle.reason);
                }
            } catch (PromQlException busy) {
                reasons.add("it is not known whether " + obstacle.reason + ": " + busy.getMessage());
            }
        }
        obstacles = reasons;
    }

    private void ready(HttpExchange exchange) {
        List<String> reasons = new ArrayList<>(obstacles);
        if (age().compareTo(LATE) > 0) {
            reasons.add("the last tick was " + age().toSeconds() + " s ago");
        }
        exchange.respond(reasons.isEmpty() ? 200 : 503, reasons.isEmpty() ? "ready" : String.join("\n", reasons));
    }

    private Duration age() {
        return age(node.lastTick().at());
    }

    private Duration age(Instant since) {
        Duration age = Duration.between(since, node.startedAt().plus(node.uptime()));
        return age.isNegative() ? Duration.ZERO : age;
    }
}
