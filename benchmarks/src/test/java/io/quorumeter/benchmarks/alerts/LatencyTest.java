package io.quorumeter.benchmarks.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final long MILLI = 1_000_000;

    private final Latency latency = Latency.of(
            LongStream.rangeClosed(1, 200).map(i -> (201 - i) * MILLI).toArray());

    @Test
    void percentiles_areWhatSoManyKeepTo() {
        assertThat(latency).isEqualTo(new Latency(100 * MILLI, 198 * MILLI, 200 * MILLI, 200));
        assertThat(Latency.of(7)).isEqualTo(new Latency(7, 7, 7, 1));
    }

    @Test
    void answer_holdsThe99thPercentileAndTheLongestAgainstTheirBars() {
        Duration p99 = Duration.ofMillis(198);
        Duration longest = Duration.ofMillis(200);
        assertThat(latency.answer("event to handler", p99, longest).line())
                .isEqualTo("event to handler | ours 198.00 ms | median 100.00 ms, longest 200.00 ms, of 200"
                        + " | bar 198 ms, longest 200 ms | pass");
        assertThat(latency.answer("event", p99.minusNanos(1), longest).verdict())
                .isEqualTo("short");
        assertThat(latency.answer("event", p99, longest.minusNanos(1)).verdict())
                .isEqualTo("short");
    }
}
