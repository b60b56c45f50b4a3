package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.rule.Rule;
import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.alerting.rule.RuleGroup;
import io.quorumeter.promql.model.Semantics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefaultRulesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Pattern WINDOW = Pattern.compile("\\[(\\d+[a-z]+)]");

    private static String text(AlertConfig config) {
        return DefaultRules.text(config, SECOND);
    }

    private static List<Duration> windows(String text) {
        return WINDOW.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(window -> Durations.parse(window.substring(1, window.length() - 1))
                        .orElseThrow())
                .toList();
    }

    private static Stream<Rule.Alerting> alerting(RuleGroup group) {
        return group.rules().stream().filter(Rule.Alerting.class::isInstance).map(Rule.Alerting.class::cast);
    }

    @Test
    void text_isReadByBothVersions_withoutDoubts() {
        for (Semantics semantics : Semantics.values()) {
            RuleFile file = RuleFile.parse(DefaultRules.FILE, text(AlertConfig.defaults()), semantics);
            assertThat(file.doubts()).isEmpty();
            assertThat(file.size()).isGreaterThan(70);
        }
        assertThat(text(AlertConfig.defaults())).doesNotContain("${");
    }

    @ParameterizedTest
    @EnumSource
    void everySetting_changesTheRules(AlertSetting setting) {
        Object other = setting.defaultValue() instanceof Duration time
                ? time.plusSeconds(7)
                : setting.defaultValue() instanceof Boolean on
                        ? (Object) !on
                        : setting.defaultValue() instanceof Long number ? (Object) (number + 1) : (Object) 0.123;
        assertThat(text(AlertConfig.defaults().with(setting, other))).isNotEqualTo(text(AlertConfig.defaults()));
    }

    @Test
    void windows_areFourTicksAtLeast_andAsWrittenOtherwise() {
        assertThat(windows(text(AlertConfig.defaults()))).contains(Duration.ofSeconds(30), Duration.ofMinutes(1));
        assertThat(windows(DefaultRules.text(AlertConfig.defaults(), Duration.ofMinutes(1))))
                .contains(Duration.ofMinutes(4), Duration.ofMinutes(5), Duration.ofHours(1))
                .allMatch(window -> window.compareTo(Duration.ofMinutes(4)) >= 0);
    }

    @Test
    void longWindows_areEvaluatedEachFifteenSeconds() {
        for (RuleGroup group : DefaultRules.groups(AlertConfig.defaults(), SECOND)) {
            boolean isLong = group.rules().stream()
                    .flatMap(rule -> windows(rule.text()).stream())
                    .anyMatch(window -> window.compareTo(Duration.ofMinutes(5)) > 0);
            assertThat(!isLong || group.interval().equals(Optional.of(Duration.ofSeconds(15))))
                    .as(group.name())
                    .isTrue();
        }
    }

    @Test
    void ruleWithoutFor_keepsFiring_orEndsWhenAcknowledged() {
        DefaultRules.groups(AlertConfig.defaults(), SECOND).stream()
                .flatMap(DefaultRulesTest::alerting)
                .filter(rule -> rule.holdFor().isZero() && !rule.name().equals("Watchdog"))
                .forEach(rule -> assertThat(rule.keepFiringFor().equals(Duration.ofSeconds(30))
                                ^ rule.annotations().containsKey("ends"))
                        .as(rule.name())
                        .isTrue());
    }

    @Test
    void everyAlert_saysWhatIsWrongAndWhatToDo() {
        DefaultRules.groups(AlertConfig.defaults(), SECOND).stream()
                .flatMap(DefaultRulesTest::alerting)
                .forEach(rule -> assertThat(rule.annotations()).as(rule.name()).containsKeys("summary", "description"));
    }
}
