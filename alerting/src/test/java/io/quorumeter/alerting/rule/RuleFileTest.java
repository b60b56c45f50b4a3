package io.quorumeter.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleFileTest {
    /** A file, and what is to be made of it: empty for a good one, else a part of the message. */
    record Case(String text, String problem) {
        boolean isGood() {
            return problem.isEmpty();
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(RuleFileTest.class.getResourceAsStream("/rules/cases.yml"))) {
            String[] parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^--- # ");
            return Arrays.stream(parts).skip(1).map(part -> {
                String[] split = part.split("\n", 2);
                return new Case(split[1], split[0].equals("good") ? "" : split[0].substring("bad ".length()));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void parse_anyFile_refusesWhatIsWrongAndSaysWhere(Case file) {
        if (file.isGood()) {
            assertThat(RuleFile.parse("cases.yml", file.text(), Semantics.V2).groups())
                    .isNotNull();
        } else {
            assertThatThrownBy(() -> RuleFile.parse("cases.yml", file.text(), Semantics.V2))
                    .isInstanceOf(FileException.class)
                    .hasMessageStartingWith("cases.yml:")
                    .hasMessageContaining(file.problem());
        }
    }

    @Test
    void parse_severalMistakes_namesAll() {
        FileException wrong =
                catchThrowableOfType(FileException.class, () -> RuleFile.parse("a.yml", """
                        groups:
                          - name: one
                            rules:
                              - {record: a, expr: sum(}
                              - {record: b, expr: 1}
                              - {alert: c}
                          - name: one
                        """, Semantics.V3));

        assertThat(wrong.mistakes()).hasSize(3).allMatch(mistake -> mistake.startsWith("a.yml:"));
        assertThat(wrong.mistakes().get(0)).startsWith("a.yml:4:27: groups[0].rules[0].expr: could not parse");
    }

    @Test
    void parse_rules_haveWhatTheFileSays() {
        RuleFile file = RuleFile.parse("a.yml", """
                groups:
                  - name: one
                    interval: 15s
                    query_offset: 10s
                    labels: {team: core}
                    rules:
                      - {record: a, expr: "1", labels: {team: other}}
                      - {alert: B, expr: a > 0, for: 1m}
                """, Semantics.V3);

        RuleGroup group = file.groups().get(0);
        assertThat(group.interval())
                .hasValueSatisfying(interval -> assertThat(interval).hasSeconds(15));
        assertThat(group.queryOffset()).hasSeconds(10);
        assertThat(((Rule.Recording) group.rules().get(0)).labels()).containsEntry("team", "other");
        Rule.Alerting alert = (Rule.Alerting) group.rules().get(1);
        assertThat(alert.holdFor()).hasMinutes(1);
        assertThat(alert.labels()).hasToString("{team=core}");
        assertThat(alert.line()).isEqualTo(8);
    }

    @Test
    void doubts_ruleThatIsThereTwice_isNamedWithBothLines() {
        RuleFile file = RuleFile.parse("a.yml", """
                groups:
                  - name: one
                    rules:
                      - {record: a, expr: "1"}
                      - {record: a, expr: "1", labels: {b: c}}
                      - {record: a, expr: "2"}
                """, Semantics.V3);

        assertThat(file.doubts()).containsExactly("a.yml:6: makes the same series as a.yml:4: a");
    }
}
