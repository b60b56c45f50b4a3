package io.quorumeter.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.file.FileValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiverReaderTest {
    private final List<String> warnings = new ArrayList<>();

    private Receiver read(String global, String receiver) {
        ReceiverReader reader = new ReceiverReader(Path.of("/etc/q"), FileValue.read("g.yml", global), warnings);
        return reader.read(FileValue.read("r.yml", receiver).map(ReceiverReader.keys()));
    }

    @Test
    void read_alertmanagersListsWithGlobals_areItsChannelsWithItsDefaults() {
        Receiver receiver = read("""
                smtp_smarthost: mail.example.org:25
                smtp_from: a@example.org
                smtp_auth_username: a
                smtp_auth_password_file: password
                smtp_require_tls: false
                slack_api_url_file: slack
                pagerduty_url: http://127.0.0.1/
                http_config: {authorization: {credentials_env: TOKEN}, tls_config: {ca_file: ca.pem}}
                """, """
                webhook_configs: [{url: 'http://127.0.0.1/', max_alerts: 3}, {url_file: hook, send_resolved: false}]
                slack_configs: [{channel: '#ops'}, {send_resolved: true, api_url: 'http://127.0.0.1/'}]
                pagerduty_configs: [{routing_key: x, severity: warning}]
                email_configs: [{to: ops@example.org}]
                """);

        assertThat(receiver.channels())
                .extracting(channel -> channel.kind() + " " + channel.sendsResolved())
                .containsExactly(
                        "webhook true", "webhook false", "slack false", "slack true", "pagerduty true", "email false");
        assertThat(warnings).isEmpty();
        assertThat(receiver.wantsResolved()).isTrue();
    }

    @Test
    void read_shortForms_areOneChannelOrAListAndSendResolved() {
        Receiver receiver = read("{smtp_smarthost: h, smtp_from: a@b}", """
                pagerduty: {routing_key_file: /run/secrets/pagerduty}
                slack: [{webhook_url_file: a}, {webhook_url_env: B, send_resolved: false}]
                email: {to: ops@example.org, smtp_server: mail.example.org:465}
                alertmanager: {url: 'http://127.0.0.1:9093'}
                log: {}
                console:
                file: {path: alerts.log}
                """);

        assertThat(receiver.channels())
                .extracting(channel -> channel.kind() + " " + channel.sendsResolved())
                .containsExactly("pagerduty true", "slack true", "slack false", "email true", "alertmanager true");
        assertThat(receiver.logs()).isTrue();
        assertThat(receiver.prints()).isTrue();
        assertThat(receiver.files()).containsExactly(Path.of("/etc/q/alerts.log"));
    }

    @Test
    void wantsResolved_noChannelSendsThem_isFalse() {
        assertThat(read("{}", "webhook: {url: 'http://h/', send_resolved: false}")
                        .wantsResolved())
                .isFalse();
        assertThat(read("{}", "{webhook: {url: 'http://h/', send_resolved: false}, log: {}}")
                        .wantsResolved())
                .isTrue();
        assertThat(read("{}", "{}").wantsResolved()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            slack: {webhook_ulr: x}                        | r.yml:1:22: slack.webhook_ulr: there is no such key; 'webhook_url' is meant?
            slak: {webhook_url: x}                         | r.yml:1:7: slak: there is no such key; 'slack' is meant?
            slack: {}                                      | r.yml:1:8: slack: webhook_url_file is missing, and global has no slack_api_url_file
            slack: {webhook_url: x, api_url_file: y}       | r.yml:1:8: slack: has more than one of
            webhook: {}                                    | r.yml:1:10: webhook: one of url, url_file, url_env is missing
            pagerduty: {}                                  | r.yml:1:12: pagerduty: one of routing_key, routing_key_file, routing_key_env is missing
            pagerduty: {routing_key: x, severity: bad}     | r.yml:1:39: pagerduty.severity: 'bad' is no severity of PagerDuty
            email: {to: a@b}                               | r.yml:1:8: email: smarthost is missing, and global has no smtp_smarthost
            email: {smarthost: h}                          | r.yml:1:8: email: to is missing
            log: {level: 3}                                | r.yml:1:14: log.level: there is no such key
            file: {}                                       | r.yml:1:7: file: path is missing
            webhook: {url: x, http_config: {tls: 1}}       | r.yml:1:38: webhook.http_config.tls: there is no such key; there are
            webhook: {url: x, timeout: soon}               | r.yml:1:28: webhook.timeout:
            """)
    void read_wrongSetting_isRefusedWithItsPlace(String receiver, String problem) {
        assertThatThrownBy(() -> read("{}", receiver))
                .isInstanceOf(FileException.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void read_foreignKeys_areReported() {
        Receiver receiver = read("{resolve_timeout: 5m}", """
                opsgenie_configs: [{}]
                slack_configs: [{api_url: x, title: '{{ .Status }}'}]
                """);

        assertThat(receiver.channels()).hasSize(1);
        assertThat(warnings)
                .containsExactly(
                        "g.yml:1:19: resolve_timeout: has no effect here",
                        "r.yml:1:19: opsgenie_configs: has no effect here",
                        "r.yml:2:37: slack_configs[0].title: has no effect here");
    }

    @Test
    void secret_printed_isHidden() {
        Secret secret = Secret.literal("key", "abcdef");

        assertThat(secret).hasToString("<secret>");
        assertThat(secret.hiddenIn("at abcdef/x")).isEqualTo("at <secret>/x");
        assertThat(Secret.environment("key", "PATH").value())
                .isEqualTo(Map.copyOf(System.getenv()).get("PATH"));
    }
}
