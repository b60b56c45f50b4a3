package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorumeter.examples.demo.PrometheusServer.Sample;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's network under the eyes of a real Prometheus. */
@Tag("servers")
class PrometheusTest {
    private static final int REPLICAS = 4;
    private static final String COMMITTED = "sum without (path) (hotstuff2_consensus_blocks_committed_total)";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    @Test
    void prometheus_scrapingTheDemo_knowsWhatTheReplicasKnow() throws Exception {
        DemoOptions options = new DemoOptions(
                REPLICAS,
                500,
                64,
                100,
                Duration.ofMillis(50),
                Optional.empty(),
                0,
                Optional.of(temp.resolve("data")),
                FaultSchedule.parse(List.of(), REPLICAS),
                ByzantineRoles.parse(List.of(), REPLICAS),
                OptionalLong.of(11),
                false,
                true);
        try (DataFolder folder = DataFolder.open(temp.resolve("data"), REPLICAS, OptionalLong.of(11))) {
            PrintWriter nowhere = new PrintWriter(PrintWriter.nullWriter());
            Network network = new Demo(options, nowhere, nowhere, new StopSignal()).launch(folder, null);
            Map<String, Sample> lastScraped;
            List<URI> targets;
            try {
                network.start();
                targets = network.metricsUris();
                try (PrometheusServer prometheus = PrometheusServer.start(
                        temp, targets.stream().map(URI::getPort).toList())) {
                    assertTargetsUpAndCommitting(prometheus);
                    for (URI target : targets) {
                        assertThat(PrometheusServer.lint(get(target))).isEmpty();
                    }
                    double restingSince = bringToRest(network);
                    lastScraped = scrapedAfter(prometheus, restingSince);
                }
            } finally {
                network.close();
            }
            assertEqualToTheDisks(lastScraped, targets, folder);
        }
    }

    private static void assertTargetsUpAndCommitting(PrometheusServer prometheus) {
        await("all targets up")
                .atMost(PATIENCE)
                .until(() -> prometheus.query("up == 1").size() == REPLICAS);
        assertThat(prometheus.query("hotstuff2_consensus_blocks_committed_created{path=\"live\"}"))
                .as("what only OpenMetrics has, for which Prometheus asks")
                .hasSize(REPLICAS);
        await("a rate of commits on every replica")
                .atMost(PATIENCE)
                .until(() -> prometheus
                                .query("sum without (path) (rate(hotstuff2_consensus_blocks_committed_total[10s])) > 0")
                                .size()
                        == REPLICAS);
    }

    /** Has all replicas stop at one height; returns the Unix time in seconds at which they had. */
    private static double bringToRest(Network network) {
        network.stopClient();
        network.members().forEach(Member::refresh);
        network.haltAt(network.height() + 2);
        await("the network to rest").atMost(PATIENCE).until(() -> {
            network.members().forEach(Member::refresh);
            return network.isHalted();
        });
        return System.currentTimeMillis() / 1000.0;
    }

    /** The committed blocks by instance, from scrapes that began after the given time. */
    private static Map<String, Sample> scrapedAfter(PrometheusServer prometheus, double time) {
        await("a scrape of each replica at rest")
                .atMost(PATIENCE)
                .until(() -> prometheus
                                .query("timestamp(hotstuff2_consensus_committed_height) > " + time)
                                .size()
                        == REPLICAS);
        return prometheus.query(COMMITTED);
    }

    /** What each replica counted up must be what lies on its disk, where nothing was counted. */
    private static void assertEqualToTheDisks(Map<String, Sample> scraped, List<URI> targets, DataFolder folder) {
        StoredChains chains = StoredChains.read(folder);
        assertThat(chains.damages()).isEmpty();
        Map<String, Double> onDisk = new HashMap<>();
        for (int replica = 0; replica < REPLICAS; replica++) {
            onDisk.put("{instance=\"127.0.0.1:" + targets.get(replica).getPort() + "\", job=\"hotstuff2\"}", (double)
                    chains.chains().get(replica).orElseThrow().height());
        }
        Map<String, Double> counted = new HashMap<>();
        scraped.forEach((series, sample) -> counted.put(series, sample.value()));
        assertThat(counted).isEqualTo(onDisk);
        assertThat(counted.values()).allMatch(blocks -> blocks > 0);
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
