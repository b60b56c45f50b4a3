package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Labels;
import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.route.MatcherText;
import io.quorumeter.alerting.route.Notice;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.alerting.route.Silence;
import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators rely on, one test for each of fifteen behaviours, from the alert to the handler. Its parts are tested in more depth where
 * they are.
 */
class AlertBehavioursTest {
    private static final String ROUTES = """
            route:
              receiver: test
              group_by: [cluster]
              group_wait: 30s
              group_interval: 5m
              repeat_interval: 4h
              routes:
              - {matchers: [team="net"], receiver: net, continue: true}
              - {matchers: [team=~"net|core"], receiver: core, group_by: ['...']}
              - {matchers: [team="none"], group_by: []}
            receivers: [{name: test}, {name: net}, {name: core}]
            inhibit_rules:
            - {source_matchers: [alertname="Down"], target_matchers: [alertname=~"Slow|Down"], equal: [cluster]}
            """;

    @TempDir
    private Path folder;

    private final List<String> sent = new ArrayList<>();
    private boolean isBroken;
    private AlertFixture node = new AlertFixture();

    @SuppressWarnings("NullAway.Init")
    private AlertManager manager;

    @BeforeEach
    void start() {
        manager = AlertManager.on(node.collector)
                .loops(node.loops)
                .withoutDefaultRules()
                .config(AlertFixture.quiet())
                .routes(RoutingFile.parse("a.yml", ROUTES))
                .data(folder)
                .handler("test", new Recorder("test"))
                .handler("net", new Recorder("net"))
                .handler("core", new Recorder("core"))
                .start();
        node.loops.run();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private void restart() {
        Instant time = node.loops.clock().instant();
        manager.close();
        node = new AlertFixture();
        node.loops.advance(Duration.between(node.loops.clock().instant(), time));
        start();
    }

    /** Writes who was notified, why, and of what. */
    private final class Recorder implements AlertHandler {
        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public void handle(Alert alert) {
            throw new AssertionError("gets notices");
        }

        @Override
        public void handle(Notice<Alert> notice) throws IOException {
            if (isBroken && name.equals("net")) {
                throw new IOException("broken");
            }
            sent.add(name + " " + notice.reason() + names(notice.firing()) + names(notice.ended()));
        }

        private List<String> names(List<Alert> alerts) {
            return alerts.stream().map(Alert::name).sorted().toList();
        }
    }

    private Alert alert(String name, String... labels) {
        return Alert.firing(name, Severity.WARNING, name, node.loops.clock().instant())
                .withLabels(Labels.of(labels));
    }

    private void fire(String name, String... labels) {
        manager.sendAlert(alert(name, labels));
        node.loops.run();
    }

    private void resolve(String name, String... labels) {
        manager.resolveAlert(alert(name, labels).id());
        node.loops.run();
    }

    private void minutes(double minutes) {
        node.loops.advance(Duration.ofMillis(Math.round(minutes * 60_000)));
    }

    private List<String> sent() {
        List<String> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    private Silence silence(String matchers, int fromMinutes, int toMinutes) {
        Instant now = node.loops.clock().instant();
        Duration from = Duration.ofMinutes(fromMinutes);
        Duration to = Duration.ofMinutes(toMinutes);
        return manager.silences()
                .set(new Silence("", MatcherText.parse(matchers), now.plus(from), now.plus(to), "me", "work"));
    }

    @Test
    void b01_alertsThatStartWithinGroupWait_areOneNotice_andOneThatIsOverBeforeIsInNone() {
        fire("A");
        fire("Short");
        minutes(0.4);
        resolve("Short");
        fire("B");
        minutes(0.1);
        assertThat(sent()).containsExactly("test FIRST[A, B][]");
    }

    @Test
    void b02_alertThatJoinsLater_waitsForTheGroupInterval_andTheNoticeListsAll() {
        fire("A");
        minutes(1);
        fire("B");
        minutes(4.4);
        assertThat(sent()).containsExactly("test FIRST[A][]");
        minutes(0.1);
        assertThat(sent()).containsExactly("test MORE[A, B][]");
    }

    @Test
    void b03_unchangedGroup_isRepeatedAtTheRepeatInterval_thoughAnAlertCameAndWentInBetween() {
        fire("A");
        minutes(61);
        fire("Short");
        minutes(1);
        resolve("Short");
        minutes(178);
        assertThat(sent()).containsExactly("test FIRST[A][]");
        minutes(1);
        assertThat(sent()).containsExactly("test REPEAT[A][]");
    }

    @Test
    void b04_end_isNotifiedExactlyOnce_alsoOverRestarts() {
        fire("A");
        minutes(1);
        restart();
        resolve("A");
        restart();
        minutes(20);
        restart();
        minutes(20);
        assertThat(sent()).containsExactly("test FIRST[A][]", "test OVER[][A]");
    }

    @Test
    void b05_fireResolveFireInsideAnInterval_isOneNotice_andALaterBeginningIsNotifiedAgain() {
        fire("A");
        minutes(1);
        resolve("A");
        minutes(1);
        fire("A");
        minutes(30);
        assertThat(sent()).containsExactly("test FIRST[A][]");
        resolve("A");
        minutes(6);
        fire("A");
        minutes(1);
        assertThat(sent()).containsExactly("test OVER[][A]", "test FIRST[A][]");
    }

    @Test
    void b06_ownAlert_neverRunsOut_thoughNoTickComes() {
        fire("A");
        minutes(9 * 60);
        assertThat(sent()).isNotEmpty().allMatch(notice -> notice.endsWith("[A][]"));
        assertThat(manager.activeAlerts()).hasSize(1);
    }

    @Test
    void b07_inhibitedAlert_isKeptBackUntilItsSourceEnds_andNoneInhibitsItself() {
        fire("Down", "cluster", "x");
        fire("Slow", "cluster", "x");
        fire("Slow", "cluster", "y");
        minutes(1);
        assertThat(sent()).containsExactlyInAnyOrder("test FIRST[Down][]", "test FIRST[Slow][]");
        resolve("Down", "cluster", "x");
        minutes(5);
        assertThat(sent()).containsExactly("test MORE[Slow][Down]");

        fire("Down");
        fire("Slow");
        minutes(1);
        assertThat(sent()).as("a missing label is the same on both").containsExactly("test FIRST[Down][]");
    }

    @Test
    void b08_silence_keepsBackWhileItIsActive_andWhatBeganAndEndedUnderItIsNeverNotified() {
        silence("alertname=~\"A|Short\", cluster!=\"z\"", 2, 10);
        Silence deleted = silence("alertname=B", 0, 600);
        minutes(3);
        fire("A", "cluster", "x");
        fire("Short", "cluster", "x");
        fire("A", "cluster", "z");
        fire("B", "cluster", "b");
        minutes(1);
        assertThat(sent()).containsExactly("test FIRST[A][]");
        resolve("Short", "cluster", "x");
        manager.silences().expire(deleted.id());
        minutes(5);
        assertThat(sent()).containsExactly("test FIRST[B][]");
        minutes(5);
        assertThat(sent()).containsExactly("test FIRST[A][]");
    }

    @Test
    void b09_silence_survivesARestart_keepsItsIdWhileOnlyItsEndChanges_andIsRefusedWithoutEffect() {
        Silence first = silence("alertname=A", 0, 60);
        restart();
        assertThat(manager.silences().all()).containsExactly(first);
        Silence longer = new Silence(
                first.id(), first.matchers(), first.startsAt(), first.endsAt().plusSeconds(60), "me", "work");
        assertThat(manager.silences().set(longer).id()).isEqualTo(first.id());
        Silence other = new Silence(
                first.id(), MatcherText.parse("alertname=B"), first.startsAt(), first.endsAt(), "me", "work");
        assertThat(manager.silences().set(other).id()).isNotEqualTo(first.id());
        assertThatThrownBy(() -> silence("alertname=~\".*\"", 0, 60)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> silence("alertname=A", 60, 50)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void b10_firstMatchingRouteWins_continueGoesOn_andARouteThatIsNeverReachedIsRefused() {
        fire("A", "team", "net");
        fire("B", "team", "core");
        fire("C", "team", "other");
        minutes(1);
        assertThat(sent())
                .containsExactlyInAnyOrder("net FIRST[A][]", "core FIRST[A][]", "core FIRST[B][]", "test FIRST[C][]");
        String unreachable = ROUTES.replace("matchers: [team=\"net\"], receiver: net, continue: true", "receiver: net");
        assertThatThrownBy(() -> RoutingFile.parse("a.yml", unreachable))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("never reached");
    }

    @Test
    void b11_grouping_byLabelsByAllAndByNone_makesTheirNotices() {
        fire("A", "cluster", "x");
        fire("B", "cluster", "x");
        fire("A", "cluster", "y");
        fire("C", "team", "core", "cluster", "x");
        fire("D", "team", "core", "cluster", "x");
        fire("E", "team", "none", "cluster", "x");
        fire("F", "team", "none", "cluster", "y");
        minutes(1);
        assertThat(sent())
                .containsExactlyInAnyOrder(
                        "test FIRST[A, B][]",
                        "test FIRST[A][]",
                        "core FIRST[C][]",
                        "core FIRST[D][]",
                        "test FIRST[E, F][]");
    }

    @Test
    void b12_receiverThatFails_isTriedUntilItTakesTheNotice_andDelaysNoOther() {
        isBroken = true;
        fire("A", "team", "net");
        minutes(20);
        assertThat(sent()).containsExactly("core FIRST[A][]");
        assertThat(node.notifications("net", "failed")).isGreaterThan(3);
        isBroken = false;
        minutes(1);
        assertThat(sent()).containsExactly("net FIRST[A][]");
    }

    @Test
    void b13_restart_neitherRepeatsNorLoses_andGroupsWaitSoThatInhibitingAlertsCanCome() {
        fire("Down", "cluster", "x");
        minutes(1);
        fire("Slow", "cluster", "x");
        fire("B", "cluster", "y");
        restart();
        minutes(60);
        assertThat(sent()).containsExactlyInAnyOrder("test FIRST[Down][]", "test FIRST[B][]");
    }

    @Test
    void b14_endNeverComesBeforeItsBeginning_andOneAlertOfTwoRulesIsOne() {
        manager.addRules(RuleFile.parse("r.yml", """
                groups:
                - name: g
                  rules:
                  - {alert: Low, expr: level < 5}
                  - {alert: Low, expr: level < 9}
                """, Semantics.V3).groups());
        node.collector.setGauge("level", 1);
        minutes(1);
        node.collector.setGauge("level", 10);
        minutes(10);
        assertThat(sent()).containsExactly("test FIRST[Low][]", "test OVER[][Low]");
    }

    @Test
    void b15_flood_isOneNoticeWithinBounds_andAcknowledgingStopsRemindersButHidesNoNewAlert() {
        for (int i = 0; i < 11_000; i++) {
            manager.sendAlert(alert("Flood", "cluster", "x", "peer", String.valueOf(i)));
        }
        minutes(1);
        assertThat(manager.activeAlerts()).hasSize(10_000);
        assertThat(sent()).singleElement().asString().hasSize("test FIRST[][]".length() + 10_000 * 7 - 2);

        restart();
        manager.activeAlerts().forEach(alert -> manager.resolveAlert(alert.id()));
        fire("A");
        minutes(6);
        sent();
        manager.acknowledge(alert("A").id());
        minutes(245);
        assertThat(sent()).isEmpty();
        fire("B");
        minutes(6);
        assertThat(sent()).containsExactly("test MORE[A, B][]");
    }
}
