package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.ValidatorSet;
import io.quorumeter.alerting.health.HealthChecker;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.testkit.metrics.TestMetricsCollector;
import io.quorumeter.testkit.metrics.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is watched by the clock of the collector when nothing else was said. */
class CollectorClockTest {
    private final TestMetricsCollector collector = TestMetricsCollector.create();
    private final VirtualClock clock = collector.clock();
    private final HotStuff2Events events =
            collector.hotStuff2(Protocol.basic().replicas(4).ownIndex(0));
    private final NetworkMetrics network =
            new NetworkMetrics(collector, ValidatorSet.ofSize(4).ownIndex(0));
    private final StorageMetrics storage = new StorageMetrics(collector);
    private final AlertManager alerts =
            AlertManager.on(collector).loops(new ManualLoops()).start();

    private void seconds(int seconds) {
        alerts.evaluate();
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            alerts.evaluate();
        }
    }

    @Test
    void stall_isCountedFromTheStartOfTheManager() {
        seconds(10);
        assertThat(alerts.activeAlerts()).isEmpty();
        seconds(1);
        assertThat(alerts.activeAlerts()).extracting(Alert::name).containsExactly("HotStuff2CommitStalled");
    }

    @Test
    void endOfAnAlert_hasTheCollectorsTime() {
        events.safetyStatePersistFailed();
        seconds(0);
        alerts.resolveAlert(alerts.activeAlerts().get(0).id());
        assertThat(alerts.history()).extracting(Alert::resolvedAt).containsExactly(null, clock.instant());
    }

    @Test
    void windows_passInTheCollectorsTime() {
        events.safetyStatePersistFailed();
        seconds(0);
        assertThat(alerts.activeAlerts()).extracting(Alert::name).containsExactly("HotStuff2SafetyStateNotPersisted");
        seconds(300 + 5 + 5); // the window to a sixtieth, and resolve_after
        assertThat(alerts.activeAlerts()).extracting(Alert::name).doesNotContain("HotStuff2SafetyStateNotPersisted");
    }

    @Test
    void reportOfHealth_hasTheCollectorsTime() {
        HealthChecker health = HealthChecker.of(alerts, events.metrics(), network, storage);
        clock.advance(Duration.ofHours(1));
        assertThat(health.detailedHealthReport().time()).isEqualTo(clock.instant());
    }
}
