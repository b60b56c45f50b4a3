package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricNameTest {
    private static final List<String> WORDS = List.of(
            "http",
            "server",
            "9",
            "count",
            "sum",
            "total",
            "ms",
            "millis",
            "bytes",
            "seconds",
            "info",
            "created",
            "bucket",
            "quorumeter",
            "le",
            "Ä",
            "\uD800",
            "\n",
            "",
            "x".repeat(200),
            "percent",
            "ratio",
            "state",
            "y");
    private static final List<String> JOINTS = List.of("_", "__", ".", "-", ":", " ", "/", "");

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyText_becomesANameThatIsAccepted(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            String text = text(random);
            for (MetricType type : MetricType.values()) {
                for (Unit unit : Unit.values()) {
                    String name = MetricName.of(type, unit, text);
                    String from = "seed " + seed + ": " + type + " " + unit + " '" + text + "' gave '" + name + "'";
                    assertThatCode(() -> new MetricDescriptor(
                                    MetricName.checkHosts(name), "", type, MetricLevel.STANDARD, labels(type, name)))
                            .as(from)
                            .doesNotThrowAnyException();
                    assertThat(MetricName.of(type, unit, name)).as(from).isEqualTo(name);
                    if (unit != Unit.NONE && type != MetricType.STATE_SET && type != MetricType.INFO) {
                        assertThat(Unit.ofName(name)).as(from).isEqualTo(unit);
                    }
                }
            }
            String label = MetricName.ofLabel(text);
            assertThat(Labels.of(label, "1").names())
                    .as("seed %d: '%s'", seed, text)
                    .containsExactly(label);
            assertThat(MetricName.ofLabel(label)).isEqualTo(label);
        }
    }

    private static List<String> labels(MetricType type, String name) {
        return type == MetricType.STATE_SET ? List.of(name) : List.of();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size()))).append(JOINTS.get(random.nextInt(JOINTS.size())));
        }
        return text.toString();
    }

    @Test
    void namesOfOtherLibraries_becomeWhatAPersonWouldWrite() {
        assertThat(MetricName.of(MetricType.HISTOGRAM, Unit.SECONDS, "http.server.requests"))
                .isEqualTo("http_server_requests_seconds");
        assertThat(MetricName.of(MetricType.GAUGE, Unit.BYTES, "jvm.memory.used"))
                .isEqualTo("jvm_memory_used_bytes");
        assertThat(MetricName.of(MetricType.COUNTER, Unit.NONE, "jvm.gc.count")).isEqualTo("jvm_gcs_total");
        assertThat(MetricName.of(MetricType.COUNTER, Unit.NONE, "votes_total")).isEqualTo("votes_total");
        assertThat(MetricName.of(MetricType.GAUGE, Unit.NONE, "quorumeter_series"))
                .isEqualTo("series");
        assertThat(MetricName.ofLabel("http.method")).isEqualTo("http_method");
    }
}
