package io.quorumeter.examples.use;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat; // of a collector
import static org.assertj.core.api.Assertions.assertThat; // of everything else; both imports may be used together

import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.testkit.metrics.QuorumeterExtension;
import io.quorumeter.testkit.metrics.TestMetricsCollector;
import io.quorumeter.testkit.metrics.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(QuorumeterExtension.class)
class MyReplicaTest {
    /** Enters the first view and waits half a second for its proposal. */
    record MyReplica(HotStuff2Events events, VirtualClock clock) {
        void start() {
            events.viewEntered(1, 0, ViewCause.GENESIS, 1, clock.nanos());
            clock.schedule(
                    Duration.ofMillis(500),
                    () -> events.localTimeout(1, TimeoutPhase.AWAITING_PROPOSAL, clock.nanos()));
        }
    }

    @Test
    void timeout_countsOnce(TestMetricsCollector metrics, VirtualClock clock) {
        HotStuff2Events events = metrics.hotStuff2(Protocol.basic().replicas(4));
        new MyReplica(events, clock).start();
        clock.advance(Duration.ofSeconds(1));
        assertThat(metrics)
                .counter("hotstuff2_consensus_local_timeouts_total")
                .with("phase", "awaiting_proposal")
                .isEqualTo(1);
        assertThat(events.safety().untold()).isEmpty();
    }
}
