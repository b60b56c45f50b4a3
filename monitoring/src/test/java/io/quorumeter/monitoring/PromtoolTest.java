package io.quorumeter.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Debian's promtool asks a node. */
@Tag("servers")
class PromtoolTest {
    @Test
    void query_ofANode_isAnswered() throws Exception {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.counter("work_total").help("Work done").create().increment(3);
        try (MonitoringSystem monitoring =
                MonitoringSystem.create(0).metrics(metrics).start()) {
            Awaitility.await().until(() -> monitoring.history().statistics().series() > 0);
            Process promtool =
                    start("promtool", "query", "instant", monitoring.uri().toString(), "sum(work_total)");
            promtool.getOutputStream().close();
            String printed = new String(promtool.getInputStream().readAllBytes(), UTF_8);
            assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(printed).startsWith("{} => 3 @[");
            assertThat(promtool.exitValue()).isZero();
        }
    }

    private static Process start(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            throw new IOException("this test needs promtool; as root, type: apt-get install -y prometheus", missing);
        }
    }
}
