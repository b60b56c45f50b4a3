package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AlertConfigTest {
    @Test
    void defaults_areThoseOfTheCatalogue() {
        assertThat(AlertConfigFormat.YAML.write(AlertConfig.defaults()).replace("\"", ""))
                .isEqualTo("""
                ---
                max_block_time: 10s
                max_view_change_frequency: 0.1
                min_transaction_throughput: 10.0
                max_peer_disconnection_rate: 0.1
                max_message_loss_rate: 0.05
                max_network_latency: 100ms
                max_cpu_usage: 0.8
                max_memory_usage: 0.9
                max_disk_usage: 0.9
                max_byzantine_behavior_rate: 0.0
                max_safety_violations: 0
                max_liveness_timeouts: 3
                rate_window: 1m
                count_window: 5m
                warm_up: 30s
                idle_aware: false
                resolve_after: 30s
                """);
        assertThat(AlertConfig.relaxed())
                .isEqualTo(AlertConfig.defaults().with(AlertSetting.MAX_BYZANTINE_BEHAVIOR_RATE, 0.1))
                .isNotEqualTo(AlertConfig.defaults());
    }

    @ParameterizedTest
    @EnumSource
    void config_isReadBackAsItWasWritten(AlertConfigFormat format) {
        assertThat(format.read(format.write(AlertConfig.defaults()))).isEqualTo(AlertConfig.defaults());
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            AlertConfig config = AlertConfig.defaults();
            for (AlertSetting setting : AlertSetting.values()) {
                config = config.with(setting, value(setting, random));
            }
            assertThat(format.read(format.write(config))).isEqualTo(config);
        }
    }

    private static Object value(AlertSetting setting, Random random) {
        return switch (setting.kind()) {
            case DURATION, WINDOW -> Duration.ofMillis(1_000 + random.nextInt(604_799_001));
            case RATIO -> random.nextDouble();
            case RATE -> random.nextDouble() * 1e6;
            case COUNT -> random.nextLong() >>> 1;
            case SWITCH -> random.nextBoolean();
        };
    }

    @ParameterizedTest
    @EnumSource
    void text_thatLeavesSettingsOut_hasTheirDefaults(AlertConfigFormat format) {
        String text = format == AlertConfigFormat.JSON ? "{\"max_cpu_usage\": 0.5}" : "max_cpu_usage: 0.5\n";
        assertThat(format.read(text)).isEqualTo(AlertConfig.defaults().with(AlertSetting.MAX_CPU_USAGE, 0.5));
        assertThat(format.read("")).isEqualTo(AlertConfig.defaults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max_cpu_usage: 1.5            | line 2: max_cpu_usage: 1.5 is not a number from 0 to 1
            max_cpu_usage: -0.1           | line 2: max_cpu_usage: -0.1 is not a number from 0 to 1
            max_cpu_usage: .nan           | line 2: max_cpu_usage: NaN is not a number from 0 to 1
            max_cpu_usage: much           | line 2: max_cpu_usage: much is not a number from 0 to 1
            max_cpu_usage: [1]            | line 2: max_cpu_usage: its value is not a number from 0 to 1
            max_cpu_usage:                | line 2: max_cpu_usage: its value is not a number from 0 to 1
            max_block_time: 10            | line 2: max_block_time: 10 is not a time of 0s to 7d, such as 10s, 500ms or 5m
            max_block_time: 10 parsecs    | line 2: max_block_time: '10 parsecs' is not a time of 0s to 7d, such as 10s, 500ms or 5m
            max_block_time: 8d            | line 2: max_block_time: 8d is not a time of 0s to 7d, such as 10s, 500ms or 5m
            rate_window: 0s               | line 2: rate_window: 0s is not a time of 1s to 7d, such as 10s or 5m
            max_safety_violations: 0.5    | line 2: max_safety_violations: 0.5 is not a whole number, 0 or more
            max_safety_violations: -1     | line 2: max_safety_violations: -1 is not a whole number, 0 or more
            max_safety_violations: 9999999999999999999 | line 2: max_safety_violations: 9999999999999999999 is not a whole number, 0 or more
            max_view_change_frequency: .inf | line 2: max_view_change_frequency: Infinity is not a number a second, 0 or more
            idle_aware: 1                 | line 2: idle_aware: 1 is not true or false
            warm_up: 30s                  | line 2: warm_up: is there twice
            """)
    void yaml_withAWrongValue_isRefusedByLineAndKey(String line, String message) {
        assertThatThrownBy(() -> AlertConfigFormat.YAML.read("warm_up: 1s\n" + line + "\n"))
                .isInstanceOf(AlertConfigException.class)
                .hasMessage(message);
    }

    @Test
    void key_thatIsUnknown_isRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> AlertConfigFormat.JSON.read("{\n \"max_cpu\": 0.5}"))
                .isInstanceOf(AlertConfigException.class)
                .hasMessageStartingWith("line 2: max_cpu: there is no such setting; there are max_block_time, ")
                .extracting(thrown -> ((AlertConfigException) thrown).key())
                .isEqualTo("max_cpu");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [1]          | line 1: settings are one object of keys and values
            7            | line 1: settings are one object of keys and values
            {"warm_up":  | line 1, column 12: the text is no JSON: Unexpected end-of-input
            {} {}        | line 1: there is more than one object of settings
            """)
    void json_thatIsNoObject_isRefused(String text, String message) {
        assertThatThrownBy(() -> AlertConfigFormat.JSON.read(text))
                .isInstanceOf(AlertConfigException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void text_thatIsBroken_isRefusedByLineAndColumn() {
        assertThatThrownBy(() -> AlertConfigFormat.JSON.read("{\n \"warm_up\" 5}"))
                .hasMessageStartingWith("line 2, column 12: the text is no JSON: Unexpected character");
        assertThatThrownBy(() -> AlertConfigFormat.YAML.read("warm_up: 1s\n]\n"))
                .hasMessage("line 2, column 1: the text is no YAML: expected <block end>, but found ']'");
    }

    @Test
    void with_aWrongValue_isRefusedByKey() {
        assertThatThrownBy(() -> AlertConfig.defaults().with(AlertSetting.MAX_DISK_USAGE, 90))
                .hasMessage("max_disk_usage: 90 is not a number from 0 to 1");
        assertThatThrownBy(() -> AlertConfig.defaults().with(AlertSetting.WARM_UP, Duration.ofNanos(1)))
                .hasMessageStartingWith("warm_up: ");
        assertThatThrownBy(() -> AlertConfig.defaults().with(AlertSetting.WARM_UP, "10s"))
                .hasMessageStartingWith("warm_up: 10s is not a time");
    }
}
