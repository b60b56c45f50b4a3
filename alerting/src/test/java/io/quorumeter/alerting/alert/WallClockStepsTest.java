package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.ValidatorSet;
import io.quorumeter.alerting.health.HealthChecker;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.MempoolMetrics;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.SyncResult;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewOutcome;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.DisconnectReason;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.testkit.metrics.TestMetricsCollector;
import io.quorumeter.testkit.metrics.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wall clock that is set raises, hides and delays nothing. */
class WallClockStepsTest {
    private static final int SECONDS = 300;

    /** A watched replica in virtual time, whose commits, views, peers and disk are good and bad by chance. */
    private static final class Node {
        private final Random chance;
        private final VirtualClock clock = new VirtualClock();
        private final TestMetricsCollector collector =
                TestMetricsCollector.create(clock, settings -> settings.staleAfter(Duration.ofSeconds(20)));
        private final HotStuff2Events events =
                collector.hotStuff2(Protocol.basic().replicas(4).ownIndex(0));
        private final NetworkMetrics network =
                new NetworkMetrics(collector, ValidatorSet.ofSize(4).ownIndex(0));
        private final StorageMetrics storage = new StorageMetrics(collector);
        private final AlertManager alerts = AlertManager.on(collector)
                .config(AlertConfig.defaults().with(AlertSetting.COUNT_WINDOW, Duration.ofSeconds(60)))
                .loops(new ManualLoops())
                .start();
        private final HealthChecker health = HealthChecker.of(alerts, events.metrics(), network, storage);
        private final List<String> seen = new ArrayList<>();
        private boolean commits = true;
        private boolean syncs;
        private long view = 1;
        private long height = 1;
        private long oldest;

        Node(long seed) {
            chance = new Random(seed);
            new MempoolMetrics(collector).observeOldest(() -> oldest);
        }

        /** One second passes in which this and that happens. */
        void second() {
            clock.advance(Duration.ofMillis(chance.nextInt(500)));
            long now = clock.nanos();
            commits = chance.nextInt(20) == 0 ? !commits : commits;
            oldest = chance.nextInt(10) == 0 ? (oldest == 0 ? now : 0) : oldest;
            if (commits) {
                nextView(now);
            } else if (chance.nextInt(3) == 0) {
                events.localTimeout(view, TimeoutPhase.AWAITING_PROPOSAL, now);
            }
            if (chance.nextInt(40) == 0) {
                sync(now);
            }
            int peer = 1 + chance.nextInt(3);
            if (chance.nextBoolean()) {
                network.connected(peer, ConnectionDirection.OUTBOUND);
            } else {
                network.disconnected(peer, ConnectionDirection.OUTBOUND, DisconnectReason.IO_ERROR);
            }
            if (chance.nextInt(100) == 0) {
                events.safetyStatePersistFailed();
            }
            if (chance.nextInt(15) == 0) {
                collector.incrementCounter("rare_total", "which", "" + chance.nextInt(3));
            }
            if (chance.nextInt(60) == 0) {
                alerts.sendAlert(Alert.firing("Own", Severity.INFO, "of the host", clock.instant()));
            } else if (chance.nextInt(30) == 0) {
                alerts.activeAlerts().stream()
                        .filter(alert -> alert.name().equals("Own"))
                        .forEach(alert -> alerts.resolveAlert(alert.id()));
            }
            clock.advance(Duration.ofSeconds(1).minusNanos(clock.nanos() % 1_000_000_000L));
        }

        private void nextView(long now) {
            BlockId block = new BlockId(view, 1, 0, 0);
            for (int validator = 1; validator < 4; validator++) {
                if (chance.nextInt(4) > 0) {
                    events.voteReceived(
                            view, VotePhase.VOTE, validator, block, view - 1, Verification.VERIFIED, 0, now);
                }
            }
            commit(CommitPath.LIVE, now);
            events.viewLeft(view, ViewOutcome.CERTIFIED, now);
            view++;
            events.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, (int) (view % 4), now);
        }

        private void sync(long now) {
            syncs = !syncs;
            if (syncs) {
                events.syncStarted(height, height + 5, now);
            } else {
                commit(CommitPath.SYNC, now);
                events.syncEnded(SyncResult.OK, now);
            }
        }

        private void commit(CommitPath path, long now) {
            BlockId block = new BlockId(height, 1, 0, 0);
            BlockId parent = height == 1 ? BlockId.NONE : new BlockId(height - 1, 1, 0, 0);
            events.blockCommitted(CommittedBlock.byDoubleCertificate(height, block, parent, height)
                    .path(path)
                    .transactions(10)
                    .bytes(100)
                    .at(now));
            height++;
        }

        /** What anybody sees of it now. */
        void look() {
            collector.flush().join();
            alerts.evaluate();
            seen.add(clock.elapsed() + " " + alerts.history() + alerts.activeAlerts()
                    + health.detailedHealthReport().components().stream()
                            .map(one -> one.component() + one.status() + one.lastSuccess() + one.lastFailure())
                            .toList()
                    + collector.dump() + collector.snapshot().ended());
        }

        double steps(String direction) {
            return collector
                    .snapshot()
                    .value("quorumeter_clock_steps_total", "direction", direction)
                    .orElseThrow();
        }
    }

    /** From 5 seconds to a day, in either direction. */
    private static Duration step(Random chance) {
        Duration by = Duration.ofMillis((long) (5_000 * Math.pow(86_400 / 5.0, chance.nextDouble())));
        return chance.nextBoolean() ? by : by.negated();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void stepsAtRandomMoments_changeNothingThatIsSeen(long seed) {
        Random chance = new Random(~seed);
        Node calm = new Node(seed);
        Node stepped = new Node(seed);
        int forward = 0;
        int backward = 0;
        for (int second = 0; second < SECONDS; second++) {
            if (chance.nextInt(20) == 0) {
                Duration by = step(chance);
                stepped.clock.step(by);
                forward += by.isNegative() ? 0 : 1;
                backward += by.isNegative() ? 1 : 0;
            }
            calm.second();
            stepped.second();
            calm.look();
            stepped.look();
            assertThat(stepped.seen.get(second))
                    .as("seed %d, second %d", seed, second)
                    .isEqualTo(calm.seen.get(second));
        }
        assertThat(calm.alerts.history()).as("seed %d", seed).isNotEmpty();
        assertThat(stepped.steps("forward")).as("seed %d", seed).isEqualTo(forward);
        assertThat(stepped.steps("backward")).as("seed %d", seed).isEqualTo(backward);
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -60, -5, 5, 11, 60, 86_400})
    void commitsGoOn_wallClockIsSetOnce_nothingIsStalled(long seconds) {
        Node node = new Node(1);
        for (int second = 0; second < 100; second++) {
            node.nextView(node.clock.nanos());
            if (second == 20) {
                node.clock.step(Duration.ofSeconds(seconds));
            }
            node.clock.advance(Duration.ofSeconds(1));
            node.alerts.evaluate();
            assertThat(node.alerts.activeAlerts()).extracting(Alert::name).doesNotContain("HotStuff2CommitStalled");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -60, -5, 5, 60, 86_400})
    void commitsEnd_wallClockIsSetMeanwhile_stallIsFoundInTime(long seconds) {
        Node node = new Node(1);
        node.nextView(node.clock.nanos());
        node.alerts.evaluate();
        for (int second = 1; second <= 12; second++) {
            if (second == 4) {
                node.clock.step(Duration.ofSeconds(seconds));
            }
            node.clock.advance(Duration.ofSeconds(1));
            node.alerts.evaluate();
            boolean stalled = node.alerts.activeAlerts().stream()
                    .anyMatch(alert -> alert.name().equals("HotStuff2CommitStalled"));
            assertThat(stalled).as("second %d", second).isEqualTo(second > 10);
        }
    }

    /** A binding that gives milliseconds since 1970, or nanoseconds of the wall clock, as the times of its events. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3_600, 86_400, 1_700_000_000})
    void commitsEnd_timesOfEventsAreAheadOfTheClock_stallIsFoundInTime(long seconds) {
        Node node = new Node(1);
        long ahead = Duration.ofSeconds(seconds).toNanos();
        for (int second = 1; second <= 30; second++) {
            node.clock.advance(Duration.ofSeconds(1));
            node.nextView(node.clock.nanos() + ahead);
            node.alerts.evaluate();
            assertThat(node.alerts.activeAlerts()).extracting(Alert::name).doesNotContain("HotStuff2CommitStalled");
        }
        for (int second = 1; second <= 12; second++) {
            node.clock.advance(Duration.ofSeconds(1));
            node.alerts.evaluate();
            boolean stalled = node.alerts.activeAlerts().stream()
                    .anyMatch(alert -> alert.name().equals("HotStuff2CommitStalled"));
            assertThat(stalled).as("second %d", second).isEqualTo(second > 10);
        }
    }

    @Test
    void blocksOfASync_areProgress() {
        Node node = new Node(1);
        node.nextView(node.clock.nanos());
        node.alerts.evaluate();
        for (int second = 1; second <= 40; second++) {
            node.clock.advance(Duration.ofSeconds(1));
            if (second % 8 == 0) {
                node.commit(CommitPath.SYNC, node.clock.nanos());
            }
            node.alerts.evaluate();
            assertThat(node.alerts.activeAlerts()).extracting(Alert::name).doesNotContain("HotStuff2CommitStalled");
        }
    }
}
