package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
    @ParameterizedTest
    @CsvSource({
        "block_validation_seconds, SECONDS",
        "cpu_seconds_total, SECONDS",
        "seconds, SECONDS",
        "sent_bytes_total, BYTES",
        "block_size_bytes, BYTES",
        "cache_hit_ratio, RATIO",
        "votes_total, NONE",
        "current_view, NONE",
        "milliseconds, NONE",
        "kilobytes, NONE",
        "seconds_since_start, NONE",
        "bytes_total_total, NONE",
        "total, NONE",
        "_total, NONE",
        "'', NONE"
    })
    void ofName_isTheLastWordBeforeTotal(String name, Unit unit) {
        assertThat(Unit.ofName(name)).isEqualTo(unit);
    }
}
