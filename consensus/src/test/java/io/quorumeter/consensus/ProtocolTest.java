package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.safety.SafetyOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        assertThat(protocol.validators().quorumPower()).isEqualTo(quorum);
        assertThat(protocol.validators().totalPower()).isEqualTo(replicas);
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
    void validators_stayWithTheDescription() {
        ValidatorSet set = ValidatorSet.ofKeys(List.of("a", "b")).powers(5, 6).ownIndex(1);
        Protocol named = Protocol.basic().validators(set).version("2").delta(Duration.ofMillis(50));
        assertThat(named.validators()).isSameAs(set);
        assertThat(named.replicas()).isEqualTo(2);
        assertThat(named.ownIndex()).isEqualTo(1);
        assertThat(named.ownIndex(0).validators().isSameAs(set.ownIndex(0))).isTrue();
        assertThat(Protocol.basic().validators().isSameAs(ValidatorSet.ofSize(4)))
                .isTrue();
    }

    @Test
    void replicas_haveEqualPowers_andKeepTheOwnIndex() {
        ValidatorSet set = ValidatorSet.ofKeys(List.of("a", "b", "c")).powers(5, 6, 7);
        Protocol protocol =
                Protocol.basic().validators(set.ownIndex(2)).replicas(7).timeoutStyle(TimeoutStyle.BROADCAST);
        assertThat(protocol.validators().isSameAs(ValidatorSet.ofSize(7).ownIndex(2)))
                .isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void null_isRefusedByName() {
        Protocol protocol = Protocol.basic();
        MetricsCollector metrics = MetricsCollector.noop();
        UnixClock clock = UnixClock.of(metrics);
        SafetyOptions options = SafetyOptions.standard();
        Map<ThrowingCallable, String> refused = Map.ofEntries(
                Map.entry(() -> protocol.validators(null), "set"),
                Map.entry(() -> protocol.timeoutStyle(null), "style"),
                Map.entry(() -> protocol.version(null), "name"),
                Map.entry(() -> protocol.delta(null), "delta"),
                Map.entry(() -> new ValidatorSetChange(1, 9, null), "validators"),
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
        ValidatorSet tooMany = ValidatorSet.ofSize(Protocol.MAX_REPLICAS + 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.validators(tooMany))
                .withMessage("validators: 100001 given, not 1 to 100000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.delta(Duration.ZERO))
                .withMessageContaining("delta: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.delta(Duration.ofMinutes(61)))
                .withMessageContaining("delta");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.ownIndex(4))
                .withMessageContaining("ownIndex: 4")
                .withMessageContaining("4 validators");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.ownIndex(-2))
                .withMessageContaining("ownIndex");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol.ownIndex(3).replicas(3))
                .withMessageContaining("ownIndex: 3");
    }
}
