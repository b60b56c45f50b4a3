package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.safety.SafetyOptions;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolTest {
    @ParameterizedTest
    @CsvSource({"1,0,1", "2,0,2", "3,0,3", "4,1,3", "5,1,4", "6,1,5", "7,2,5", "10,3,7", "100,33,67", "1000,333,667"})
    void quorum_ofEqualPowers_isAllButTheFaulty(int replicas, int faults, long quorum) {
        Protocol protocol = Protocol.basic().replicas(replicas);
        assertThat(protocol.faults()).isEqualTo(faults);
        assertThat(protocol.quorumPower()).isEqualTo(quorum);
        assertThat(protocol.totalPower()).isEqualTo(replicas);
    }

    @Test
    void quorum_ofPowers_isTotalLessAThirdOfTheRest() {
        Protocol protocol = Protocol.basic().powers(10, 20, 30, 40);
        assertThat(protocol.quorumPower()).isEqualTo(100 - 33);
        assertThat(protocol.power(2)).isEqualTo(30);
        assertThat(protocol.replicas()).isEqualTo(4);
    }

    @Test
    void change_leavesTheOriginalAlone() {
        Protocol four = Protocol.basic();
        Protocol seven =
                four.replicas(7).ownIndex(6).delta(Duration.ofMillis(50)).timeoutStyle(TimeoutStyle.BROADCAST);
        assertThat(four.replicas()).isEqualTo(4);
        assertThat(four.ownIndex()).isEqualTo(-1);
        assertThat(seven.ownIndex()).isEqualTo(6);
        assertThat(seven.delta()).isEqualTo(Duration.ofMillis(50));
        assertThat(seven.timeoutStyle()).isEqualTo(TimeoutStyle.BROADCAST);
        assertThat(seven.variant()).isEqualTo(ProtocolVariant.BASIC);
        assertThat(Protocol.pipelined().variant()).isEqualTo(ProtocolVariant.PIPELINED);
    }

    @Test
    void powers_givenAsArray_areCopied() {
        long[] powers = {5, 6};
        Protocol protocol = Protocol.basic().powers(powers);
        powers[0] = 99;
        assertThat(protocol.power(0)).isEqualTo(5);
    }

    @Test
    void keys_stayWithTheDescription() {
        Protocol named =
                Protocol.basic().replicas(2).keys(List.of("a", "b")).ownIndex(1).version("2");
        assertThat(named.keys()).containsExactly("a", "b");
        assertThat(Protocol.basic().keys()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named.ownIndex(-1).replicas(3))
                .withMessageContaining("keys: 2 were given for 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named.keys(List.of("a")))
                .withMessageContaining("keys: 1 were given for 2");
    }

    @Test
    void orderOfWhatIsSaid_doesNotMatter() {
        List<String> keys = List.of("a", "b", "c", "d", "e", "f", "g");
        List<UnaryOperator<Protocol>> said = List.of(
                protocol -> protocol.ownIndex(6), protocol -> protocol.replicas(7), protocol -> protocol.keys(keys));
        for (int[] order : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
            Protocol protocol = Protocol.basic();
            for (int next : order) {
                protocol = said.get(next).apply(protocol);
            }
            assertThat(protocol.replicas()).isEqualTo(7);
            assertThat(protocol.ownIndex()).isEqualTo(6);
            assertThat(protocol.keys()).isEqualTo(keys);
        }
        assertThat(Protocol.basic().ownIndex(2).powers(1, 1, 5).ownIndex()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Protocol.basic().ownIndex(6).replicas(6))
                .withMessageContaining("ownIndex: 6");
        for (Protocol incomplete :
                List.of(Protocol.basic().ownIndex(6), Protocol.basic().keys(keys))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HotStuff2Events.on(Quorumeter.newCollector(), incomplete))
                    .withMessageContaining("4 validators, the default; say replicas or powers");
        }
    }

    @Test
    void keys_thatTwoValidatorsShare_areRefusedWithBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Protocol.basic().keys(List.of("a", "b", "c", "b")))
                .withMessage("keys: validators 1 and 3 have the same key 'b'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ValidatorSetChange(1, 9, List.of("x", "x"), List.of(1L, 1L), 2, 0))
                .withMessage("keys: validators 0 and 1 have the same key 'x'");
        assertThat(Protocol.basic().keys(List.of("", "", "", "")).keys()).hasSize(4);
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void null_isRefusedByName() {
        Protocol protocol = Protocol.basic();
        List<String> keys = Arrays.asList("a", null, "c", "d");
        List<Long> powers = Arrays.asList(1L, null);
        MetricsCollector metrics = MetricsCollector.noop();
        UnixClock clock = UnixClock.of(metrics);
        SafetyOptions options = SafetyOptions.standard();
        Map<ThrowingCallable, String> refused = Map.ofEntries(
                Map.entry(() -> protocol.keys(keys), "keys: that of validator 1"),
                Map.entry(() -> protocol.keys(null), "keys"),
                Map.entry(() -> protocol.powers((long[]) null), "powers"),
                Map.entry(() -> protocol.timeoutStyle(null), "style"),
                Map.entry(() -> protocol.version(null), "name"),
                Map.entry(() -> protocol.delta(null), "delta"),
                Map.entry(() -> new ValidatorSetChange(1, 9, null, List.of(), 2, 0), "keys"),
                Map.entry(() -> new ValidatorSetChange(1, 9, List.of("x", "y"), null, 2, 0), "powers"),
                Map.entry(
                        () -> new ValidatorSetChange(1, 9, List.of("x", "y"), powers, 2, 0),
                        "powers: that of validator 1"),
                Map.entry(() -> HotStuff2Events.on(null, protocol), "metrics"),
                Map.entry(() -> HotStuff2Events.on(metrics, null), "protocol"),
                Map.entry(() -> HotStuff2Events.on(metrics, protocol, null), "clock"),
                Map.entry(() -> HotStuff2Events.on(metrics, protocol, clock, null), "options"),
                Map.entry(() -> HotStuff2Events.on(null, protocol, clock, options), "metrics"),
                Map.entry(() -> new ConsensusMetrics(metrics, null), "protocol"),
                Map.entry(() -> new ConsensusMetrics(metrics, protocol, null), "clock"),
                Map.entry(() -> new ValidatorMetrics(metrics, null), "protocol"),
                Map.entry(() -> new ValidatorMetrics(metrics, protocol, null), "clock"),
                Map.entry(() -> new PerformanceMetrics(metrics, null), "protocol"),
                Map.entry(() -> new PerformanceMetrics(null, protocol), "metrics"),
                Map.entry(() -> new MempoolMetrics(null), "metrics"),
                Map.entry(() -> UnixClock.of(null), "metrics"));
        refused.forEach((call, name) ->
                assertThatNullPointerException().as(name).isThrownBy(call).withMessage(name));
    }

    @Test
    void wrongValue_isRefusedByName() {
        Protocol protocol = Protocol.basic();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.replicas(0))
                .withMessageContaining("replicas: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.replicas(Protocol.MAX_REPLICAS + 1))
                .withMessageContaining("replicas");
        assertThatIllegalArgumentException().isThrownBy(protocol::powers).withMessageContaining("powers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.powers(1, 0))
                .withMessageContaining("validator 1 has 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.powers(Long.MAX_VALUE, 1))
                .withMessageContaining("sum");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.delta(Duration.ZERO))
                .withMessageContaining("delta: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.delta(Duration.ofMinutes(61)))
                .withMessageContaining("delta");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.ownIndex(4).replicas())
                .withMessageContaining("ownIndex: 4")
                .withMessageContaining("the default");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.ownIndex(-2))
                .withMessageContaining("ownIndex");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.ownIndex(3).replicas(3))
                .withMessageContaining("ownIndex: 3");
    }
}
