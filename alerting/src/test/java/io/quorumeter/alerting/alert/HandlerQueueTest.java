package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What becomes of alerts whose handler fails. */
class HandlerQueueTest {
    private final AlertFixture node = new AlertFixture();
    private final AlertManager alerts = node.start(AlertFixture.quiet());
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
    void fullQueue_dropsTheOldestOfTheLeastSevere_andTheEndOfWhatItDropped() {
        AlertMetrics metrics = new AlertMetrics(node.collector);
        HandlerQueue queue = new HandlerQueue(
                "pager",
                alert -> taken.add((alert.isFiring() ? "" : "-") + alert.name()),
                RetryPolicy.standard(),
                node.loops::nanoTime,
                metrics.notifications("pager"));
        Alert info = Alert.firing("Info", Severity.INFO, "", node.loops.clock().instant());
        Alert early =
                Alert.firing("Early", Severity.CRITICAL, "", node.loops.clock().instant());
        queue.offer(early);
        queue.offer(info);
        for (int i = 0; i < HandlerQueue.CAPACITY; i++) {
            queue.offer(Alert.firing(
                    "Warning" + i, Severity.WARNING, "", node.loops.clock().instant()));
        }
        queue.offer(info.resolved(node.loops.clock().instant()));
        assertThat(queue.size()).isEqualTo(HandlerQueue.CAPACITY);
        assertThat(queue.deliver()).isEqualTo(Loop.WHEN_WOKEN);
        assertThat(taken)
                .hasSize(HandlerQueue.CAPACITY)
                .startsWith("Early", "Warning1")
                .endsWith("Warning" + (HandlerQueue.CAPACITY - 1));
        assertThat(node.notifications("pager", "dropped")).isEqualTo(2);
    }
}
