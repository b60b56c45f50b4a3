package io.quorumeter.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorumeter.core.Quorumeter;
import io.quorumeter.health.Health;
import io.quorumeter.monitoring.MonitoringSystem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private volatile Health database = Health.warning("slow");

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void health_isShown_andItsExitCodeSaysWhetherAllComponentsWork() throws Exception {
        try (MonitoringSystem node = MonitoringSystem.create(0)
                .metrics(Quorumeter.newCollector())
                .interval(Duration.ofMillis(20))
                .start()) {
            String url = node.uri().toString();
            node.health().register("database", () -> database);
            await().until(() ->
                    run("health", "--url", url) == 0 && out.toString().contains("slow"));
            database = Health.critical("no connection").suggest("is it up?");
            await().until(() -> run("health", "--url", url) == 1);
            assertThat(out.toString())
                    .startsWith("critical, score 0.30")
                    .containsPattern("database +critical +works in [\\d.]+ % of \\d+ checks")
                    .contains(": no connection", "is it up?");
            assertThat(run("health", "--url", url, "-o", "json")).isEqualTo(1);
            assertThat(out.toString()).startsWith("{");
        }
        assertThat(run("health", "--url", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing answers at");
    }
}
