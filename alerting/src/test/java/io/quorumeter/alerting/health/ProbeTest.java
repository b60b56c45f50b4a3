package io.quorumeter.alerting.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.quorumeter.health.Health;
import io.quorumeter.health.HealthLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static List<HealthLevel> levels(Health health) {
        return health.findings().stream().map(Health.Finding::severity).toList();
    }

    @Test
    void tcp_connects_andGetsWorseWithEachFailureInARow() throws Exception {
        int port;
        Probe probe;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            probe = Probe.tcp("127.0.0.1", port, TIMEOUT);
            Health health = probe.check();
            assertThat(health.findings()).isEmpty();
            assertThat(health.details()).containsKey("seconds");
        }
        List<HealthLevel> found = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Health health = probe.check();
            found.addAll(levels(health));
            assertThat(health.findings().get(0).message()).startsWith("tcp 127.0.0.1:" + port + " cannot be reached, ");
        }
        assertThat(found)
                .containsExactly(
                        HealthLevel.WARNING,
                        HealthLevel.WARNING,
                        HealthLevel.CRITICAL,
                        HealthLevel.CRITICAL,
                        HealthLevel.CRITICAL,
                        HealthLevel.FAILING);
        try (ServerSocket again = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
            assertThat(probe.check().findings()).isEmpty();
        }
        assertThat(levels(probe.check())).containsExactly(HealthLevel.WARNING);
    }

    @Test
    void http_wantsAStatusBelow400_andSaysWhatIsSlow() throws Exception {
        AtomicInteger status = new AtomicInteger(200);
        AtomicInteger pause = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try {
                Thread.sleep(pause.get());
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        try {
            URI page = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            Probe probe = Probe.http(page, Duration.ofSeconds(1));
            assertThat(probe.check().findings()).isEmpty();
            status.set(503);
            assertThat(probe.check().findings().get(0).message()).endsWith("once: java.io.IOException: status 503");
            status.set(204);
            pause.set(700);
            assertThat(probe.check().findings())
                    .extracting(Health.Finding::name)
                    .containsExactly("Slow");
            pause.set(2_000);
            assertThat(probe.check().findings())
                    .extracting(Health.Finding::name)
                    .containsExactly("Unreachable");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void dns_looksUp() throws Exception {
        assertThat(Probe.dns("localhost", TIMEOUT).check().findings()).isEmpty();
        assertThat(levels(Probe.dns("no.such.name.invalid", TIMEOUT).check())).containsExactly(HealthLevel.WARNING);
    }

    @Test
    void settingsThatMakeNoSense_areRefused() {
        assertThatThrownBy(() -> Probe.tcp("127.0.0.1", 0, TIMEOUT)).hasMessageContaining("port");
        assertThatThrownBy(() -> Probe.tcp("127.0.0.1", 1, Duration.ZERO)).hasMessageContaining("timeout");
        assertThatThrownBy(() -> CheckSettings.STANDARD.weighing(Double.NaN)).hasMessageContaining("weight");
        assertThatThrownBy(() -> new HealthChecker().minAvailability(2)).hasMessageContaining("minAvailability");
    }
}
