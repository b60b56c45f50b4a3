package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.quorumeter.Labels;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.FamilySnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Debian's node_exporter shows the same of this machine: each total lies between those of two scrapes, one before and one after it. */
@Tag("servers")
class NodeExporterTest {
    private static final Pattern LINE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private static final double ROUNDING = 1e-6;
    private static final double MILLISECOND = 1e-3;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI page;

    NodeExporterTest() throws IOException {
        String address;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + socket.getLocalPort();
        }
        try {
            process = new ProcessBuilder(
                            "prometheus-node-exporter",
                            "--web.listen-address=" + address,
                            "--collector.netdev.device-exclude=^$", // Debian leaves the loopback out
                            "--collector.filesystem.fs-types-exclude=^$") // and this what containers run on
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            throw new IOException(
                    "this test needs node_exporter; as root, type: apt-get install -y prometheus-node-exporter",
                    missing);
        }
        page = URI.create("http://" + address + "/metrics");
    }

    @AfterEach
    void stop() {
        process.destroy();
    }

    @Test
    void totals_areThoseOfNodeExporter() throws Exception {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> !scrape().isEmpty());
        MetricsCollector metrics =
                Quorumeter.collector().level(MetricLevel.DETAILED).create();
        SystemMetrics system = new SystemMetrics(SystemMetrics.of(Path.of(".")));
        system.attach(metrics);
        Map<String, Double> before = scrape();
        system.read();
        Map<String, Double> after = scrape();
        List<String> compared = new ArrayList<>();
        for (FamilySnapshot family : metrics.snapshot().families()) {
            String name = family.descriptor().name();
            for (int i = 0; name.startsWith("node_") && i < family.size(); i++) {
                String series = name + family.labels(i);
                double earlier = value(before, series);
                double value = family.value(i);
                if (name.endsWith("_total")) {
                    assertThat(value).as(series).isBetween(earlier - ROUNDING, value(after, series) + ROUNDING);
                } else if (name.equals("node_time_seconds")) {
                    assertThat(value).isBetween(earlier - MILLISECOND, value(scrape(), series));
                } else if (name.startsWith("node_memory_") || name.startsWith("node_filesystem_")) {
                    assertThat(value).as(series).isCloseTo(earlier, within(0x1p28));
                }
                compared.add(name);
            }
        }
        assertThat(compared)
                .contains(
                        "node_cpu_seconds_total",
                        "node_memory_MemAvailable_bytes",
                        "node_network_receive_bytes_total",
                        "node_context_switches_total",
                        "node_filesystem_avail_bytes",
                        "node_uname_info");
        assertThat(metrics.snapshot().value("node_boot_time_seconds"))
                .hasValue(value(before, "node_boot_time_seconds"));
    }

    private static double value(Map<String, Double> scraped, String series) {
        return Objects.requireNonNull(scraped.get(series), "node_exporter lacks " + series);
    }

    private Map<String, Double> scrape() throws IOException, InterruptedException {
        String text = client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body();
        Map<String, Double> values = new HashMap<>();
        for (MatchResult line : LINE.matcher(text).results().toList()) {
            Labels labels = Labels.of();
            String given = line.group(2) == null ? "" : line.group(2);
            for (MatchResult label : LABEL.matcher(given).results().toList()) {
                labels = labels.with(label.group(1), label.group(2));
            }
            values.put(line.group(1) + labels, Double.valueOf(line.group(3)));
        }
        return values;
    }
}
