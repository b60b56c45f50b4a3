package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.SyncResult;
import io.quorumeter.consensus.TimeoutPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static HotStuff2Simulation troubled(long seed) {
        return HotStuff2Simulation.basic(4)
                .seed(seed)
                .delay(Latency.lognormal(Duration.ofMillis(20), 0.4))
                .loss(0.05)
                .duplication(0.1)
                .crashes(1, SECOND)
                .isolations(1, SECOND)
                .calmAfter(SECOND.multipliedBy(5));
    }

    private static SimulatedNetwork after(HotStuff2Simulation description, Duration time) {
        SimulatedNetwork network = description.start();
        network.runFor(time);
        return network;
    }

    @Test
    void sameSeed_givesTheSameRun() {
        SimulatedNetwork one = after(troubled(7), SECOND.multipliedBy(8));
        SimulatedNetwork two = after(troubled(7), SECOND.multipliedBy(8));
        assertThat(two.traceDigest()).isEqualTo(one.traceDigest());
        assertThat(two).hasToString(one.toString());
        assertThat(two.totals()).isEqualTo(one.totals());
        assertThat(after(troubled(8), SECOND.multipliedBy(8)).traceDigest()).isNotEqualTo(one.traceDigest());
    }

    @Test
    void messagesThroughTheCodec_changeNothing() {
        SimulatedNetwork objects = after(troubled(9), SECOND.multipliedBy(8));
        SimulatedNetwork bytes = after(troubled(9).throughCodec(), SECOND.multipliedBy(8));
        assertThat(bytes.traceDigest()).isEqualTo(objects.traceDigest());
        assertThat(bytes.observer().isClean()).isTrue();
        assertThat(bytes.observer().lowestHeight()).isPositive();
    }

    @Test
    void calmNetwork_commitsAsFastAsItsMessages() {
        SimulatedNetwork network = HotStuff2Simulation.basic(10)
                .delay(Latency.fixed(Duration.ofMillis(10)))
                .start();
        network.runUntilCommitted(1_000);
        assertThat(network.observer().isClean()).isTrue();
        assertThat(network.elapsed())
                .as("four messages a view")
                .isBetween(SECOND.multipliedBy(39), SECOND.multipliedBy(41));
        assertThat(network.totals().timers())
                .as("only retransmissions would show")
                .isZero();
    }

    @Test
    void twoOfFourDown_commitNothingAndTimeOutUntilTheyAreBack() {
        List<Long> timeouts = new ArrayList<>();
        HotStuff2Simulation description = HotStuff2Simulation.basic(4)
                .crash(1, SECOND)
                .crash(2, SECOND)
                .restart(1, SECOND.multipliedBy(60))
                .events(replica -> listening(new HotStuff2Listener() {
                    @Override
                    public void localTimeout(long view, TimeoutPhase phase, long nanos) {
                        timeouts.add(nanos);
                    }
                }));
        SimulatedNetwork network = after(description, SECOND.multipliedBy(3));
        long height = network.observer().highestHeight();
        assertThat(height).isPositive();
        int before = timeouts.size();
        network.runFor(SECOND.multipliedBy(56));
        assertThat(network.observer().highestHeight()).isEqualTo(height);
        assertThat(timeouts.size() - before).isGreaterThan(20);
        assertThat(network.replica(1)).isNull();
        network.runFor(SECOND.multipliedBy(6));
        assertThat(network.observer().height(1)).isGreaterThan(height);
        assertThat(network.observer().isClean()).isTrue();
    }

    @Test
    void oneOfFourDown_othersGoOnWithinAHundredDelta() {
        SimulatedNetwork network = HotStuff2Simulation.basic(4).crash(2, SECOND).start();
        network.runFor(SECOND);
        for (int i = 0; i < 20; i++) {
            long height = network.observer().height(0);
            network.runFor(SECOND.multipliedBy(5));
            assertThat(network.observer().height(0)).isGreaterThan(height);
        }
    }

    @Test
    void replicaBackAfterALongTime_syncsAndTakesPartAgain() {
        List<String> told = new ArrayList<>();
        List<CommitPath> paths = new ArrayList<>();
        HotStuff2Simulation description = HotStuff2Simulation.basic(4)
                .delay(Latency.fixed(Duration.ofMillis(5)))
                .crash(3, SECOND)
                .restart(3, SECOND.multipliedBy(300))
                .events(replica -> replica == 3 ? listening(tellingSync(told, paths)) : HotStuff2Events.none());
        SimulatedNetwork network = after(description, SECOND.multipliedBy(299));
        long missed = network.observer().highestHeight() - network.observer().height(3);
        assertThat(missed).isGreaterThan(200);
        paths.clear();
        network.runFor(SECOND.multipliedBy(5));
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).startsWith("started");
        assertThat(told.get(1)).isEqualTo("ended OK");
        assertThat(paths.stream().filter(path -> path == CommitPath.SYNC).count())
                .isBetween(missed, missed + 8);
        assertThat(paths.get(paths.size() - 1)).isEqualTo(CommitPath.LIVE);
        assertThat(network.observer().highestHeight() - network.observer().height(3))
                .isLessThan(3);
        assertThat(network.observer().isClean()).isTrue();
    }

    private static HotStuff2Events listening(HotStuff2Listener listener) {
        HotStuff2Events events = HotStuff2Events.none();
        events.listen(listener);
        return events;
    }

    private static HotStuff2Listener tellingSync(List<String> told, List<CommitPath> paths) {
        return new HotStuff2Listener() {
            @Override
            public void syncStarted(long fromHeight, long toHeight, long nanos) {
                told.add("started " + fromHeight + " to " + toHeight);
            }

            @Override
            public void syncEnded(SyncResult result, long nanos) {
                told.add("ended " + result);
            }

            @Override
            public void blockCommitted(CommittedBlock block) {
                paths.add(block.path());
            }
        };
    }

    @Test
    void networkThatCannotCommit_saysSo() {
        SimulatedNetwork network = HotStuff2Simulation.basic(4)
                .crash(0, Duration.ZERO)
                .crash(1, Duration.ZERO)
                .start();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> network.runUntilCommitted(5))
                .withMessageContaining("nothing was committed for 2000 delta")
                .withMessageContaining("replica 0 down; ");
    }

    @Test
    void wrongDescription_isRefusedByName() {
        HotStuff2Simulation description = HotStuff2Simulation.basic(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description.loss(1.5))
                .withMessageContaining("loss: 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description.duplication(Double.NaN))
                .withMessageContaining("duplication");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description.crashes(5, SECOND))
                .withMessageContaining("crashes: 5 of 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description.isolations(-1, SECOND))
                .withMessageContaining("isolations");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HotStuff2Simulation.basic(1))
                .withMessageContaining("replicas: 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Latency.uniform(SECOND, Duration.ZERO))
                .withMessageContaining("latency");
    }

    @Test
    void latencies_stayWithinTheirBounds() {
        SplittableRandom random = new SplittableRandom(5);
        Latency uniform = Latency.uniform(Duration.ofNanos(10), Duration.ofNanos(20));
        Latency mixed = Latency.fixed(Duration.ofNanos(1)).orElse(0.25, uniform);
        Latency lognormal = Latency.lognormal(Duration.ofMillis(1), 0.5);
        int fixed = 0;
        int belowMedian = 0;
        for (int i = 0; i < 10_000; i++) {
            assertThat(uniform.nextNanos(random)).isBetween(10L, 20L);
            fixed += mixed.nextNanos(random) == 1 ? 1 : 0;
            long nanos = lognormal.nextNanos(random);
            assertThat(nanos).isBetween(10_000L, 100_000_000L);
            belowMedian += nanos < 1_000_000 ? 1 : 0;
        }
        assertThat(fixed).isBetween(7_300, 7_700);
        assertThat(belowMedian).isBetween(4_800, 5_200);
    }
}
