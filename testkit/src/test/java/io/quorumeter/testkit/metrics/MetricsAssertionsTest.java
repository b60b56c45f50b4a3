package io.quorumeter.testkit.metrics;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertMetricsRecorded;
import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.TimeoutPhase;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsAssertionsTest {
    private static final String TIMEOUTS = "hotstuff2_consensus_local_timeouts_total";

    private final TestMetricsCollector metrics = TestMetricsCollector.create();

    @BeforeEach
    void record() {
        HotStuff2Events events = metrics.hotStuff2(Protocol.basic().replicas(4).ownIndex(1));
        events.localTimeout(7, TimeoutPhase.AWAITING_PROPOSAL, 0);
        metrics.gauge("view").create().set((1L << 60) + 1);
        metrics.timer("wait_seconds").create().record(Duration.ofMillis(100));
    }

    @Test
    void whatHolds_passes() {
        assertThat(metrics).counter(TIMEOUTS).with("phase", "awaiting_proposal").isEqualTo(1);
        assertThat(metrics)
                .counter(TIMEOUTS)
                .isEqualTo(1)
                .isPositive()
                .isAtLeast(1)
                .isAtMost(1)
                .isBetween(0, 2);
        assertThat(metrics).counter(TIMEOUTS).with("phase", "voted").isZero();
        assertThat(metrics).counter(TIMEOUTS).with("phase", "none").doesNotExist();
        assertThat(metrics).gauge("view").isEqualTo((1L << 60) + 1);
        assertThat(metrics)
                .timer("wait_seconds")
                .hasCount(1)
                .hasSumCloseTo(0.1, 1e-9)
                .quantile(0.5)
                .isBetween(0.099, 0.101);
        assertThat(metrics.snapshot()).hasFamily(TIMEOUTS).hasNoFamily("no_such_family");
        assertMetricsRecorded(
                metrics,
                ExpectedMetric.of(TIMEOUTS),
                ExpectedMetric.of(TIMEOUTS, "phase", "voted").equalTo(0),
                ExpectedMetric.of("wait_seconds").between(1, 1));
    }

    @Test
    void wrongValue_showsNearestSeriesAndCalls() {
        refused(() -> assertThat(metrics)
                        .counter(TIMEOUTS)
                        .with("phase", "voted")
                        .isEqualTo(1))
                .hasMessageContaining("Expecting " + TIMEOUTS + "{phase=\"voted\"} to be equal to 1\nbut it is 0.")
                .hasMessageContaining("  " + TIMEOUTS + "{phase=\"awaiting_proposal\"} 1\n")
                .hasMessageContaining("The last of 1 calls:\n  0.000000s increment " + TIMEOUTS);
    }

    @Test
    void wholeNumbers_areComparedExactly() {
        refused(() -> assertThat(metrics).gauge("view").isEqualTo(1L << 60))
                .hasMessageContaining("view 1152921504606846977");
    }

    @Test
    void unknownFamily_showsTheNearestNames() {
        refused(() -> assertThat(metrics).counter("hotstuff2_consensus_local_timeout_total"))
                .hasMessageContaining("The nearest names:\n  " + TIMEOUTS + ", a COUNTER, total 1\n");
    }

    @Test
    void unknownValue_showsTheNearestFirst() {
        refused(() -> assertThat(metrics)
                        .counter(TIMEOUTS)
                        .with("phase", "awaiting_proposals")
                        .isZero())
                .hasMessageContaining("The nearest series:\n  " + TIMEOUTS + "{phase=\"awaiting_proposal\"} 1\n");
    }

    @Test
    void unknownLabel_isNamed() {
        refused(() -> assertThat(metrics)
                        .counter(TIMEOUTS)
                        .with("reason", "voted")
                        .isZero())
                .hasMessageContaining("Its labels are [phase], and [reason] is none of them.");
    }

    @Test
    void wrongType_isNamed() {
        refused(() -> assertThat(metrics).gauge(TIMEOUTS)).hasMessageContaining("but it is a COUNTER");
        refused(() -> assertThat(metrics).timer(TIMEOUTS)).hasMessageContaining("but it is a COUNTER");
    }

    @Test
    void gaugeWithSeveralSeries_mustBeChosen() {
        metrics.gauge("depth").with("queue", "a").create();
        metrics.gauge("depth").with("queue", "b").create();
        refused(() -> assertThat(metrics).gauge("depth").isZero()).hasMessageContaining("2 have these labels");
        assertThat(metrics).gauge("depth").with("queue", "b").isZero();
    }

    @Test
    void distributions_areExplained() {
        refused(() -> assertThat(metrics).timer("wait_seconds").isEmpty())
                .hasMessageContaining("to have a count of 0\nbut it is 1")
                .hasMessageContaining("count 1, sum 0.1");
        refused(() -> assertThat(metrics).timer("wait_seconds").hasSumCloseTo(0.2, 0.01))
                .hasMessageContaining("a sum within 0.01 of 0.2\nbut it is 0.1");
        refused(() -> assertThat(metrics).timer("wait_seconds").quantile(0.99).isLessThan(0.01))
                .hasMessageContaining("quantile 0.99 of wait_seconds");
    }

    @Test
    void severalExpectations_areAllNamed() {
        refused(() -> assertMetricsRecorded(
                        metrics,
                        ExpectedMetric.of(TIMEOUTS).atLeast(2),
                        ExpectedMetric.of("no_such_total"),
                        ExpectedMetric.of("wait_seconds").equalTo(1)))
                .hasMessageContaining("2 of 3 metrics are not as expected")
                .hasMessageContaining("at least 2\nbut it is 1")
                .hasMessageContaining("no_such_total");
    }

    @Test
    void presence_isChecked() {
        refused(() -> assertThat(metrics).hasFamily("wait_second")).hasMessageContaining("wait_seconds");
        refused(() -> assertThat(metrics).hasNoFamily("wait_seconds")).hasMessageContaining("count 1");
        refused(() -> assertThat(metrics)
                        .counter(TIMEOUTS)
                        .with("phase", "voted")
                        .doesNotExist())
                .hasMessageContaining("to have no series");
        assertThatCode(() -> assertThat(metrics).hasFamily("wait_seconds")).doesNotThrowAnyException();
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(ThrowingCallable assertion) {
        return assertThatThrownBy(assertion).isInstanceOf(AssertionError.class);
    }
}
