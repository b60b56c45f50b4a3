package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.core.Quorumeter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsBehindEventsTest {
    @Test
    void events_feedTheMetricsThatTheyGive() {
        HotStuff2Events events =
                HotStuff2Events.on(Quorumeter.collector().nanoTime(() -> 0).create(), Samples.PROTOCOL);
        events.viewEntered(5, 0, ViewCause.GENESIS, 1, 0);
        events.certificateReceived(Samples.certificate(CertificateKind.QUORUM, 5, 7, 0, 0, 1, 2));
        events.blockCommitted(Samples.committed(5, 7, CommitPath.LIVE, 0));
        assertThat(events.metrics().currentView()).isEqualTo(5);
        assertThat(events.metrics().committedHeight()).isEqualTo(7);
        assertThat(events.validators().participatingPowerRatio()).isEqualTo(0.75);
    }

    @Test
    void certificate_isWeighedByTheSetOfItsView() {
        MetricsCollector metrics =
                Quorumeter.collector().level(MetricLevel.DETAILED).create();
        HotStuff2Events events = HotStuff2Events.on(metrics, Samples.PROTOCOL);
        events.validatorSetChanged(new ValidatorSetChange(
                1, 8, ValidatorSet.ofKeys(List.of("a", "b")).powers(5, 5).ownIndex(1)));
        events.validatorSetChanged(new ValidatorSetChange(
                2, 9, ValidatorSet.ofKeys(List.of("a")).powers(6).ownIndex(0)));
        for (long view = 7; view <= 9; view++) {
            events.certificateReceived(Samples.certificate(CertificateKind.QUORUM, view, view, 0, 0, 1, 2));
            events.viewEntered(view + 1, view, ViewCause.SYNC, -1, 0);
        }
        assertThat(new Movement(metrics)
                        .distribution("consensus_certificate_power_ratio", "kind", "quorum")
                        .sum())
                .isCloseTo(3 / 4.0 + 3 / 10.0 + 3 / 6.0, within(1e-2));
    }

    @Test
    void metrics_comeBeforeEveryOtherConsumer() {
        HotStuff2Events events = HotStuff2Events.on(Quorumeter.newCollector(), Samples.PROTOCOL);
        List<Long> seen = new ArrayList<>();
        events.listen(new HotStuff2Listener() {
            @Override
            public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
                seen.add(events.metrics().currentView());
            }
        });
        events.viewEntered(5, 0, ViewCause.GENESIS, 1, 0);
        assertThat(seen).containsExactly(5L);
    }

    @Test
    void disabledCollector_leavesForeignConsumersAlone() {
        HotStuff2Events events = HotStuff2Events.on(MetricsCollector.noop(), Samples.PROTOCOL);
        List<Long> seen = new ArrayList<>();
        events.listen("mine", new HotStuff2Listener() {
            @Override
            public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
                seen.add(view);
            }
        });
        events.viewEntered(5, 0, ViewCause.GENESIS, 1, 0);
        events.lockUpdated(0, 5, id(5), LockCause.PREPARE, 0);
        assertThat(seen).containsExactly(5L);
        assertThat(events.metrics().highQcView()).isZero();
        assertThat(events.metrics().currentView()).isZero();
        assertThat(events.audienceOf(Audiences.Event.VIEW_ENTERED)).hasSize(1);
        assertThat(events.audienceOf(Audiences.Event.VIEW_LEFT)).isEmpty();
    }

    @Test
    void consumerThatThrows_isCountedByName() {
        MetricsCollector metrics = Quorumeter.newCollector();
        HotStuff2Events events = HotStuff2Events.on(metrics, Samples.PROTOCOL);
        events.listen("bad", new Thrower());
        events.listen(new Thrower());
        events.syncProgress(1);
        events.viewEntered(5, 0, ViewCause.GENESIS, 1, 0);
        assertThat(metrics.snapshot().value("quorumeter_consumer_errors_total", "consumer", "bad"))
                .hasValue(1);
        assertThat(metrics.snapshot().value("quorumeter_consumer_errors_total", "consumer", "Thrower"))
                .hasValue(1);
        assertThat(metrics.snapshot().value("quorumeter_consumer_errors_total", "consumer", "metrics"))
                .hasValue(0);
        assertThat(events.listenerErrors()).isEqualTo(2);
    }

    @Test
    void info_namesVariantAndVersions() {
        MetricsCollector metrics = Quorumeter.newCollector();
        HotStuff2Events.on(metrics, Protocol.pipelined().version("chain-3"));
        assertThat(metrics.snapshot()
                        .family("hotstuff2_consensus_info")
                        .orElseThrow()
                        .labels(0))
                .satisfies(labels -> {
                    assertThat(labels.get("variant")).isEqualTo("pipelined");
                    assertThat(labels.get("protocol_version")).isEqualTo("chain-3");
                    assertThat(labels.get("sdk_version")).matches("\\d+\\.\\d+\\.\\d+.*");
                });
    }

    private static final class Thrower implements HotStuff2Listener {
        @Override
        public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
            throw new IllegalStateException("broken");
        }
    }
}
