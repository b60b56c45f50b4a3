package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.route.Notice;
import io.quorumeter.promql.model.Labels;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What becomes of alerts whose handler fails. */
class HandlerQueueTest {
    private final AlertFixture node = new AlertFixture();
    private final AlertManager alerts = node.builder().withoutDefaultRules().start();
    private final List<Duration> calls = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private Predicate<Alert> fails = alert -> true;

    private void add() {
        long begin = node.loops.nanoTime();
        alerts.addHandler("pager", alert -> {
            calls.add(Duration.ofNanos(node.loops.nanoTime() - begin));
            if (fails.test(alert)) {
                throw new IOException("no route");
            }
            taken.add((alert.isFiring() ? "" : "-") + alert.name());
        });
    }

    private String send(String name, Severity severity) {
        Alert alert =
                Alert.firing(name, severity, name + " it is", node.loops.clock().instant());
        alerts.sendAlert(alert);
        node.loops.run();
        return alert.id();
    }

    @Test
    void handlerThatFails_isRetriedWithLongerPauses_thenEach30Seconds_andHarmsNoOther() {
        add();
        send("Odd", Severity.WARNING);
        assertThat(node.names()).containsExactly("Odd");
        node.seconds(64);
        assertThat(calls)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofMillis(700),
                        Duration.ofMillis(1500),
                        Duration.ofMillis(3100),
                        Duration.ofMillis(33_100),
                        Duration.ofMillis(63_100));
        assertThat(node.notifications("pager", "failed")).isEqualTo(8);
        assertThat(node.notifications("test", "ok")).isEqualTo(1);
    }

    @Test
    void alertThatStillFires_reachesAHandlerThatWasDownForLong() {
        add();
        String id = send("Odd", Severity.CRITICAL);
        node.seconds(3_600);
        fails = alert -> false;
        node.seconds(30);
        assertThat(taken).containsExactly("Odd");
        alerts.resolveAlert(id);
        node.loops.run();
        assertThat(taken).containsExactly("Odd", "-Odd");
        assertThat(node.notifications("pager", "dropped")).isZero();
    }

    @Test
    void alertThatEndsBeforeTheHandlerWorksAgain_isDropped_withItsEnd() {
        add();
        alerts.resolveAlert(send("Late", Severity.CRITICAL));
        String id = send("Odd", Severity.CRITICAL);
        node.seconds(60);
        alerts.resolveAlert(id);
        fails = alert -> false;
        node.seconds(60);
        assertThat(taken).isEmpty();
        assertThat(node.notifications("pager", "dropped")).isEqualTo(2);
    }

    @Test
    void endThatWasNotTaken_comesLater_unlessItFiresAnew() {
        fails = alert -> !alert.isFiring();
        add();
        String id = send("Odd", Severity.WARNING);
        String other = send("Other", Severity.WARNING);
        alerts.resolveAlert(id);
        alerts.resolveAlert(other);
        node.seconds(10);
        assertThat(taken).containsExactly("Odd", "Other");
        send("Odd", Severity.WARNING);
        fails = alert -> false;
        node.seconds(60);
        assertThat(taken).containsExactly("Odd", "Other", "Odd", "-Other");
        assertThat(node.notifications("pager", "dropped")).isEqualTo(1);
    }

    @Test
    void alertThatTheHandlerCannotTake_holdsUpNoOther() {
        fails = alert -> alert.name().equals("Odd");
        add();
        send("Odd", Severity.CRITICAL);
        send("Other", Severity.CRITICAL);
        assertThat(taken).isEmpty();
        node.seconds(4);
        assertThat(taken).containsExactly("Other");
    }

    @Test
    void handlerThatHangs_getsWhatIsCritical_thoughWarningsFloodedIt_andNoEndOfWhatWasDropped() {
        HandlerQueue queue =
                queue(RetryPolicy.standard(), alert -> taken.add((alert.isFiring() ? "" : "-") + alert.name()));
        int infos = HandlerQueue.CAPACITY / 4;
        int warnings = HandlerQueue.CAPACITY / 8;
        for (int i = 0; i < HandlerQueue.CAPACITY; i++) {
            queue.offer(firing("Info" + i, Severity.INFO));
        }
        for (int i = 0; i < HandlerQueue.CAPACITY; i++) {
            queue.offer(firing("Warning" + i, Severity.WARNING));
        }
        queue.offer(firing("Critical", Severity.CRITICAL));
        for (int i = 0; i < HandlerQueue.CAPACITY; i++) {
            queue.offer(firing("Info" + i, Severity.INFO).resolved(now()));
        }
        node.loops.run();
        assertThat(taken)
                .hasSize(infos + warnings + 1 + infos)
                .startsWith("Info0", "Info1")
                .contains("Info" + (infos - 1), "Warning0", "Warning" + (warnings - 1), "Critical")
                .endsWith("-Info" + (infos - 1));
        assertThat(node.notifications("pager", "dropped")).isEqualTo(2.0 * HandlerQueue.CAPACITY - infos - warnings);
        queue.offer(firing("Info" + infos, Severity.INFO));
        queue.offer(firing("Info" + infos, Severity.INFO).resolved(now()));
        node.loops.run();
        assertThat(taken).endsWith("Info" + infos, "-Info" + infos);
    }

    @Test
    void handlerThatFails_holdsBackABoundedNumber_andTheOldestOfTheLeastSevereIsDropped_withItsEnd() {
        RetryPolicy once = new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1));
        HandlerQueue queue = queue(once, alert -> {
            if (fails.test(alert)) {
                throw new IOException("no route");
            }
            taken.add((alert.isFiring() ? "" : "-") + alert.name());
        });
        queue.offer(firing("Early", Severity.CRITICAL));
        queue.offer(firing("Info", Severity.INFO));
        for (int i = 0; i < HandlerQueue.MOST_PUT_OFF; i++) {
            queue.offer(firing("Warning" + i, Severity.WARNING));
        }
        node.loops.run();
        queue.offer(firing("Info", Severity.INFO).resolved(now()));
        fails = alert -> false;
        node.seconds(2);
        assertThat(node.notifications("pager", "dropped")).isEqualTo(2);
        assertThat(taken)
                .hasSize(HandlerQueue.MOST_PUT_OFF)
                .contains("Early", "Warning1", "Warning" + (HandlerQueue.MOST_PUT_OFF - 1))
                .doesNotContain("Info", "-Info", "Warning0");
    }

    private static Notice<Alert> group(Notice.Reason reason, List<Alert> firing, List<Alert> begun, List<Alert> ended) {
        return new Notice<>("group", "pager", Labels.EMPTY, reason, firing, begun, ended);
    }

    @Test
    void laterNoticeOfAGroup_saysWhatTheHandlerMissed() {
        HandlerQueue queue = queue(RetryPolicy.standard(), alert -> {
            if (fails.test(alert)) {
                throw new IOException("no route");
            }
            taken.add((alert.isFiring() ? "" : "-") + alert.name());
        });
        Alert a = firing("A", Severity.WARNING);
        Alert b = firing("B", Severity.WARNING);
        Alert c = firing("C", Severity.WARNING);
        queue.offer(group(Notice.Reason.FIRST, List.of(a, b), List.of(a, b), List.of()));
        node.seconds(10);
        queue.offer(group(Notice.Reason.MORE, List.of(b, c), List.of(c), List.of(a.resolved(now()))));
        fails = alert -> false;
        node.seconds(60);
        assertThat(taken).containsExactly("B", "C");

        fails = alert -> true;
        taken.clear();
        queue.offer(group(Notice.Reason.FEWER, List.of(c), List.of(), List.of(b.resolved(now()))));
        node.seconds(10);
        queue.offer(group(Notice.Reason.OVER, List.of(), List.of(), List.of(c.resolved(now()))));
        fails = alert -> false;
        node.seconds(60);
        assertThat(taken).containsExactly("-B", "-C");
    }

    @Test
    void reminderOfAGroup_passesAllThatFires() {
        HandlerQueue queue = queue(RetryPolicy.standard(), alert -> taken.add(alert.name()));
        Alert a = firing("A", Severity.WARNING);
        queue.offer(group(Notice.Reason.REPEAT, List.of(a), List.of(), List.of()));
        node.loops.run();
        assertThat(taken).containsExactly("A");
    }

    @Test
    void close_dropsWhatWasPutOffAndIsRetriedAndWaits_andCallsTheHandlerNoMore() {
        add();
        send("PutOff", Severity.CRITICAL);
        send("PutOffToo", Severity.CRITICAL);
        node.seconds(10);
        send("Retried", Severity.CRITICAL);
        send("Waiting", Severity.CRITICAL);
        int before = calls.size();
        alerts.close();
        node.seconds(60);
        assertThat(node.notifications("pager", "dropped")).isEqualTo(4);
        assertThat(calls).hasSize(before);
    }

    private HandlerQueue queue(RetryPolicy retries, AlertHandler handler) {
        return new HandlerQueue(
                "pager",
                handler,
                retries,
                node.loops::nanoTime,
                new AlertMetrics(node.collector).notifications("pager"),
                node.loops);
    }

    private Instant now() {
        return node.loops.clock().instant();
    }

    private Alert firing(String name, Severity severity) {
        return Alert.firing(name, severity, "", now());
    }
}
