package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"50ms,50", "0s,0", "20s,20000", "1.5s,1500", "0.125s,125", "10m,600000", "2h,7200000", "1500ms,1500"})
    void parse_readsNumberAndUnit(String text, long millis) throws Exception {
        assertThat(Durations.parse("--delta", text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "5S", "1e3s", "5s5", ".5s", "1.s", "1.2345s", "NaNs"})
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Durations.parse("--delta", text))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("--delta: '" + text + "' is not a duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999h", "9999999999s", "2562048h", "999999999m", "999999999.999h"})
    void parse_longerThanAClockCanCount_isRefused(String text) {
        assertThatThrownBy(() -> Durations.parse("--duration", text))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--duration: '" + text + "' is too long; 2562047h is the most");
    }

    @Test
    void parse_longest_isPositive() throws Exception {
        assertThat(Durations.parse("--duration", "2562047h")).isEqualTo(Duration.ofHours(2_562_047));
    }

    @ParameterizedTest
    @ValueSource(strings = {"50ms", "20s", "10m", "2h", "0s", "1.5s", "90s"})
    void format_canBeReadBack(String text) throws Exception {
        Duration duration = Durations.parse("--delta", text);
        assertThat(Durations.parse("--delta", Durations.format(duration))).isEqualTo(duration);
    }

    @Test
    void format_isShort() {
        assertThat(Durations.format(Duration.ofMillis(50))).isEqualTo("50ms");
        assertThat(Durations.format(Duration.ofSeconds(60))).isEqualTo("1m");
        assertThat(Durations.format(Duration.ofSeconds(61))).isEqualTo("61s");
    }
}
