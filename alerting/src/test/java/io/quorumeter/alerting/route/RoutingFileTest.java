package io.quorumeter.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.promql.model.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoutingFileTest {
    /** A file, and what is to be made of it: good, bad or stricter, and for the latter two a part of the message. */
    record Case(String text, String verdict, String problem) {}

    static Stream<Case> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(RoutingFileTest.class.getResourceAsStream("/routes/cases.yml"))) {
            String[] parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^--- # ");
            return Arrays.stream(parts).skip(1).map(part -> {
                String[] lines = part.split("\n", 2);
                String[] words = lines[0].split(" ", 2);
                return new Case(lines[1], words[0], words.length == 1 ? "" : words[1]);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void parse_anyFile_refusesWhatIsWrongAndSaysWhere(Case file) {
        if (file.verdict().equals("good")) {
            assertThat(RoutingFile.parse("cases.yml", file.text()).receivers()).containsKey("a");
        } else {
            assertThatThrownBy(() -> RoutingFile.parse("cases.yml", file.text()))
                    .isInstanceOf(FileException.class)
                    .hasMessageStartingWith("cases.yml:")
                    .hasMessageContaining(file.problem());
        }
    }

    @Test
    void parse_wrongValueDeepInTheTree_hasLineColumnAndPath() {
        assertThatThrownBy(() -> RoutingFile.parse("a.yml", """
                        route:
                          receiver: a
                          routes:
                            - receiver: a
                              matchers: [x]
                        receivers: [{name: a}]
                        """))
                .hasMessageStartingWith("a.yml:5:18: route.routes[0].matchers[0]: bad matcher format: x");
    }

    @Test
    void parse_children_inheritWhatTheyDoNotSay() {
        Route root = RoutingFile.parse("a.yml", """
                route:
                  receiver: a
                  group_by: [chain]
                  group_wait: 1s
                  routes:
                    - {matchers: [x=1], mute_time_intervals: [n], routes: [{receiver: b, repeat_interval: 1h, matchers: [y=2]}, {}]}
                    - {matchers: [x=2], group_by: []}
                    - {matchers: [x=3], group_by: ['...']}
                receivers: [{name: a}, {name: b}]
                time_intervals: [{name: n, time_intervals: [{}]}]
                """).root();

        Route leaf = root.match(Labels.of("x", "1", "y", "2")).get(0);
        assertThat(leaf.receiver()).isEqualTo("b");
        assertThat(leaf.groupBy()).contains(Set.of("chain"));
        assertThat(leaf.groupWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(leaf.groupInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(leaf.repeatInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(leaf.mute()).isEmpty();
        assertThat(root.match(Labels.of("x", "2")).get(0).groupBy()).contains(Set.of());
        assertThat(root.match(Labels.of("x", "3")).get(0).groupBy()).isEmpty();
        assertThat(root.match(Labels.of("x", "4"))).containsExactly(root);
    }

    @Test
    void parse_whatHasNoEffect_isReported() {
        RoutingFile file = RoutingFile.parse("a.yml", """
                global: {resolve_timeout: 5m, slack_api_url: http://127.0.0.1/}
                templates: [x]
                route: {receiver: a}
                receivers: [{name: a, slack_configs: [{channel: x, title: y}], telegram_configs: [{}]}]
                """);

        assertThat(file.warnings())
                .containsExactlyInAnyOrder(
                        "a.yml:1:27: global.resolve_timeout: has no effect here",
                        "a.yml:2:12: templates: has no effect here",
                        "a.yml:4:59: receivers[0].slack_configs[0].title: has no effect here",
                        "a.yml:4:82: receivers[0].telegram_configs: has no effect here");
    }

    @Test
    void standard_criticalAlert_isNotifiedAtOnce() {
        Route root = RoutingFile.standard().root();

        assertThat(root.match(Labels.of("severity", "critical")))
                .extracting(Route::groupWait)
                .isEqualTo(List.of(Duration.ZERO));
        assertThat(root.match(Labels.of("severity", "warning")))
                .extracting(Route::groupWait)
                .isEqualTo(List.of(Duration.ofSeconds(30)));
    }
}
