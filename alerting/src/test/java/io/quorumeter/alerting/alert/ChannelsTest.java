package io.quorumeter.alerting.alert;

import static io.quorumeter.alerting.alert.ScriptedReceiver.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Labels;
import io.quorumeter.alerting.alert.ScriptedReceiver.Received;
import io.quorumeter.alerting.channel.Undelivered;
import io.quorumeter.alerting.route.RoutingFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Receivers with channels, over real connections and in virtual time. */
class ChannelsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AlertFixture node = new AlertFixture();
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path folder;

    private ScriptedReceiver server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedReceiver();
        open.add(server);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    /** Starts a manager whose only receiver has this channel, and whose groups wait for nothing. */
    private AlertManager manager(String channel) throws IOException {
        Path file =
                Files.writeString(folder.resolve("routes.yml"), """
                route: {receiver: ops, group_by: [alertname], group_wait: 0s, group_interval: 1s}
                receivers:
                  - {name: test}
                  - {name: ops, %s}
                """.formatted(channel.replace("URL", server.url())));
        AlertManager manager = node.builder()
                .config(AlertFixture.quiet())
                .withoutDefaultRules()
                .routes(RoutingFile.read(file))
                .data(folder.resolve("data"))
                .node("node-3", "http://node-3/")
                .start();
        open.add(0, manager);
        return manager;
    }

    private Alert alert(String name, String... labels) {
        return Alert.firing(
                        name,
                        Severity.CRITICAL,
                        name + " is <bad>",
                        node.loops.clock().instant())
                .withLabels(Labels.of(labels))
                .withSuggestion("Look & see");
    }

    /** Lets real connections come to what is expected, without a step of the clock. */
    private void until(BooleanSupplier met) {
        Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(5)).until(() -> {
            node.loops.run();
            return met.getAsBoolean();
        });
        node.loops.run();
        assertThat(met.getAsBoolean()).isTrue();
    }

    /** Waits until that many requests were made and their answers are read. */
    private void untilReceived(String channel, int requests, int attempts) {
        until(() -> server.received.size() >= requests && attempts(channel) >= attempts);
    }

    /** An alert begins and is over, and the server hears of both. */
    private void fireAndResolve(AlertManager manager, String channel) {
        manager.sendAlert(alert("Odd", "peer", "1"));
        untilReceived(channel, 1, 1);
        manager.resolveAlert(alert("Odd", "peer", "1").id());
        node.seconds(1);
        untilReceived(channel, 2, 2);
    }

    private double attempts(String channel) {
        return node.notifications(channel, "ok")
                + node.notifications(channel, "failed")
                + node.notifications(channel, "dropped");
    }

    private JsonNode body(int index) {
        return JSON.readTree(server.received.get(index).body());
    }

    @Test
    void webhook_alertThatFiresAndIsOver_isSentAsAlertmanagerDoes() throws Exception {
        Files.writeString(folder.resolve("key"), "s3cret-key\n");
        AlertManager manager = manager("webhook: {url: 'URL/hook', secret_file: key}");
        fireAndResolve(manager, "ops/webhook");

        Received first = server.received.get(0);
        assertThat(first.path()).isEqualTo("/hook");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret-key".getBytes(UTF_8), "HmacSHA256"));
        assertThat(first.signature())
                .isEqualTo("sha256="
                        + HexFormat.of().formatHex(mac.doFinal(first.body().getBytes(UTF_8))));
        String start = node.loops.clock().instant().minusSeconds(1).toString();
        assertThat(body(0))
                .isEqualTo(JSON.readTree("""
                {"version": "4", "receiver": "ops", "status": "firing", "alerts": [{
                   "status": "firing", "fingerprint": "%s", "startsAt": "%s", "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "",
                   "labels": {"alertname": "Odd", "peer": "1", "severity": "critical"},
                   "annotations": {"summary": "Odd is <bad>", "description": "Look & see"}}],
                 "groupLabels": {"alertname": "Odd"},
                 "commonLabels": {"alertname": "Odd", "peer": "1", "severity": "critical"},
                 "commonAnnotations": {"summary": "Odd is <bad>", "description": "Look & see"},
                 "externalURL": "http://node-3/", "groupKey": "0{alertname=\\"Odd\\"}", "truncatedAlerts": 0}
                """.formatted(alert("Odd", "peer", "1").id(), start)));
        assertThat(body(1).get("status").stringValue()).isEqualTo("resolved");
        assertThat(body(1).get("alerts").get(0).get("endsAt").stringValue()).isEqualTo(start);
        assertThat(manager.undelivered()).isEmpty();
    }

    @Test
    void webhook_serverThatFailsInEachWay_getsEachNoticeOnceAndInOrder() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        AlertManager manager = manager("webhook: {url: URL}");
        server.then(status(429, 120)).then(status(500, 0)).then(request -> request.close());
        server.then(request -> {
            try {
                slow.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        manager.sendAlert(alert("A"));
        untilReceived("ops/webhook", 1, 1);
        assertThat(manager.undelivered())
                .singleElement()
                .matches(Undelivered::isTriedAgain)
                .satisfies(one -> assertThat(one.title()).isEqualTo("[FIRING:1] node-3: A (critical)"))
                .satisfies(one -> assertThat(one.reason()).startsWith("status 429"));
        manager.sendAlert(alert("B"));
        node.loops.run();
        node.seconds(119);
        assertThat(server.received).hasSize(1);

        node.seconds(1);
        untilReceived("ops/webhook", 2, 2);
        node.seconds(2);
        untilReceived("ops/webhook", 3, 3);
        node.seconds(4);
        until(() -> server.received.size() == 4);
        node.seconds(10);
        until(() -> attempts("ops/webhook") == 4);
        assertThat(manager.undelivered()).extracting(Undelivered::reason).containsExactly("no answer within PT10S");
        slow.countDown();
        node.seconds(8);
        untilReceived("ops/webhook", 6, 6);
        manager.resolveAlert(alert("A").id());
        node.seconds(1);
        untilReceived("ops/webhook", 7, 7);

        assertThat(IntStream.range(0, 7).mapToObj(this::body))
                .extracting(body -> body.get("status").stringValue()
                        + body.get("groupLabels").get("alertname").stringValue())
                .containsExactly("firingA", "firingA", "firingA", "firingA", "firingA", "firingB", "resolvedA");
        assertThat(node.notifications("ops/webhook", "ok")).isEqualTo(3);
        assertThat(manager.undelivered()).isEmpty();
    }

    @Test
    void webhook_thatRefuses_isShownAndDelaysNothing() throws Exception {
        AlertManager manager = manager("webhook: {url: URL}");
        server.then(status(404, 0));
        manager.sendAlert(alert("A"));
        untilReceived("ops/webhook", 1, 1);
        manager.sendAlert(alert("B"));
        untilReceived("ops/webhook", 2, 2);

        assertThat(manager.undelivered())
                .singleElement()
                .matches(one -> !one.isTriedAgain())
                .satisfies(one -> assertThat(one.reason()).startsWith("status 404"));
        assertThat(node.notifications("ops/webhook", "dropped")).isEqualTo(1);
        assertThat(node.notifications("ops/webhook", "ok")).isEqualTo(1);
    }

    @Test
    void webhook_managerClosedBeforeTheServerTookIt_isDeliveredByTheNext() throws Exception {
        AlertManager manager = manager("webhook: {url: URL}");
        server.then(status(503, 0));
        manager.sendAlert(alert("A"));
        untilReceived("ops/webhook", 1, 1);
        node.loops.run();
        manager.close();
        node.loops.run();
        open.remove(manager);
        assertThat(server.received).hasSize(1);

        manager("webhook: {url: URL}");
        untilReceived("ops/webhook", 2, 2);
        assertThat(body(1)).isEqualTo(body(0));
    }

    @Test
    void webhook_floodOfOneName_isOneMessageWithTheNumberLeftOut() throws Exception {
        AlertManager manager = manager("webhook: {url: URL, max_alerts: 7}, slack: {webhook_url: URL}");
        IntStream.range(0, 5_000).forEach(i -> manager.sendAlert(alert("Odd", "peer", String.valueOf(i))));
        until(() -> server.received.size() == 2);

        JsonNode hook = body(0).has("version") ? body(0) : body(1);
        assertThat(hook.get("alerts")).hasSize(7);
        assertThat(hook.get("truncatedAlerts").intValue()).isEqualTo(4_993);
        assertThat(server.received).anyMatch(one -> one.body().contains("and 4980 more"));
    }

    @Test
    void wrongCertificate_isNeverAccepted_andACertificateOfTheFileIs() throws Exception {
        SSLContext tls = identity();
        ScriptedReceiver secure = new ScriptedReceiver(tls);
        open.add(secure);
        AlertManager strict = manager("webhook: {url: '" + secure.url() + "'}");
        strict.sendAlert(alert("A"));
        until(() -> attempts("ops/webhook") == 1);
        assertThat(strict.undelivered())
                .extracting(Undelivered::reason)
                .allMatch(text -> text.contains("SSLHandshake"));
        assertThat(secure.received).isEmpty();
        strict.close();
        node.loops.run();
        open.remove(strict);

        manager("webhook: {url: '" + secure.url() + "', http_config: {tls_config: {ca_file: ca.pem}, "
                + "authorization: {credentials: t0ken}}}");
        until(() -> secure.received.size() == 1);
        assertThat(secure.received.get(0).authorization()).isEqualTo("Bearer t0ken");
    }

    private SSLContext identity() throws Exception {
        Path store = folder.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keyalg",
                "EC",
                "-validity",
                "9");
        keytool("-exportcert", "-rfc", "-file", folder.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(String command, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), command));
        line.addAll(
                List.of("-keystore", folder.resolve("keys.p12").toString(), "-storepass", "changeit", "-alias", "a"));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    @Test
    void slack_alertThatFiresAndIsOver_isRedThenGreen() throws Exception {
        AlertManager manager = manager("slack: {webhook_url: URL/services/x, channel: '#ops'}");
        fireAndResolve(manager, "ops/slack");

        JsonNode first = body(0).get("attachments").get(0);
        assertThat(body(0).get("channel").stringValue()).isEqualTo("#ops");
        assertThat(first.get("color").stringValue()).isEqualTo("danger");
        assertThat(first.get("title").stringValue()).isEqualTo("[FIRING:1] node-3: Odd (1 critical)");
        assertThat(first.get("title_link").stringValue()).isEqualTo("http://node-3/");
        assertThat(first.get("text").stringValue())
                .startsWith("firing Odd {peer=1, severity=critical}: Odd is &lt;bad&gt;\nLook &amp; see\nsince ");
        assertThat(body(1).get("attachments").get(0).get("color").stringValue()).isEqualTo("good");
    }

    @Test
    void slackConfigs_sendsResolvedOnlyWhenAsked() throws Exception {
        AlertManager manager = manager("slack_configs: [{api_url: URL}]");
        manager.sendAlert(alert("Odd"));
        untilReceived("ops/slack", 1, 1);
        manager.resolveAlert(alert("Odd").id());
        node.seconds(2);
        manager.sendAlert(alert("Odd"));
        node.seconds(1);
        untilReceived("ops/slack", 2, 2);

        assertThat(server.received).extracting(Received::body).allMatch(body -> body.contains("[FIRING:1]"));
    }

    @Test
    void pagerduty_groupTriggersAndResolvesOneIncident() throws Exception {
        Files.writeString(folder.resolve("key"), "r0uting-key\n");
        AlertManager manager = manager("pagerduty: {routing_key_file: key, url: URL/v2/enqueue}");
        fireAndResolve(manager, "ops/pagerduty");

        assertThat(body(0).get("routing_key").stringValue()).isEqualTo("r0uting-key");
        assertThat(body(0).get("event_action").stringValue()).isEqualTo("trigger");
        assertThat(body(0).get("payload").get("severity").stringValue()).isEqualTo("critical");
        assertThat(body(0).get("payload").get("source").stringValue()).isEqualTo("node-3");
        assertThat(body(0).get("payload").get("summary").stringValue()).contains("Odd");
        assertThat(body(1).get("event_action").stringValue()).isEqualTo("resolve");
        assertThat(body(1).get("dedup_key")).isEqualTo(body(0).get("dedup_key"));
        assertThat(spooled()).isNotEmpty().noneMatch(text -> text.contains("r0uting-key"));
    }

    private List<String> spooled() throws IOException {
        try (var files = Files.walk(folder.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".spool"))
                    .map(file -> {
                        try {
                            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                        } catch (IOException unreadable) {
                            throw new java.io.UncheckedIOException(unreadable);
                        }
                    })
                    .collect(Collectors.toList());
        }
    }

    @Test
    void alertmanager_firingAlertsEachMinute_resolvedOnesForAQuarterOfAnHour() throws Exception {
        AlertManager manager = manager("alertmanager: {url: URL}");
        manager.sendAlert(alert("Odd"));
        untilReceived("ops/alertmanager", 1, 1);
        assertThat(server.received.get(0).path()).isEqualTo("/api/v2/alerts");
        assertThat(body(0).get(0).get("labels").get("alertname").stringValue()).isEqualTo("Odd");
        assertThat(body(0).get(0).get("endsAt").stringValue())
                .isEqualTo(node.loops.clock().instant().plusSeconds(240).toString());

        node.seconds(60);
        untilReceived("ops/alertmanager", 2, 2);
        manager.resolveAlert(alert("Odd").id());
        node.seconds(1);
        untilReceived("ops/alertmanager", 3, 3);
        assertThat(body(2).get(0).get("endsAt").stringValue())
                .isEqualTo(node.loops.clock().instant().minusSeconds(1).toString());
        for (int i = 0; i < 15; i++) {
            node.seconds(60);
            untilReceived("ops/alertmanager", 4 + i, 4 + i);
        }
        node.seconds(120);
        assertThat(server.received).hasSize(18);
    }

    @Test
    void alertmanager_afterARestart_getsWhatStillFiresEachMinute() throws Exception {
        AlertManager manager = manager("alertmanager: {url: URL}");
        manager.sendAlert(alert("Odd"));
        untilReceived("ops/alertmanager", 1, 1);
        manager.close();
        node.loops.run();
        open.remove(manager);

        AlertManager next = manager("alertmanager: {url: URL}");
        node.seconds(60);
        untilReceived("ops/alertmanager", 2, 2);
        assertThat(body(1).get(0).get("labels").get("alertname").stringValue()).isEqualTo("Odd");
        assertThat(next.activeAlerts()).hasSize(1);
    }

    @Test
    void logConsoleAndFile_getTheAlertsOfTheirReceiver() throws Exception {
        AlertManager manager = manager("log: {}, file: {path: alerts.log}");
        manager.sendAlert(alert("Odd"));
        node.loops.run();
        manager.resolveAlert(alert("Odd").id());
        node.seconds(1);

        assertThat(Files.readAllLines(folder.resolve("alerts.log")))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).contains("FIRING critical Odd"))
                .satisfies(lines -> assertThat(lines.get(1)).contains("RESOLVED Odd"));
        assertThat(node.notifications("ops/log", "ok")).isEqualTo(2);
    }

    @Test
    void secrets_areInNoErrorAndNoText() throws Exception {
        AlertManager manager = manager("webhook: {url: 'URL/t0ps3cret', secret: h1dden-key}");
        server.then(request -> {
            byte[] echo = "no h1dden-key at /t0ps3cret".getBytes(UTF_8);
            request.sendResponseHeaders(500, echo.length);
            request.getResponseBody().write(echo);
        });
        manager.sendAlert(alert("A"));
        untilReceived("ops/webhook", 1, 1);
        assertThat(manager.undelivered().toString()).contains("status 500").doesNotContain("h1dden-key");
        manager.close();
        open.remove(manager);
        RoutingFile file = RoutingFile.parse(
                "a.yml",
                "{route: {receiver: a}, receivers: [{name: a, webhook: {url: 'http://h/x', secret: h1dden-key}}]}");
        assertThat(file.toString()).doesNotContain("h1dden-key").doesNotContain("http://h/x");
        assertThatThrownBy(() -> manager("slack: {webhook_url: 'h1dden no url'}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("channel ops/slack: ")
                .hasMessageNotContaining("h1dden");
    }

    @Test
    void secretThatIsNotThere_isAnErrorOfTheStart() {
        assertThatThrownBy(() -> manager("pagerduty: {routing_key_file: absent}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("channel ops/pagerduty: routing_key_file: ")
                .hasMessageContaining("absent");
        assertThatThrownBy(() -> manager("pagerduty: {routing_key_env: QUORUMETER_NO_SUCH}"))
                .hasMessageContaining("the environment has no variable 'QUORUMETER_NO_SUCH'");
    }
}
