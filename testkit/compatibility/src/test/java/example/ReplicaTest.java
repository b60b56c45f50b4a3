package example;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;
import static io.quorumeter.testkit.simulation.SimulationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.testkit.metrics.QuorumeterExtension;
import io.quorumeter.testkit.metrics.TestMetricsCollector;
import io.quorumeter.testkit.metrics.VirtualClock;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** What docs/testing.md shows, on whichever JUnit and AssertJ this project is given. JUnit asks the last handler of failures first. */
@ExtendWith({ReplicaTest.ExpectedFailure.class, QuorumeterExtension.class})
class ReplicaTest {
    private static final String TIMEOUTS = "hotstuff2_consensus_local_timeouts_total";

    private Replica replica;
    private VirtualClock prepared;

    @BeforeEach
    void bind(TestMetricsCollector metrics, VirtualClock clock) {
        replica = new Replica(metrics.hotStuff2(Protocol.basic().replicas(4)), clock::schedule, clock::nanos);
        prepared = clock;
    }

    @AfterEach
    void clock_isThatOfTheTest(VirtualClock clock) {
        assertThat(clock).isSameAs(prepared);
    }

    @RepeatedTest(2)
    void timeout_countsOnce_inEachTest(TestMetricsCollector metrics, VirtualClock clock) {
        replica.enter(7);
        clock.advance(Replica.PATIENCE);
        assertThat(metrics).counter(TIMEOUTS).with("phase", "awaiting_proposal").isEqualTo(1);
    }

    @Test
    void failure_isExplained(VirtualClock clock) {
        replica.enter(7);
        clock.advance(Replica.PATIENCE);
        throw new IllegalStateException("on purpose");
    }

    @Test
    void distribution_isComparedByAssertJ(TestMetricsCollector metrics) {
        metrics.recordHistogram("batch_size_bytes", 1000);
        assertThat(metrics).histogram("batch_size_bytes").hasCount(1).quantile(0.5).isBetween(990.0, 1010.0);
    }

    @Test
    void simulatedNetwork_isComparedByAssertJ() {
        SimulatedNetwork network = HotStuff2Simulation.basic(4).seed(42).start();
        network.runUntilCommitted(3);
        assertThat(network).replicasAgree();
        assertThat(network.observer()).isClean();
    }

    /** Takes the failure that is meant, with what the testkit adds to it, and no other. */
    static final class ExpectedFailure implements TestExecutionExceptionHandler {
        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            if (!context.getRequiredTestMethod().getName().equals("failure_isExplained")) {
                throw failure;
            }
            assertThat(failure).hasMessage("on purpose");
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .asString()
                    .contains(TIMEOUTS + "{phase=\"awaiting_proposal\"} 1");
        }
    }
}
