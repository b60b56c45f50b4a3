package io.quorumeter.alerting.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Labels;
import io.quorumeter.alerting.route.MatcherText;
import io.quorumeter.alerting.route.Notice;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.alerting.route.Silence;
import io.quorumeter.alerting.rule.ActiveAlert;
import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An alert manager with a folder that ends, or is killed, and starts again, in virtual time. */
class RestartTest {
    private static final String ROUTES = """
            route: {receiver: test, group_by: [alertname], group_wait: 10s, group_interval: 1m, repeat_interval: 4h}
            receivers: [{name: test}]
            """;

    private static final String RULES = """
            groups:
            - name: g
              rules:
              - {alert: High, expr: level > 0}
              - {alert: Slow, expr: slow > 0, for: 5m}
              - {alert: Broken, expr: broken > 0, annotations: {ends: when acknowledged}}
            """;

    @TempDir
    private Path temporary;

    private Path folder = Path.of("");
    private int restarts;
    private boolean isRouted = true;
    private Instant time = Instant.EPOCH;
    private final Map<String, Double> gauges = new HashMap<>();
    private final List<String> sent = new ArrayList<>();
    private AlertFixture node = new AlertFixture();
    private @Nullable AlertManager running;
    private AlertHandler receiver = new Recorder();

    /** What a receiver gets: each alert with a plus where it begins, a minus where it is over, and an R where it is repeated. */
    private class Recorder implements AlertHandler {
        @Override
        public void handle(Alert alert) {
            throw new AssertionError("gets notices");
        }

        @Override
        public void handle(Notice<Alert> notice) throws Exception {
            String mark = notice.reason() == Notice.Reason.REPEAT ? "R" : "+";
            notice.news().forEach(alert -> sent.add((alert.isFiring() ? mark : "-") + text(alert)));
        }
    }

    private static String text(Alert alert) {
        StringBuilder text = new StringBuilder(alert.name());
        alert.labels().forEach((name, value) -> text.append(' ').append(value));
        return text.toString();
    }

    private AlertManager start() {
        if (folder.toString().isEmpty()) {
            folder = temporary.resolve("data");
        }
        node = new AlertFixture();
        node.loops.advance(Duration.between(
                node.loops.clock().instant(), max(time, node.loops.clock().instant())));
        gauges.forEach(this::gauge);
        AlertManagerBuilder builder = AlertManager.on(node.collector)
                .loops(node.loops)
                .withoutDefaultRules()
                .config(AlertFixture.quiet())
                .handler("test", receiver)
                .data(folder);
        if (isRouted) {
            builder.routes(RoutingFile.parse("a.yml", ROUTES));
        }
        running = builder.start();
        manager().addRules(RuleFile.parse("r.yml", RULES, Semantics.V3).groups());
        node.loops.run();
        return manager();
    }

    private AlertManager manager() {
        return Objects.requireNonNull(running);
    }

    private static Instant max(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private void set(String name, String label, double value) {
        gauges.put(name + " " + label, value);
        gauge(name + " " + label, value);
    }

    private void gauge(String place, double value) {
        int blank = place.indexOf(' ');
        node.collector.setGauge(place.substring(0, blank), value, "place", place.substring(blank + 1));
    }

    private void seconds(int seconds) {
        node.seconds(seconds);
        time = node.loops.clock().instant();
    }

    private void away(int seconds) {
        time = node.loops.clock().instant().plusSeconds(seconds);
    }

    private void restart(int secondsAway) {
        manager().close();
        away(secondsAway);
        start();
    }

    /** What a process that is killed now leaves goes on in another folder, since this process still holds the lock. */
    private void kill(int secondsAway) throws IOException {
        copyFolder();
        away(secondsAway);
        start();
    }

    private void copyFolder() throws IOException {
        Path next = Files.createDirectory(temporary.resolve("data" + restarts++));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, next.resolve(file.getFileName().toString()));
            }
        }
        folder = next;
    }

    @AfterEach
    void close() {
        if (running != null) {
            running.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void restart_alertThatFires_isNotRepeatedAndOverOnce(boolean routed) {
        isRouted = routed;
        start();
        set("level", "a", 1);
        seconds(60);
        assertThat(sent).containsExactly("+High a");

        restart(30);
        seconds(300);
        assertThat(sent).containsExactly("+High a");

        set("level", "a", 0);
        restart(30);
        seconds(300);
        restart(30);
        seconds(300);
        assertThat(sent).containsExactly("+High a", "-High a");
        assertThat(manager().activeAlerts()).isEmpty();
        assertThat(manager().history()).extracting(Alert::isFiring).containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void restart_alertThatEndedWhileAway_isOver(boolean routed) throws IOException {
        isRouted = routed;
        start();
        set("level", "a", 1);
        seconds(60);
        Instant begun = manager().activeAlerts().get(0).firedAt();
        gauges.clear();
        kill(10);
        assertThat(manager().activeAlerts()).extracting(Alert::firedAt).containsExactly(begun);
        seconds(300);
        assertThat(sent).containsExactly("+High a", "-High a");
    }

    @Test
    void restart_beforeGroupWaitIsOver_alertIsSentOnce() throws IOException {
        start();
        set("level", "a", 1);
        seconds(5);
        kill(1);
        seconds(300);
        kill(1);
        seconds(300);
        assertThat(sent).containsExactly("+High a");
    }

    @Test
    void restart_repeatInterval_countsFromTheLastNotice() {
        start();
        set("level", "a", 1);
        seconds(2 * 3600);
        restart(60);
        seconds(2 * 3600 - 120);
        assertThat(sent).containsExactly("+High a");
        seconds(180);
        assertThat(sent).containsExactly("+High a", "RHigh a");
    }

    @Test
    void restart_ruleThatWaits_goesOnWaiting() {
        start();
        set("slow", "a", 1);
        seconds(240);
        restart(600);
        seconds(55);
        assertThat(waiting()).hasSize(1);
        assertThat(manager().activeAlerts()).isEmpty();
        seconds(10);
        assertThat(manager().activeAlerts()).hasSize(1);
    }

    @Test
    void restart_ruleThatWaitedMoreThanAnHourAgo_waitsFromTheBeginning() {
        start();
        set("slow", "a", 1);
        seconds(240);
        restart(3_700);
        seconds(290);
        assertThat(manager().activeAlerts()).isEmpty();
    }

    private List<ActiveAlert> waiting() {
        return manager().rules().stream()
                .flatMap(group -> group.rules().stream())
                .flatMap(rule -> rule.alerts().stream())
                .filter(alert -> alert.state() == ActiveAlert.State.PENDING)
                .toList();
    }

    @Test
    void restart_alertThatEndsWhenAcknowledged_staysUntilThenAndReturnsWithMore() throws IOException {
        start();
        set("broken", "a", 3);
        seconds(60);
        gauges.clear();
        kill(10);
        seconds(600);
        assertThat(sent).containsExactly("+Broken a");

        manager().resolveAlert(manager().activeAlerts().get(0).id());
        seconds(120);
        restart(10);
        seconds(20);
        assertThat(sent).containsExactly("+Broken a", "-Broken a");
        set("broken", "a", 1);
        seconds(20);
        assertThat(sent).containsExactly("+Broken a", "-Broken a", "+Broken a");
    }

    @Test
    void restart_silence_keepsBackUntilItIsOver() throws IOException {
        start();
        Silence silence = manager()
                .silences()
                .set(new Silence(
                        "", MatcherText.parse("place=~\"a|b\""), time(), time().plusSeconds(3600), "me", "work"));
        seconds(2);
        kill(1);
        assertThat(manager().silences().all()).containsExactly(silence);
        set("level", "a", 1);
        seconds(600);
        assertThat(sent).isEmpty();
        restart(3600);
        seconds(30);
        assertThat(sent).containsExactly("+High a");
    }

    private Instant time() {
        return node.loops.clock().instant();
    }

    @Test
    void alertOfTheNodesOwnCode_outlivesTheProcessAsItWas() {
        start();
        Alert odd = Alert.firing("Odd", Severity.CRITICAL, "so odd\n\"\u20ac\"", time())
                .withLabels(Labels.of("peer", "1"))
                .withSuggestion("look")
                .withValue(0.5, Double.POSITIVE_INFINITY);
        manager().sendAlert(odd);
        seconds(60);
        restart(5);
        assertThat(manager().activeAlerts()).containsExactly(odd);
        manager().resolveAlert(odd.id());
        seconds(60);
        assertThat(sent).containsExactly("+Odd 1", "-Odd 1");
    }

    @Test
    void restart_acknowledgedAlert_isNotRepeated() {
        start();
        set("level", "a", 1);
        seconds(60);
        assertThat(manager().acknowledge(manager().activeAlerts().get(0).id())).isEqualTo(Acknowledgement.NOTED);
        restart(5);
        assertThat(manager().acknowledged()).hasSize(1);
        seconds(5 * 3600);
        assertThat(sent).containsExactly("+High a");
        set("level", "a", 0);
        seconds(120);
        assertThat(manager().acknowledged()).isEmpty();
    }

    @Test
    void folder_isForItsOwner_andForOneManager() throws IOException {
        start();
        seconds(2);
        for (String file : List.of("alerts.jsonl", "token")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        AlertManagerBuilder second = new AlertFixture().builder().data(folder);
        assertThatThrownBy(second::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is in use by another alert manager");
        String token = Files.readString(folder.resolve("token"));
        restart(1);
        assertThat(Files.readString(folder.resolve("token"))).isEqualTo(token).hasSize(65);
    }

    @Test
    void file_thatIsTorn_losesTheLastLineOnly() throws IOException {
        start();
        set("level", "a", 1);
        seconds(60);
        manager().close();
        Path file = folder.resolve("alerts.jsonl");
        String text = Files.readString(file);
        Files.writeString(
                file, text + text.substring(text.lastIndexOf('\n', text.length() - 2) + 1, text.length() - 9));
        away(1);
        start();
        seconds(120);
        assertThat(sent).containsExactly("+High a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000\u0000", "{}", "[1]", "{\"quorumeter_alerts\":2}", "hello\nworld"})
    void file_thatIsAnothers_isMovedAside(String text) throws IOException {
        start();
        manager().close();
        Files.writeString(folder.resolve("alerts.jsonl"), text);
        start();
        assertThat(manager().activeAlerts()).isEmpty();
        assertThat(folder.resolve("alerts.jsonl.refused")).hasContent(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void file_withRandomDamage_neverEndsTheStart(long seed) throws IOException {
        Random random = new Random(seed);
        start();
        set("level", "a", 1);
        set("slow", "a", 1);
        set("broken", "a", 1);
        manager().silences().set(new Silence("", MatcherText.parse("a=b"), time(), time().plusSeconds(60), "me", ""));
        seconds(60);
        manager().close();
        Path file = folder.resolve("alerts.jsonl");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = bytes.clone();
            for (int j = random.nextInt(20); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                AlertDataFormat.read(new String(damaged, UTF_8));
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageStartingWith("its first line");
            }
            if (i % 100 == 0) {
                Files.write(file, damaged);
                away(1);
                start();
                seconds(1);
                manager().close();
            }
        }
    }

    /** A receiver in whose hands the process is killed now and then, before or after it took the notice. */
    private final class Killer extends Recorder {
        private final Random random;
        private boolean kills;
        private boolean isDead;

        Killer(Random random) {
            this.random = random;
        }

        @Override
        public void handle(Notice<Alert> notice) throws Exception {
            if (!isDead && kills && random.nextInt(3) == 0) {
                isDead = true;
                copyFolder();
                if (random.nextBoolean()) {
                    super.handle(notice);
                }
            }
            if (!isDead) {
                super.handle(notice);
            }
        }
    }

    @Test
    void kill_whileTheHandlerTakesABeginning_itsEndIsSentAllTheSame() {
        isRouted = false;
        receiver = new Recorder() {
            @Override
            public void handle(Notice<Alert> notice) throws Exception {
                super.handle(notice);
                copyFolder();
                receiver = new Recorder();
            }
        };
        start();
        set("level", "a", 1);
        seconds(1);
        gauges.clear();
        away(10);
        start();
        seconds(300);
        assertThat(sent).containsExactly("+High a", "+High a", "-High a");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void kills_atRandomPoints_repeatEachNoticeAtMostOnceAndLoseNone(long seed) throws IOException {
        Random random = new Random(seed);
        isRouted = seed % 3 != 0;
        receiver = new Killer(random);
        start();
        int kills = 0;
        for (int round = 0; round < 60; round++) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                set("level", "p" + random.nextInt(4), random.nextInt(2));
                seconds(random.nextInt(30));
            }
            if (random.nextInt(3) == 0) {
                kills++;
                Killer killer = (Killer) receiver;
                killer.kills = true;
                Path before = folder;
                node.seconds(random.nextInt(90));
                if (folder == before) {
                    copyFolder();
                }
                receiver = new Killer(random);
                away(random.nextInt(20));
                start();
            } else if (random.nextInt(4) == 0) {
                restart(random.nextInt(20));
            }
            if (random.nextInt(3) == 0) {
                seconds(200);
                assertThat(known(kills))
                        .as("seed %d, round %d: %s", seed, round, sent)
                        .isEqualTo(firing());
            }
        }
        gauges.replaceAll((place, value) -> 0.0);
        gauges.forEach(this::gauge);
        seconds(300);
        assertThat(known(kills)).as("seed %d: %s", seed, sent).isEmpty();
    }

    private Set<String> firing() {
        TreeSet<String> firing = new TreeSet<>();
        manager().activeAlerts().forEach(alert -> firing.add(text(alert)));
        gauges.forEach((place, value) ->
                assertThat(firing.contains(place.replace("level", "High"))).isEqualTo(value > 0));
        return firing;
    }

    /** What the receiver believes, who got no more news twice than there were kills. */
    private Set<String> known(int kills) {
        TreeSet<String> known = new TreeSet<>();
        Map<String, Integer> twice = new HashMap<>();
        for (String news : sent) {
            String alert = news.substring(1);
            boolean isNews = news.charAt(0) == '-' ? known.remove(alert) : known.add(alert);
            if (!isNews) {
                twice.merge(alert, 1, Integer::sum);
            }
        }
        assertThat(twice.values()).allMatch(times -> times <= kills);
        return known;
    }
}
