package io.quorumeter.alerting.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Labels;
import io.quorumeter.alerting.route.MatcherText;
import io.quorumeter.alerting.route.Notice;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.alerting.route.Silence;
import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.promql.model.Semantics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An alert manager with routes, in virtual time. */
class AlertRoutingTest {
    private static final RoutingFile ROUTES = RoutingFile.parse("a.yml", """
            route:
              receiver: test
              group_by: [alertname]
              routes:
                - {matchers: [severity=~"critical|page"], receiver: pager, group_wait: 0s}
            receivers: [{name: test}, {name: pager}]
            """);

    private final AlertFixture node = new AlertFixture();
    private final List<Notice<Alert>> paged = new ArrayList<>();
    private final AlertHandler pager = new AlertHandler() {
        @Override
        public void handle(Alert alert) {
            throw new AssertionError("gets notices");
        }

        @Override
        public void handle(Notice<Alert> notice) {
            paged.add(notice);
        }
    };
    private final AlertManager manager = node.builder()
            .withoutDefaultRules()
            .config(AlertFixture.quiet())
            .routes(ROUTES)
            .handler("pager", pager)
            .start();

    @AfterEach
    void close() {
        manager.close();
    }

    private Alert alert(String name, Severity severity, String... labels) {
        return Alert.firing(name, severity, name, node.loops.clock().instant()).withLabels(Labels.of(labels));
    }

    @Test
    void sendAlert_goesToItsReceiverWhenItsGroupHasWaited() {
        manager.sendAlert(alert("Odd", Severity.WARNING, "peer", "1"));
        manager.sendAlert(alert("Odd", Severity.WARNING, "peer", "2"));
        node.seconds(29);
        assertThat(node.told).isEmpty();

        node.seconds(1);
        assertThat(node.names()).containsExactly("Odd", "Odd");
        assertThat(node.notifications("test", "ok")).isEqualTo(1);
        assertThat(paged).isEmpty();
        assertThat(manager.activeAlerts()).hasSize(2);

        manager.resolveAlert(node.told.get(0).id());
        node.seconds(300);
        assertThat(node.names()).containsExactly("Odd", "Odd", "-Odd");
    }

    @Test
    void builtInRuleOfAnUrgentEvent_reachesTheReceiverOfCriticalAlertsAtOnce() {
        manager.addRules(DefaultRules.groups(AlertFixture.quiet(), Duration.ofSeconds(1)));
        node.connect();
        node.seconds(1);
        node.events.safetyStatePersistFailed();
        node.collector.flush().join();
        node.loops.advance(Duration.ofMillis(20));

        assertThat(paged).hasSize(1);
        assertThat(paged.get(0).group())
                .isEqualTo(io.quorumeter.promql.model.Labels.of("alertname", "HotStuff2SafetyStateNotPersisted"));
        assertThat(paged.get(0).firing()).extracting(Alert::severity).containsExactly(Severity.CRITICAL);
        assertThat(node.told).isEmpty();
    }

    @Test
    void ruleFile_withASeverityOfItsOwn_isRoutedByThat() {
        manager.addRules(RuleFile.parse("r.yml", """
                groups:
                - {name: g, rules: [{alert: Low, expr: level < 5, labels: {severity: page}}]}
                """, Semantics.V3).groups());
        node.collector.setGauge("level", 1, "tank", "a");
        node.collector.setGauge("level", 1, "tank", "b");
        node.seconds(1);

        assertThat(paged).hasSize(1);
        assertThat(paged.get(0).begun())
                .extracting(Alert::labels)
                .containsExactlyInAnyOrder(
                        Labels.of("severity", "page", "tank", "a"), Labels.of("severity", "page", "tank", "b"));
    }

    @Test
    void flood_ofOneName_isOneCallOfTheHandler() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(manager.sendAlert(alert("Peer", Severity.CRITICAL, "peer", "p" + i)))
                    .isTrue();
        }
        assertThat(manager.sendAlert(alert("Peer", Severity.CRITICAL, "peer", "one more")))
                .isFalse();
        node.seconds(60);

        assertThat(paged).hasSize(1);
        assertThat(paged.get(0).firing()).hasSize(10_000);
        assertThat(node.active("critical")).isEqualTo(10_000);
        assertThat(node.notifications("pager", "dropped")).isEqualTo(1);
    }

    @Test
    void largeNotice_onConsoleAndInTheLog_isOneLine() {
        List<Alert> few = IntStream.range(0, 10)
                .mapToObj(i -> alert("Peer", Severity.INFO, "peer", "p" + i))
                .toList();
        List<Alert> many = new ArrayList<>(few);
        many.add(alert("Peer", Severity.CRITICAL));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ConsoleAlertHandler console = new ConsoleAlertHandler(new PrintStream(printed, true, UTF_8));
        ListLogger logger = new ListLogger();
        LogAlertHandler log = new LogAlertHandler(logger);
        for (List<Alert> alerts : List.of(few, many)) {
            Notice<Alert> notice = new Notice<>(
                    "key",
                    "test",
                    io.quorumeter.promql.model.Labels.of("alertname", "Peer"),
                    Notice.Reason.FIRST,
                    alerts,
                    alerts,
                    List.of());
            console.handle(notice);
            log.handle(notice);
        }

        String line =
                "11 alerts of {alertname=\"Peer\"} fire, 11 of them are new, and 0 are over; the first is FIRING info Peer";
        assertThat(printed.toString(UTF_8).lines())
                .hasSize(11)
                .last()
                .asString()
                .contains(line);
        assertThat(logger.lines).hasSize(11).last().asString().startsWith("ERROR " + line);
    }

    @Test
    void alertThatChangesWhileItFires_isNotifiedAsItIsThen() {
        manager.sendAlert(alert("Odd", Severity.WARNING).withValue(1, 0));
        node.seconds(10);
        manager.sendAlert(alert("Odd", Severity.WARNING).withValue(2, 0));
        node.seconds(20);

        assertThat(node.told).extracting(Alert::value).containsExactly(2.0);
    }

    @Test
    void silence_keepsAnAlertBackUntilItIsOver() {
        Instant now = node.loops.clock().instant();
        manager.silences()
                .set(new Silence("", MatcherText.parse("peer=1"), now, now.plusSeconds(60), "test", "planned work"));
        manager.sendAlert(alert("Odd", Severity.CRITICAL, "peer", "1"));
        node.seconds(299);
        assertThat(paged).isEmpty();

        node.seconds(1);
        assertThat(paged).hasSize(1);
    }

    @Test
    void rule_thatNamesReceivers_goesToTheseOnly() {
        manager.addRule(AlertRule.named("Low").when("level < 5").notify("pager", "test"));
        manager.addRules(RuleFile.parse("r.yml", """
                groups:
                - {name: g, rules: [{alert: Odd, expr: level == 1, annotations: {receivers: "pager"}}]}
                """, Semantics.V3).groups());
        node.collector.setGauge("level", 1, "tank", "a");
        node.seconds(60);

        assertThat(paged).extracting(notice -> notice.firing().get(0).name()).containsExactlyInAnyOrder("Low", "Odd");
        assertThat(node.names()).containsExactly("Low");
        assertThatThrownBy(() ->
                        manager.addRule(AlertRule.named("L").when("level < 5").notify("chief")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no receiver 'chief'; the routes have [test, pager]");
        assertThatThrownBy(() -> manager.sendAlert(alert("Odd", Severity.INFO).withReceivers(List.of("chief"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void acknowledge_alertOfARuleThatEndsByIt_isOver() {
        manager.addRules(RuleFile.parse("r.yml", """
                groups:
                - {name: g, rules: [{alert: Odd, expr: level == 1, annotations: {ends: when acknowledged}}]}
                """, Semantics.V3).groups());
        node.collector.setGauge("level", 1, "tank", "a");
        node.seconds(60);
        String id = manager.activeAlerts().get(0).id();

        assertThat(manager.acknowledge(id)).isEqualTo(Acknowledgement.ENDED);
        assertThat(manager.acknowledge(id)).isEqualTo(Acknowledgement.UNKNOWN);
        node.seconds(300);
        assertThat(node.names()).containsExactly("Odd", "-Odd");
    }

    @Test
    void close_endsTheRoutes() {
        manager.sendAlert(alert("Odd", Severity.WARNING));
        manager.close();
        node.seconds(60);

        assertThat(node.told).isEmpty();
    }

    @Test
    void start_receiverWithoutHandler_namesIt() {
        AlertManagerBuilder builder = new AlertFixture().builder().routes(ROUTES);
        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "these receivers of the routes have neither a channel nor a handler: [pager]; give them channels in the "
                                + "file, or say handler(\"pager\", …) before start()");
    }

    @Test
    void handler_thatIsNoReceiver_isRefusedAtTheStartAndLater() {
        AlertManagerBuilder builder = new AlertFixture()
                .builder()
                .routes(ROUTES)
                .handler("pager", pager)
                .handler("chat", alert -> {});
        assertThatThrownBy(builder::start).hasMessageContaining("handler 'chat' would get no alert");
        assertThatThrownBy(() -> manager.onFiring("chat", alert -> {}))
                .hasMessageContaining("it is no receiver of the routes; they have [test, pager]");
    }

    @Test
    void silences_withoutRoutes_areRefused() {
        AlertManager plain = new AlertFixture().start(AlertFixture.quiet());
        assertThatThrownBy(plain::silences)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("say routes(…)");
    }
}
