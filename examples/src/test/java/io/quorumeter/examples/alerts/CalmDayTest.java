package io.quorumeter.examples.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.AlertText;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.MempoolMetrics;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.DisconnectReason;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StorageOperation;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.Latency;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Days of a network in virtual time, a block a second: the built-in rules find what is wrong, and nothing else. {@code -Dcalm.days=7} makes
 * the calm day a week.
 */
class CalmDayTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration TROUBLE = Duration.ofMinutes(20);
    private static final Duration SETTLED = Duration.ofMinutes(45);

    /** One replica of four that is watched, over a network with jitter and loss. */
    private static final class Day implements AutoCloseable {
        private final MetricsCollector metrics = Quorumeter.collector()
                .nanoTime(this::nanos)
                .clock(() -> START.plusNanos(nanos()))
                .create();
        private final Protocol protocol =
                Protocol.basic().replicas(4).ownIndex(0).delta(Duration.ofSeconds(1));
        private final HotStuff2Events events =
                HotStuff2Events.on(metrics, protocol, UnixClock.of(() -> START.plusNanos(nanos()), this::nanos));
        private final NetworkMetrics network =
                new NetworkMetrics(metrics, ValidatorSet.ofSize(4).ownIndex(0));
        private final StorageMetrics storage = new StorageMetrics(metrics);
        private final SimulatedNetwork replicas;
        private final AlertManager alerts;
        private @Nullable SimulatedNetwork running;

        Day(long seed, Duration length, UnaryOperator<HotStuff2Simulation> trouble) {
            storage.store("blocks");
            new MempoolMetrics(metrics).observe(() -> 100, () -> 10_000);
            for (int peer = 1; peer < 4; peer++) {
                network.connected(peer, ConnectionDirection.OUTBOUND);
            }
            Latency latency = Latency.uniform(Duration.ofMillis(200), Duration.ofMillis(300));
            replicas = trouble.apply(HotStuff2Simulation.basic(4)
                            .seed(seed)
                            .delta(Duration.ofSeconds(1))
                            .delay(latency)
                            .delayBeforeCalm(latency)
                            .loss(0.001)
                            .calmAfter(length)
                            .transactions(20)
                            .events(replica -> replica == 0 ? events : HotStuff2Events.none())
                            .unwatched())
                    .start();
            running = replicas;
            alerts = AlertManager.on(metrics).start();
        }

        private long nanos() {
            SimulatedNetwork now = running;
            return now == null ? 0 : now.elapsed().toNanos();
        }

        void runUntil(Duration time) {
            while (replicas.elapsed().compareTo(time) < 0) {
                replicas.runFor(TICK);
                network.roundTripMeasured(Duration.ofMillis(50).toNanos());
                alerts.evaluate();
            }
        }

        void peers(boolean connected) {
            for (int peer = 1; peer < 4; peer++) {
                if (connected) {
                    network.connected(peer, ConnectionDirection.OUTBOUND);
                } else {
                    network.disconnected(peer, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
                }
            }
        }

        void failStore() {
            storage.store("blocks").failed(StorageOperation.WRITE, FailureKind.IO);
        }

        /** All that began or ended, with when. */
        List<String> told() {
            return alerts.history().stream()
                    .map(alert -> Duration.between(START, alert.firedAt()) + " " + AlertText.line(alert))
                    .toList();
        }

        Set<String> names() {
            return alerts.history().stream().map(Alert::name).collect(Collectors.toSet());
        }

        @Override
        public void close() {
            alerts.close();
        }
    }

    /** What goes wrong in the watched replica's network after {@link #TROUBLE}, for five minutes where it has a length. */
    @SuppressWarnings("ImmutableEnumChecker") // names, and functions that keep nothing
    private enum Trouble {
        NONE(set()),
        CRASH(
                set(
                        "CommitStalled",
                        "ValidatorDown",
                        "ValidatorSilent",
                        "ThroughputLow",
                        "BlockLatencyHigh",
                        "LivenessTimeouts"),
                network -> network.crash(2, TROUBLE).restart(2, TROUBLE.plusMinutes(5)),
                day -> day.network.disconnected(2, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT),
                day -> day.network.connected(2, ConnectionDirection.OUTBOUND)),
        CUT_OFF(
                set(
                        "PartitionSuspected",
                        "ValidatorDown",
                        "CommitStalled",
                        "ValidatorSilent",
                        "ThroughputLow",
                        "QuorumUnreachable",
                        "LivenessTimeouts",
                        "QuorumMarginCritical",
                        "ViewStuck",
                        "NetworkHalted"),
                network -> network.partition(TROUBLE, TROUBLE.plusMinutes(5), 0),
                day -> day.peers(false),
                day -> day.peers(true)),
        DOUBLE_VOTES(
                set("ByzantineEvidence", "ValidatorAccused", "ByzantinePowerHigh"),
                network -> network.byzantine(
                        3, Behaviour.doubleVote(VotePhase.VOTE).inViews(1_300, 1_310)),
                day -> {},
                day -> {}),
        DISK(
                set("SafetyStateNotPersisted"),
                network -> network,
                day -> day.events.safetyStatePersistFailed(),
                day -> {}),
        STORE(set("StorageErrors"), network -> network, Day::failStore, day -> {});

        private final Set<String> alerts;
        private final UnaryOperator<HotStuff2Simulation> described;
        private final Consumer<Day> begins;
        private final Consumer<Day> ends;

        Trouble(Set<String> alerts) {
            this(alerts, network -> network, day -> {}, day -> {});
        }

        Trouble(
                Set<String> alerts,
                UnaryOperator<HotStuff2Simulation> described,
                Consumer<Day> begins,
                Consumer<Day> ends) {
            this.alerts = alerts;
            this.described = described;
            this.begins = begins;
            this.ends = ends;
        }

        private static Set<String> set(String... names) {
            return Stream.of(names).map(name -> "HotStuff2" + name).collect(Collectors.toSet());
        }
    }

    @ParameterizedTest
    @EnumSource
    void trouble_raisesItsAlerts_andTheyEnd(Trouble trouble) {
        try (Day day = new Day(1, SETTLED, trouble.described)) {
            day.runUntil(TROUBLE);
            assertThat(day.told()).isEmpty();
            trouble.begins.accept(day);
            day.runUntil(TROUBLE.plusMinutes(5));
            trouble.ends.accept(day);
            day.runUntil(SETTLED);
            assertThat(day.names()).as(String.join("\n", day.told())).isEqualTo(trouble.alerts);
            assertThat(day.alerts.activeAlerts())
                    .as(String.join("\n", day.told()))
                    .allMatch(alert -> alert.name().equals("HotStuff2ByzantinePowerHigh")); // for the rest of the epoch
        }
    }

    @Test
    void calmDay_withARestart_hasTheAlertsOfThatOnly() {
        Duration restart = Duration.ofHours(12);
        Duration length = Duration.ofDays(Integer.getInteger("calm.days", 1));
        try (Day day = new Day(2, length, network -> network.crash(2, restart).restart(2, restart.plusSeconds(60)))) {
            day.runUntil(length);
            assertThat(day.told()).isNotEmpty();
            assertThat(day.alerts.history())
                    .as(String.join("\n", day.told()))
                    .allSatisfy(alert -> assertThat(alert.firedAt())
                            .isBetween(START.plus(restart), START.plus(restart).plus(Duration.ofMinutes(5))));
            assertThat(day.names()).isSubsetOf(Trouble.CRASH.alerts);
            assertThat(day.alerts.activeAlerts()).isEmpty();
            assertThat(day.events.metrics().committedHeight()).isGreaterThan(70_000);
        }
    }
}
