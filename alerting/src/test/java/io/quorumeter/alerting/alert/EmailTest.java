package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quorumeter.alerting.route.RoutingFile;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails to GreenMail, a server of mail for tests, which knows authentication but no STARTTLS. */
class EmailTest {
    private final AlertFixture node = new AlertFixture();
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        server.start();
        server.setUser("node@example.org", "node", "p4ssword");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private AlertManager manager(String settings) throws Exception {
        Path file = Files.writeString(
                folder.resolve("routes.yml"), """
                global:
                  smtp_smarthost: 127.0.0.1:%d
                  smtp_from: node@example.org
                  smtp_auth_username: node
                  smtp_auth_password_file: password
                route: {receiver: ops, group_by: [alertname], group_wait: 0s, group_interval: 1s}
                receivers: [{name: test}, {name: ops, email: {%s}}]
                """.formatted(server.getSmtp().getPort(), settings));
        Files.writeString(folder.resolve("password"), "p4ssword\n");
        return node.builder()
                .withoutDefaultRules()
                .routes(RoutingFile.read(file))
                .node("node-3", "http://node-3/")
                .start();
    }

    private Alert alert() {
        return Alert.firing(
                "Odd", Severity.CRITICAL, "Größe: 5 µs", node.loops.clock().instant());
    }

    private void untilAttempted(String result, int times) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            node.loops.run();
            return node.notifications("ops/email", result) == times;
        });
    }

    @Test
    void email_alertThatFiresAndIsOver_isTwoMails() throws Exception {
        try (AlertManager manager = manager("to: 'ops@example.org, boss@example.org', require_tls: false")) {
            manager.sendAlert(alert());
            untilAttempted("ok", 1);
            manager.resolveAlert(alert().id());
            node.seconds(1);
            untilAttempted("ok", 2);
        }

        Map<String, MimeMessage> mails = new TreeMap<>();
        for (MimeMessage mail : server.getReceivedMessages()) {
            mails.put(mail.getSubject() + mail.getMessageID(), mail);
        }
        assertThat(server.getReceivedMessages()).hasSize(4);
        assertThat(mails).hasSize(2);
        List<MimeMessage> both = List.copyOf(mails.values());
        assertThat(both.get(0).getSubject()).isEqualTo("[FIRING:1] node-3: Odd (critical)");
        assertThat((String) both.get(0).getContent()).contains("Größe: 5 µs").contains("http://node-3/");
        assertThat(both.get(0).getFrom()[0]).hasToString("node@example.org");
        assertThat(both.get(0).getAllRecipients()).hasSize(2);
        assertThat(both.get(1).getSubject()).isEqualTo("[RESOLVED] node-3: Odd (critical)");
    }

    @Test
    void email_wrongPassword_isTriedAgainAndNotShown() throws Exception {
        try (AlertManager manager = manager("to: ops@example.org, require_tls: false")) {
            Files.writeString(folder.resolve("password"), "wr0ng-one\n");
            manager.sendAlert(alert());
            untilAttempted("failed", 1);
            assertThat(manager.undelivered())
                    .singleElement()
                    .satisfies(one ->
                            assertThat(one.reason()).contains("Authentication").doesNotContain("wr0ng-one"));

            Files.writeString(folder.resolve("password"), "p4ssword\n");
            node.seconds(1);
            untilAttempted("ok", 1);
        }
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void email_serverWithoutStartTls_getsNothingUnlessAllowed() throws Exception {
        try (AlertManager manager = manager("to: ops@example.org")) {
            manager.sendAlert(alert());
            untilAttempted("failed", 1);
            assertThat(manager.undelivered())
                    .extracting(one -> one.reason())
                    .allMatch(text -> text.contains("STARTTLS"));
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }
}
