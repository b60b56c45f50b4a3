package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricDescriptorTest {
    private static MetricDescriptor of(String name, MetricType type, String... labels) {
        return new MetricDescriptor(name, "", type, MetricLevel.STANDARD, List.of(labels));
    }

    @ParameterizedTest
    @ValueSource(strings = {"current_view", "a", "_a", "A9", "job:rate", ":", "block_size_bytes"})
    void name_legal_isAccepted(String name) {
        assertThat(of(name, MetricType.GAUGE).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9a", "a-b", "a b", "a.b", "ä", "a\n", "a{", "\uD83D\uDE00"})
    void name_illegal_isRefusedWithARemedy(String name) {
        assertThatThrownBy(() -> of(name, MetricType.GAUGE))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("family name '")
                .hasMessageContaining("is not legal")
                .hasMessageContaining("letters, digits");
    }

    @Test
    void name_of255Characters_isTheLongest() {
        assertThat(of("a".repeat(255), MetricType.GAUGE).name()).hasSize(255);
        assertThatThrownBy(() -> of("a".repeat(256), MetricType.GAUGE)).hasMessageContaining("up to 255 characters");
    }

    @Test
    void counter_withoutTotal_isToldItsName() {
        assertThatThrownBy(() -> of("votes", MetricType.COUNTER))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessage("counter 'votes' must end in '_total'; call it 'votes_total'");
    }

    @Test
    void info_withoutInfo_isToldItsName() {
        assertThatThrownBy(() -> of("build", MetricType.INFO))
                .hasMessage("info 'build' must end in '_info'; call it 'build_info'");
    }

    @ParameterizedTest
    @EnumSource(
            value = MetricType.class,
            names = {"GAUGE", "HISTOGRAM", "SUMMARY", "STATE_SET"})
    void total_onWhatIsNoCounter_isRefused(MetricType type) {
        assertThatThrownBy(() -> of("votes_total", type)).hasMessageContaining("'_total', which is for counters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"size_bucket", "size_sum", "size_count", "size_created"})
    void name_withReservedSuffix_isRefused(String name) {
        for (MetricType type : List.of(MetricType.GAUGE, MetricType.HISTOGRAM)) {
            assertThatThrownBy(() -> of(name, type))
                    .isInstanceOf(MetricDeclarationException.class)
                    .hasMessageContaining("family '" + name + "' ends in '_" + name.substring(5) + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9", "a-b", "a:b", "__name__", "__a", "é"})
    void label_illegal_isRefusedWithItsFamily(String label) {
        assertThatThrownBy(() -> of("view", MetricType.GAUGE, label))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("family 'view': label name '")
                .hasMessageContaining("is not legal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"le", "quantile"})
    void label_ofTheExposition_isRefusedOnDistributionsOnly(String label) {
        for (MetricType type : List.of(MetricType.HISTOGRAM, MetricType.SUMMARY)) {
            assertThatThrownBy(() -> of("size_bytes", type, label))
                    .isInstanceOf(MetricDeclarationException.class)
                    .hasMessageContaining("family 'size_bytes': label '" + label + "'");
        }
        assertThat(of("size_bytes", MetricType.GAUGE, label).labelNames()).containsExactly(label);
    }

    @Test
    void stateSet_hasItsOwnNameAsItsLastLabel() {
        assertThat(of("replica_state", MetricType.STATE_SET, "shard", "replica_state")
                        .labelNames())
                .containsExactly("shard", "replica_state");
        for (String[] labels : new String[][] {{}, {"state"}, {"replica_state", "shard"}}) {
            assertThatThrownBy(() -> of("replica_state", MetricType.STATE_SET, labels))
                    .isInstanceOf(MetricDeclarationException.class)
                    .hasMessage("state set 'replica_state' must have a label of its own name, as its last");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"job:state", "__state"})
    void stateSet_whoseNameIsNoLabelName_isRefused(String name) {
        assertThatThrownBy(() -> of(name, MetricType.STATE_SET, name))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("state set '" + name + "' names a label as well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_seconds", "state_bytes", "state_ratio"})
    void stateSet_withAUnit_isRefused(String name) {
        assertThatThrownBy(() -> of(name, MetricType.STATE_SET, name))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("a state has no unit");
    }

    @Test
    void label_twice_isRefused() {
        assertThatThrownBy(() -> of("view", MetricType.GAUGE, "a", "b", "a"))
                .hasMessage("family 'view': label 'a' is declared twice");
    }

    @Test
    void name_hostile_cannotForgeAMessage() {
        assertThatThrownBy(() -> of("x\nERROR forged \u202E\u2029" + "y".repeat(5000), MetricType.GAUGE))
                .message()
                .doesNotContain("\n", "\u202E", "\u2029")
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GAUGE, thread_count, threads",
        "GAUGE, entry_count, entries",
        "GAUGE, x_count, x",
        "GAUGE, tx_count, txs",
        "GAUGE, qc_count, qcs",
        "GAUGE, index_count, indexes",
        "GAUGE, address_count, addresses",
        "COUNTER, x_count, x_total",
        "GAUGE, latency_sum, latency",
        "GAUGE, pod_created, pod",
        "GAUGE, http.server.requests, http_server_requests",
        "GAUGE, votes_total, votes",
        "GAUGE, uptime_millis, uptime_seconds",
        "GAUGE, lag_milliseconds, lag_seconds",
        "GAUGE, lag_ms, lag_seconds",
        "GAUGE, heap_mb, heap_bytes",
        "GAUGE, load_percent, load_ratio",
        "HISTOGRAM, wait_nanos, wait_seconds",
        "SUMMARY, wait_micros, wait_seconds",
        "COUNTER, hits-total, hits_total",
        "COUNTER, hits, hits_total",
        "COUNTER, busy_ms_total, busy_seconds_total",
        "COUNTER, http.server.requests, http_server_requests_total",
        "INFO, build, build_info",
        "STATE_SET, job:state, job_state",
        "STATE_SET, state_seconds, state"
    })
    void name_refused_saysWhatToWrite(MetricType type, String name, String instead) {
        assertThatThrownBy(() -> of(name, type, name))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageEndingWith("; call it '" + instead + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "COUNTER, validation_ms, seconds, ms, validation_seconds_total",
        "COUNTER, busy_ms_total, seconds, ms, busy_seconds_total",
        "COUNTER, sent.kb, bytes, kb, sent_bytes_total",
        "GAUGE, lag_ms_count, seconds, ms, lag_seconds",
        "GAUGE, lag_ms, seconds, ms, lag_seconds",
        "GAUGE, load_percent, ratios from 0 to 1, percent, load_ratio",
        "HISTOGRAM, size_mb_total, bytes, mb, size_bytes"
    })
    void name_inAnotherUnit_saysThatTheUnitChanges(
            MetricType type, String name, String base, String unit, String instead) {
        assertThatThrownBy(() -> of(name, type, name))
                .hasMessageEndingWith("; record " + base + ", not '" + unit + "'; call it '" + instead + "'");
    }

    @ParameterizedTest
    @CsvSource({"peer-id, peer_id", "http.method, http_method", "9a, _9a", "__name__, name", "é, unnamed"})
    void label_refused_saysWhatToWrite(String label, String instead) {
        assertThatThrownBy(() -> of("view", MetricType.GAUGE, label)).hasMessageEndingWith("call it '" + instead + "'");
        assertThatThrownBy(() -> Labels.of(label, "1")).hasMessageEndingWith("call it '" + instead + "'");
    }

    @Test
    void labelNames_changedAfterwards_doNotReachTheDescriptor() {
        List<String> labels = new ArrayList<>(List.of("a"));
        MetricDescriptor descriptor = new MetricDescriptor("view", "", MetricType.GAUGE, MetricLevel.STANDARD, labels);
        labels.add("b");
        assertThat(descriptor.labelNames()).containsExactly("a");
    }

    @Test
    void unit_followsFromTheName() {
        assertThat(of("sent_bytes_total", MetricType.COUNTER).unit()).isEqualTo(Unit.BYTES);
    }
}
