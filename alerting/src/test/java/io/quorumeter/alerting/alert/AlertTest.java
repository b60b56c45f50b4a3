package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Labels;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private final Alert alert = Alert.firing("Odd", Severity.WARNING, "it is odd", NOW);

    @Test
    void id_isOfNameAndLabelsAlone() {
        assertThat(alert.id()).matches("[0-9a-f]{16}");
        assertThat(alert.withValue(3, 2).withSuggestion("look").resolved(NOW).id())
                .isEqualTo(alert.id());
        assertThat(alert.withLabels(Labels.of("peer", "1")).id())
                .isNotEqualTo(alert.id())
                .isNotEqualTo(alert.withLabels(Labels.of("peer", "2")).id())
                .isEqualTo(alert.withLabels(Labels.of("peer", "1")).id());
    }

    @Test
    void id_doesNotDependOnWhereTextsEnd() {
        Alert one = alert.withLabels(Labels.of("ab", "c"));
        Alert other = alert.withLabels(Labels.of("a", "bc"));
        assertThat(one.id()).isNotEqualTo(other.id());
    }

    @Test
    void id_doesNotDependOnTheOrderOfLabels() {
        Alert one = alert.withLabels(Labels.of("a", "1", "b", "2"));
        Alert other = alert.withLabels(Labels.of("b", "2", "a", "1"));
        assertThat(one.id()).isEqualTo(other.id());
    }

    @Test
    void resolved_hasItsTime_andAFiringOneHasNone() {
        assertThat(alert.isFiring()).isTrue();
        Alert resolved = alert.resolved(NOW.plusSeconds(5));
        assertThat(resolved.isFiring()).isFalse();
        assertThat(resolved.resolvedAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(resolved.firedAt()).isEqualTo(NOW);
        assertThat(resolved.summary()).isEqualTo("over after 5 s; it was: " + alert.summary());
        assertThat(resolved.resolved(NOW.plusSeconds(6)).summary()).isEqualTo(resolved.summary());
        assertThatThrownBy(() -> new Alert(
                        "Odd", Severity.INFO, Labels.of(), "", "", 0, 0, AlertState.RESOLVED, NOW, null, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("resolvedAt")
                .hasMessageContaining("'Odd'");
    }

    @Test
    void resolved_leavesNothingToDo() {
        Alert full = alert.withSuggestion("Make room.");
        assertThat(full.resolved(NOW).suggestion()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0 s",
        "0, 0 s",
        "59, 59 s",
        "60, 1 min",
        "119, 1 min 59 s",
        "305, 5 min 5 s",
        "3599, 59 min 59 s",
        "7199, 1 h 59 min",
        "10740, 2 h 59 min",
        "10800, 3 h",
        "86399, 23 h 59 min",
        "86400, 1 d",
        "97200, 1 d 3 h"
    })
    void resolved_saysHowLongItLasted_asPeopleDo(long seconds, String lasted) {
        assertThat(alert.resolved(NOW.plusSeconds(seconds)).summary()).startsWith("over after " + lasted + "; ");
    }

    @Test
    void name_isNeeded() {
        assertThatThrownBy(() -> Alert.firing("", Severity.INFO, "", NOW)).hasMessageContaining("name");
    }
}
