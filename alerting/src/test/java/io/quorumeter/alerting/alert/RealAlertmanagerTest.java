package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Labels;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.core.Quorumeter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Alertmanager takes the alerts, and its webhook and ours have the same keys and kinds of values. */
@Tag("servers")
class RealAlertmanagerTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ScriptedReceiver receiver;
    private Process server;
    private String url;

    @BeforeEach
    void start() throws Exception {
        receiver = new ScriptedReceiver();
        Path file = Files.writeString(folder.resolve("server.yml"), """
                route: {receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 1s}
                receivers: [{name: hook, webhook_configs: [{url: '%s/theirs'}]}]
                """.formatted(receiver.url()));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        try {
            server = new ProcessBuilder(
                            "prometheus-alertmanager",
                            "--config.file=" + file,
                            "--storage.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--cluster.listen-address=")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("server.log").toFile())
                    .start();
        } catch (IOException missing) {
            throw new AssertionError(
                    "this test needs Alertmanager; as root, type: apt-get install -y prometheus-alertmanager", missing);
        }
        await(() -> get("/-/ready").statusCode() == 200);
    }

    @AfterEach
    void stop() throws Exception {
        server.destroy();
        server.waitFor();
        receiver.close();
    }

    private static void await(java.util.concurrent.Callable<Boolean> met) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreException(IOException.class)
                .until(met);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The alerts of the server: the name of each, and whether it fires. */
    private List<String> alerts() throws IOException, InterruptedException {
        JsonNode all = JSON.readTree(get("/api/v2/alerts").body());
        return StreamSupport.stream(all.spliterator(), false)
                .map(alert -> alert.get("labels").get("alertname").stringValue())
                .toList();
    }

    private List<JsonNode> received(String path) {
        return receiver.received.stream()
                .filter(one -> one.path().equals(path))
                .map(one -> JSON.readTree(one.body()))
                .toList();
    }

    @Test
    void alertmanager_alertThatFiresAndIsOver_isThereAndGoesAndIsNotifiedOnceEach() throws Exception {
        RoutingFile routes = RoutingFile.parse("routes.yml", """
                route: {receiver: both, group_by: [alertname], group_wait: 0s, group_interval: 1s}
                receivers: [{name: both, alertmanager: {url: '%s'}, webhook: {url: '%s/ours'}}]
                """.formatted(url, receiver.url()));
        var collector = Quorumeter.newCollector();
        try (AlertManager manager = AlertManager.on(collector)
                .withoutDefaultRules()
                .routes(routes)
                .data(folder.resolve("node"))
                .start()) {
            Alert odd =
                    Alert.firing("Odd", Severity.CRITICAL, "odd", Instant.now()).withLabels(Labels.of("peer", "1"));
            manager.sendAlert(odd);
            await(() -> alerts().equals(List.of("Odd")));
            await(() -> received("/theirs").size() == 1 && received("/ours").size() == 1);
            manager.resolveAlert(odd.id());
            await(() -> alerts().isEmpty());
            await(() -> received("/theirs").size() == 2 && received("/ours").size() == 2);
            assertThat(manager.undelivered()).isEmpty();
        }

        for (int i = 0; i < 2; i++) {
            JsonNode ours = received("/ours").get(i);
            JsonNode theirs = received("/theirs").get(i);
            assertThat(ours.get("status")).isEqualTo(theirs.get("status"));
            assertThat(shape(ours)).isEqualTo(shape(theirs));
            assertThat(shape(ours.get("alerts").get(0)))
                    .isEqualTo(shape(theirs.get("alerts").get(0)));
        }
    }

    private static List<String> shape(JsonNode object) {
        return object.propertyNames().stream()
                .map(key -> key + " " + object.get(key).getNodeType())
                .sorted()
                .toList();
    }
}
