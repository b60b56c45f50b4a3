package io.quorumeter.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.promql.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of such a dispatcher rely on, in virtual time. An alert is a text here, with a minus sign before it when it is over. */
class DispatcherTest {
    private static final Instant START = Instant.parse("2026-12-01T12:00:00Z");

    private static final String ONE_GROUP = """
            route: {receiver: team, group_wait: 30s, group_interval: 5m, repeat_interval: 4h}
            receivers: [{name: team}]
            """;

    private Instant now = START;
    private final Silences silences = new Silences(() -> now);
    private Dispatcher<String> dispatcher = dispatcher(ONE_GROUP);
    private final List<Notice<String>> notices = new ArrayList<>();

    private Dispatcher<String> dispatcher(String text) {
        return new Dispatcher<>(RoutingFile.parse("a.yml", text), silences, () -> now);
    }

    private static Labels labels(String name, String... more) {
        Labels labels = Labels.of(more);
        return labels.with("alertname", name);
    }

    private void fire(String name, String... labels) {
        dispatcher.fire(name, labels(name, labels), name);
    }

    private void resolve(String name) {
        dispatcher.resolve(name, "-" + name);
    }

    /** Lets time pass, and looks at groups when they are due. */
    private void pass(Duration time) {
        Instant until = now.plus(time);
        while (true) {
            Instant next = dispatcher.run(notices::add).map(now::plus).orElse(Instant.MAX);
            if (next.isAfter(until)) {
                now = until;
                return;
            }
            now = next;
        }
    }

    private void seconds(int seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    private void minutes(int minutes) {
        pass(Duration.ofMinutes(minutes));
    }

    /** Writes each notice since the last call: what it is for, what fires, and what is over. */
    private List<String> sent() {
        List<String> texts = notices.stream()
                .map(notice -> notice.receiver() + " " + notice.reason() + " " + new TreeSet<>(notice.firing())
                        + new TreeSet<>(notice.ended()))
                .toList();
        notices.clear();
        return texts;
    }

    private Silence silence(String matchers, Duration from, Duration to) {
        return silences.set(
                new Silence("", MatcherText.parse(matchers), now.plus(from), now.plus(to), "test", "planned work"));
    }

    @Test
    void groupWait_alertsThatStartWithinIt_arriveInOneNotice() {
        fire("A");
        seconds(10);
        fire("B");
        fire("Short");
        seconds(10);
        resolve("Short");
        seconds(9);
        assertThat(sent()).isEmpty();

        seconds(1);
        assertThat(sent()).containsExactly("team FIRST [A, B][]");
    }

    @Test
    void groupInterval_alertThatJoinsLater_waitsForTheTickAndTheNoticeListsAll() {
        fire("A");
        minutes(1);
        sent();
        fire("B");
        seconds(4 * 60 + 29);
        assertThat(sent()).isEmpty();

        seconds(1);
        assertThat(notices.get(0).begun()).containsExactly("B");
        assertThat(sent()).containsExactly("team MORE [A, B][]");
    }

    @Test
    void repeatInterval_unchangedGroup_isRepeatedThenAndNotEarlier() {
        fire("A");
        seconds(30);
        sent();
        minutes(60);
        fire("Short");
        minutes(2);
        resolve("Short");
        minutes(4 * 60 - 63);
        assertThat(sent()).isEmpty();

        minutes(1);
        assertThat(sent()).containsExactly("team REPEAT [A][]");
        minutes(4 * 60);
        assertThat(sent()).containsExactly("team REPEAT [A][]");
    }

    @Test
    void resolved_alert_isNotifiedExactlyOnce() {
        fire("A");
        fire("B");
        minutes(1);
        sent();
        resolve("A");
        resolve("A");
        minutes(5);
        assertThat(sent()).containsExactly("team FEWER [B][-A]");

        resolve("B");
        minutes(24 * 60);
        assertThat(sent()).containsExactly("team OVER [][-B]");
        assertThat(dispatcher.run(notices::add)).isEmpty();
    }

    @Test
    void flapping_fireResolveFireInsideAnInterval_isOneNotice() {
        fire("A");
        minutes(1);
        resolve("A");
        minutes(1);
        fire("A");
        minutes(60);
        assertThat(sent()).containsExactly("team FIRST [A][]");

        resolve("A");
        minutes(5);
        fire("A");
        minutes(1);
        assertThat(sent()).containsExactly("team OVER [][-A]", "team FIRST [A][]");
    }

    @Test
    void ownAlert_withoutNewsForDays_neverRunsOut() {
        fire("A");
        minutes(3 * 24 * 60);

        assertThat(sent()).isNotEmpty().allMatch(notice -> notice.endsWith("[A][]"));
    }

    @Test
    void inhibition_sourceFires_keepsTargetsWithEqualLabelsBack() {
        dispatcher = dispatcher(ONE_GROUP + """
                inhibit_rules:
                  - {source_matchers: [alertname="Down"], target_matchers: [alertname!="Other"], equal: [chain, zone]}
                """);
        fire("Slow", "chain", "1");
        fire("Far", "chain", "2");
        fire("Other", "chain", "1");
        fire("Down", "chain", "1", "zone", "");
        minutes(1);
        assertThat(sent()).containsExactly("team FIRST [Down, Far, Other][]");

        resolve("Down");
        minutes(5);
        assertThat(sent()).containsExactly("team MORE [Far, Other, Slow][-Down]");
    }

    @Test
    void inhibition_allEqualLabelsMissingOnBoth_applies() {
        dispatcher = dispatcher(ONE_GROUP + """
                inhibit_rules:
                  - {source_match: {alertname: Down}, target_match: {alertname: Slow}, equal: [chain]}
                """);
        fire("Slow");
        fire("Down");
        minutes(1);

        assertThat(sent()).containsExactly("team FIRST [Down][]");
    }

    @Test
    void inhibition_alertOnBothSides_neverInhibitsItself() {
        dispatcher = dispatcher(ONE_GROUP + """
                inhibit_rules:
                  - {source_matchers: [alertname=~"A|B|C"], target_matchers: [alertname=~"A|B|X"]}
                """);
        fire("A");
        fire("B");
        fire("X");
        minutes(1);
        assertThat(sent()).containsExactly("team FIRST [A, B][]");

        fire("C");
        resolve("B");
        fire("D");
        minutes(5);
        assertThat(sent()).containsExactly("team MORE [C, D][-B]");
    }

    @Test
    void silence_thatMatches_keepsBackWhatItsOperatorsSay() {
        silence("alertname=A", Duration.ZERO, Duration.ofHours(1));
        silence("alertname=~\"B.\"", Duration.ZERO, Duration.ofHours(1));
        silence("team!=core, team!=\"\"", Duration.ZERO, Duration.ofHours(1));
        silence("zone!~\"x|y|\"", Duration.ZERO, Duration.ofHours(1));
        fire("A");
        fire("AA");
        fire("B1");
        fire("B");
        fire("Net", "team", "net");
        fire("Core", "team", "core");
        fire("X", "zone", "x");
        fire("Z", "zone", "z");
        minutes(1);

        assertThat(sent()).containsExactly("team FIRST [AA, B, Core, X][]");
    }

    @Test
    void silence_thatStartsLaterAndExpires_keepsBackInBetweenOnly() {
        silence("alertname=B", Duration.ofMinutes(10), Duration.ofMinutes(32));
        fire("A");
        minutes(15);
        fire("B");
        minutes(14);
        assertThat(sent()).containsExactly("team FIRST [A][]");

        minutes(10);
        assertThat(sent()).containsExactly("team MORE [A, B][]");
    }

    @Test
    void silence_deleted_alertSpeaksAgainAtTheNextTick() {
        Silence silence = silence("alertname=B", Duration.ZERO, Duration.ofHours(9));
        fire("B");
        minutes(10);
        Silence later = silence("alertname=A", Duration.ofMinutes(5), Duration.ofHours(9));
        fire("A");
        minutes(6);
        assertThat(sent()).containsExactly("team FIRST [A][]");

        silences.expire(silence.id());
        minutes(5);
        assertThat(sent()).containsExactly("team MORE [B][]");
        silences.expire(later.id());
        minutes(5);
        assertThat(sent()).containsExactly("team MORE [A, B][]");
    }

    @Test
    void silence_alertThatBeganAndEndedUnderIt_isNeverNotified() {
        silence("alertname=A", Duration.ZERO, Duration.ofMinutes(20));
        fire("A");
        minutes(15);
        resolve("A");
        minutes(60);

        assertThat(sent()).isEmpty();
    }

    @Test
    void silence_alertThatEndsUnderItAndWasNotifiedBefore_isOver() {
        fire("A");
        minutes(1);
        sent();
        silence("alertname=A", Duration.ZERO, Duration.ofHours(9));
        resolve("A");
        minutes(5);

        assertThat(sent()).containsExactly("team OVER [][-A]");
    }

    @Test
    void muteTime_inAZone_keepsNoticesUntilItIsOver() {
        dispatcher = dispatcher("""
                route:
                  receiver: team
                  routes:
                    - {matchers: [alertname=~"A|C"], mute_time_intervals: [lunch], group_by: [alertname]}
                    - {matchers: [alertname="B"], active_time_intervals: [lunch]}
                receivers: [{name: team}]
                time_intervals:
                  - name: lunch
                    time_intervals: [{times: [{start_time: '13:00', end_time: '14:00'}], location: Europe/Berlin}]
                """);
        fire("A");
        fire("B");
        fire("C");
        minutes(50);
        resolve("C");
        assertThat(sent()).containsExactly("team FIRST [B][]"); // it is ten to two in Berlin
        resolve("B");
        minutes(20);
        assertThat(sent()).containsExactly("team OVER [][-B]", "team FIRST [A][]");
        minutes(22 * 60 + 55);
        resolve("A");
        minutes(30);
        assertThat(sent()).isNotEmpty().doesNotContain("team OVER [][-A]");
        minutes(40);
        assertThat(sent()).containsExactly("team OVER [][-A]");
    }

    @Test
    void routing_firstMatchWinsAndContinueGoesOn_eachReceiverOnce() {
        dispatcher = dispatcher("""
                route:
                  receiver: root
                  group_wait: 0s
                  routes:
                    - {matchers: [severity=critical], receiver: pager, continue: true}
                    - {matchers: [team=core], receiver: core, routes: [{matchers: [alertname=Deep], receiver: deep}]}
                    - {matchers: [team=~".+"], receiver: others}
                receivers: [{name: root}, {name: pager}, {name: core}, {name: deep}, {name: others}]
                """);
        fire("A", "severity", "critical", "team", "core");
        fire("Deep", "team", "core");
        fire("Net", "team", "net");
        fire("Lost");
        seconds(0);

        assertThat(sent())
                .containsExactlyInAnyOrder(
                        "pager FIRST [A][]",
                        "core FIRST [A][]",
                        "deep FIRST [Deep][]",
                        "others FIRST [Net][]",
                        "root FIRST [Lost][]");
    }

    @Test
    void grouping_byLabelsByAllAndByNone_makesTheirNotices() {
        String text = """
                route: {receiver: team, group_wait: 0s, group_by: [chain], routes: [{group_by: %s}]}
                receivers: [{name: team}]
                """;
        for (String[] expected : new String[][] {
            {"null", "team FIRST [A, B][]", "team FIRST [C][]"},
            {"['...']", "team FIRST [A][]", "team FIRST [B][]", "team FIRST [C][]"},
            {"[]", "team FIRST [A, B, C][]"}
        }) {
            dispatcher = dispatcher(text.formatted(expected[0]));
            fire("A", "chain", "1");
            fire("B", "chain", "1");
            fire("C", "chain", "2");
            seconds(0);
            assertThat(sent())
                    .containsExactlyInAnyOrderElementsOf(List.of(expected).subList(1, expected.length));
        }
    }

    @Test
    void criticalAlert_onTheRoutesThatAreBuiltIn_isNotifiedAtOnce() {
        dispatcher = new Dispatcher<>(RoutingFile.standard(), silences, () -> now);
        fire("A", "severity", "critical");
        fire("B", "severity", "warning");
        seconds(0);
        assertThat(sent()).containsExactly("default FIRST [A][]");

        seconds(30);
        assertThat(sent()).containsExactly("default FIRST [B][]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void order_ofRandomBeginningsAndEnds_neverHasAnEndBeforeItsBeginning(long seed) {
        Random random = new Random(seed);
        TreeSet<String> known = new TreeSet<>();
        for (int i = 0; i < 3_000; i++) {
            String name = "A" + random.nextInt(8);
            if (random.nextBoolean()) {
                fire(name);
            } else {
                resolve(name);
            }
            seconds(random.nextInt(120));
            for (Notice<String> notice : notices) {
                notice.ended()
                        .forEach(over -> assertThat(known.remove(over.substring(1)))
                                .as("seed %d", seed)
                                .isTrue());
                notice.begun()
                        .forEach(one ->
                                assertThat(known.add(one)).as("seed %d", seed).isTrue());
                assertThat(known).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(notice.firing());
            }
            notices.clear();
        }
        for (int i = 0; i < 8; i++) {
            resolve("A" + i);
        }
        minutes(10);
        assertThat(notices.stream().flatMap(notice -> notice.ended().stream()).map(over -> over.substring(1)))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void sameAlert_fromTwoRules_isOneWithTheLatestText() {
        dispatcher.fire("id", labels("A"), "first");
        dispatcher.fire("id", labels("A"), "second");
        minutes(1);

        assertThat(sent()).containsExactly("team FIRST [second][]");
    }

    @Test
    void flood_ofOneName_isOneNoticeWithACount() {
        dispatcher = dispatcher("""
                route: {receiver: team, group_by: [alertname]}
                receivers: [{name: team}]
                """);
        for (int i = 0; i < 10_000; i++) {
            dispatcher.fire("id" + i, labels("A", "peer", "p" + i), "A");
        }
        minutes(4);
        assertThat(notices).hasSize(1);
        assertThat(notices.get(0).firing()).hasSize(10_000);
        assertThat(notices.get(0).group()).isEqualTo(labels("A"));

        for (int i = 0; i < 10_000; i++) {
            dispatcher.resolve("id" + i, "-A");
        }
        minutes(10);
        assertThat(notices).hasSize(2);
        assertThat(notices.get(1).ended()).hasSize(10_000);
        assertThat(dispatcher.run(notices::add)).isEmpty();
    }

    @Test
    void acknowledgement_stopsRemindersUntilTheGroupChanges_andHidesNoNewAlert() {
        fire("A");
        minutes(1);
        sent();
        dispatcher.acknowledge("A", now);
        minutes(9 * 60);
        assertThat(sent()).isEmpty();

        fire("B");
        minutes(5);
        assertThat(sent()).containsExactly("team MORE [A, B][]");
        minutes(4 * 60);
        assertThat(sent()).containsExactly("team REPEAT [A, B][]");
        dispatcher.acknowledge("B", now);
        minutes(9 * 60);
        resolve("A");
        minutes(5);
        assertThat(sent()).containsExactly("team FEWER [B][-A]");
    }

    private static final String ESCALATING = """
            route:
              receiver: team
              group_wait: 30s
              group_interval: 1m
              escalation: [{after: 5m, receiver: boss}, {after: 1h, receiver: board}]
              routes: [{matchers: [alertname="Own"], receiver: own}]
            receivers: [{name: team}, {name: own}, {name: boss}, {name: board}]
            """;

    @Test
    void escalation_alertThatNobodyAcknowledges_goesOnStepByStep() {
        dispatcher = dispatcher(ESCALATING);
        fire("A");
        minutes(4);
        assertThat(sent()).containsExactly("team FIRST [A][]");
        minutes(1);
        assertThat(sent()).containsExactly("boss FIRST [A][]");
        fire("Own");
        minutes(2);
        dispatcher.acknowledge("Own", now);
        minutes(60);
        assertThat(sent()).containsExactly("own FIRST [Own][]", "board FIRST [A][]");
        resolve("A");
        resolve("Own");
        minutes(2);
        assertThat(sent())
                .containsExactlyInAnyOrder(
                        "team OVER [][-A]", "own OVER [][-Own]", "boss OVER [][-A]", "board OVER [][-A]");
    }

    @Test
    void escalation_alertThatIsOverBefore_goesToNobodyElse() {
        dispatcher = dispatcher(ESCALATING);
        fire("A");
        minutes(4);
        resolve("A");
        fire("A");
        minutes(4);
        assertThat(sent()).containsExactly("team FIRST [A][]");
        minutes(2);
        assertThat(sent()).containsExactly("boss FIRST [A][]");
    }

    @Test
    void receivers_thatAnAlertNames_getItInThePlaceOfTheTree() {
        dispatcher = dispatcher(ESCALATING);
        dispatcher.fire("A", labels("A"), "A", now, List.of("boss", "board"));
        fire("B");
        minutes(30);
        resolve("A");
        minutes(2);
        assertThat(sent())
                .containsExactlyInAnyOrder(
                        "boss FIRST [A][]",
                        "board FIRST [A][]",
                        "team FIRST [B][]",
                        "boss FIRST [B][]",
                        "boss OVER [][-A]",
                        "board OVER [][-A]");
    }

    @Test
    void resume_whatReceiversKnow_isNeitherRepeatedNorLost() {
        fire("A");
        fire("B");
        minutes(1);
        Notice<String> before = notices.get(0);
        notices.clear();
        dispatcher = dispatcher(ONE_GROUP);
        dispatcher.resume(List.of(new Sent(before.key(), "team", now, Set.of("A", "Gone"), Set.of("B", "Away"))));
        for (String name : List.of("A", "B", "C", "Gone", "Away")) {
            fire(name);
        }
        resolve("Gone");
        resolve("Away");
        seconds(30);
        assertThat(notices.get(0).begun()).containsExactly("B", "C");
        assertThat(sent()).containsExactly("team MORE [A, B, C][-Away, -Gone]");

        dispatcher = dispatcher(ONE_GROUP);
        dispatcher.resume(List.of(new Sent(before.key(), "another", now, Set.of("A"), Set.of())));
        fire("A");
        seconds(30);
        assertThat(sent()).containsExactly("team FIRST [A][]");
    }
}
