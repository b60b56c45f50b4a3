package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.testkit.hotstuff2.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkConditionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void partitionWithoutAQuorumOnEitherSide_commitsNothingUntilItHeals(boolean pipelined) {
        SimulatedNetwork network = Adversary.network(pipelined, 4)
                .partition(SECOND, SECOND.multipliedBy(10), 0, 1)
                .start();
        network.runFor(SECOND.multipliedBy(2));
        long height = network.observer().highestHeight();
        assertThat(height).isPositive();
        network.runFor(SECOND.multipliedBy(8).minusMillis(1));
        assertThat(network.observer().highestHeight()).isEqualTo(height);
        assertThat(network.totals().dropped()).isPositive();
        network.runFor(SECOND.multipliedBy(10));
        assertThat(network.observer().lowestHeight()).isGreaterThan(height + 3);
        SimulationAssertions.assertThat(network).replicasAgree();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void replicaCutOff_isLeftBehindAndCatchesUp(boolean pipelined) {
        SimulatedNetwork network = Adversary.network(pipelined, 4)
                .delay(Latency.fixed(Duration.ofMillis(5)))
                .partition(SECOND, SECOND.multipliedBy(120), 3)
                .start();
        network.runFor(SECOND.multipliedBy(119));
        long behind = network.observer().highestHeight() - network.observer().height(3);
        assertThat(behind).isGreaterThan(64);
        network.runFor(SECOND.multipliedBy(5));
        assertThat(network.observer().highestHeight() - network.observer().height(3))
                .isLessThan(4);
        SimulationAssertions.assertThat(network).replicasAgree();
        SimulationAssertions.assertThat(network.observer()).accusesNobody().isClean();
    }

    @Test
    void loss_isAsOftenAsTold_andOnlyBeforeTheCalm() {
        SimulatedNetwork network = HotStuff2Simulation.basic(4)
                .loss(0.1)
                .calmAfter(SECOND.multipliedBy(60))
                .start();
        network.runFor(SECOND.multipliedBy(60).minusNanos(1));
        Totals before = network.totals();
        assertThat((double) before.dropped() / before.sent()).isBetween(0.08, 0.12);
        assertThat(before.duplicated()).isZero();
        network.runFor(SECOND.multipliedBy(10));
        assertThat(network.totals().sent()).isGreaterThan(before.sent());
        assertThat(network.totals().dropped()).isEqualTo(before.dropped());
    }

    @Test
    void duplication_isAsOftenAsTold_andOnlyBeforeTheCalm() {
        List<Long> delays = new ArrayList<>();
        SimulatedNetwork network =
                measured(HotStuff2Simulation.basic(4).duplication(0.1).calmAfter(SECOND.multipliedBy(60)), delays);
        network.runFor(SECOND.multipliedBy(60).minusNanos(1));
        Totals before = network.totals();
        assertThat((double) before.duplicated() / before.sent()).isBetween(0.08, 0.12);
        assertThat(before.dropped()).isZero();
        assertThat((double) delays.size() / before.sent()).isBetween(1.08, 1.12);
        network.runFor(SECOND.multipliedBy(10));
        assertThat(network.totals().duplicated()).isEqualTo(before.duplicated());
    }

    @Test
    void messages_areLateOnlyBeforeTheCalm() {
        List<Long> delays = new ArrayList<>();
        SimulatedNetwork network = measured(
                HotStuff2Simulation.basic(4)
                        .delay(Latency.fixed(Duration.ofMillis(10)))
                        .delayBeforeCalm(Latency.fixed(Duration.ofMillis(70)))
                        .calmAfter(SECOND.multipliedBy(5)),
                delays);
        network.runFor(SECOND.multipliedBy(5).minusNanos(1));
        assertThat(delays).isNotEmpty().containsOnly(70_000_000L);
        network.runFor(Duration.ofMillis(71));
        delays.clear();
        network.runFor(SECOND.multipliedBy(5));
        assertThat(delays).isNotEmpty().containsOnly(10_000_000L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void replicasCutOffAtRandom_areHeardAfterwards_andAllOfThemOnceItIsCalm(boolean isolated) {
        List<Long> delays = new ArrayList<>();
        SimulatedNetwork network = measured(
                HotStuff2Simulation.basic(4)
                        .delay(Latency.fixed(Duration.ofMillis(10)))
                        .isolations(isolated ? 2 : 0, SECOND)
                        .calmAfter(SECOND.multipliedBy(10)),
                delays);
        network.runFor(SECOND.multipliedBy(10).plusMillis(10));
        assertThat(delays.stream().anyMatch(nanos -> nanos > 200_000_000)).isEqualTo(isolated);
        assertThat(delays).allMatch(nanos -> nanos >= 10_000_000 && nanos <= 1_010_000_000);
        assertThat(network.totals().dropped()).isZero();
        delays.clear();
        network.runFor(SECOND.multipliedBy(5));
        assertThat(delays).isNotEmpty().containsOnly(10_000_000L);
    }

    /** How long each message took that arrived, nothing for the second of two. */
    private static SimulatedNetwork measured(HotStuff2Simulation description, List<Long> delays) {
        record Way(int to, Message message) {}
        Map<Way, Deque<Long>> left = new HashMap<>();
        SimulatedNetwork[] running = new SimulatedNetwork[1];
        running[0] = description
                .watch(new WireListener() {
                    @Override
                    public void sent(int from, int to, Message message) {
                        left.computeIfAbsent(new Way(to, message), way -> new ArrayDeque<>())
                                .add(
                                        running[0] == null
                                                ? 0
                                                : running[0].elapsed().toNanos());
                    }

                    @Override
                    public void delivered(int to, Message message) {
                        Long sent = left.getOrDefault(new Way(to, message), new ArrayDeque<>())
                                .poll();
                        delays.add(sent == null ? 0 : running[0].elapsed().toNanos() - sent);
                    }
                })
                .start();
        return running[0];
    }

    @Test
    void messagesHeldUp_areOvertakenOnlyUntilTheCalm() {
        assertThat(overtaken(HotStuff2Simulation.basic(4).calmAfter(SECOND), 0)).isZero();
        HotStuff2Simulation held = HotStuff2Simulation.basic(4)
                .reordering(0.2, Duration.ofMillis(200))
                .calmAfter(SECOND.multipliedBy(3));
        assertThat(overtaken(held, 0)).isPositive();
        HotStuff2Simulation calm = HotStuff2Simulation.basic(4)
                .reordering(1, Duration.ofMillis(200))
                .calmAfter(Duration.ZERO);
        assertThat(overtaken(calm, 0)).isZero();
    }

    /** How many messages came before one that the same replica had sent the same receiver earlier. */
    private static int overtaken(HotStuff2Simulation description, int receiver) {
        Map<Message, Integer> order = new HashMap<>();
        List<Integer> arrived = new ArrayList<>();
        SimulatedNetwork network = description
                .delay(Latency.fixed(Duration.ofMillis(10)))
                .watch(new WireListener() {
                    @Override
                    public void sent(int from, int to, Message message) {
                        if (from == 1 && to == receiver) {
                            order.putIfAbsent(message, order.size());
                        }
                    }

                    @Override
                    public void delivered(int to, Message message) {
                        if (to == receiver && message.sender() == 1) {
                            arrived.add(order.getOrDefault(message, -1));
                        }
                    }
                })
                .start();
        network.runFor(SECOND.multipliedBy(3));
        int overtaken = 0;
        for (int i = 1; i < arrived.size(); i++) {
            overtaken += arrived.get(i) < arrived.get(i - 1) ? 1 : 0;
        }
        return overtaken;
    }

    @Test
    void narrowLinks_slowTheNetworkDown() {
        Duration wide = timeFor(HotStuff2Simulation.basic(4));
        Duration enough = timeFor(HotStuff2Simulation.basic(4).bandwidth(1_000_000_000));
        Duration narrow = timeFor(HotStuff2Simulation.basic(4).bandwidth(50_000));
        assertThat(enough).isBetween(wide, wide.plusMillis(10));
        assertThat(narrow).isGreaterThan(wide.multipliedBy(2));
    }

    private static Duration timeFor(HotStuff2Simulation description) {
        SimulatedNetwork network = description
                .delay(Latency.fixed(Duration.ofMillis(5)))
                .transactions(10)
                .start();
        network.runUntilCommitted(50);
        return network.elapsed();
    }

    @Test
    void clockAhead_showsInTimesOfEventsAndNowhereElse() {
        long[] entered = new long[4];
        SimulatedNetwork apart = entering(entered, HotStuff2Simulation.basic(4).clockOffset(2, Duration.ofHours(1)));
        assertThat(entered[2] - entered[1])
                .isBetween(
                        Duration.ofMinutes(59).toNanos(), Duration.ofMinutes(61).toNanos());
        assertThat(entered[3]).isLessThan(Duration.ofMinutes(1).toNanos());
        SimulatedNetwork together = entering(entered, HotStuff2Simulation.basic(4));
        assertThat(apart.traceDigest()).isEqualTo(together.traceDigest());
    }

    private static SimulatedNetwork entering(long[] entered, HotStuff2Simulation description) {
        SimulatedNetwork network = description
                .events(replica -> {
                    HotStuff2Events events = HotStuff2Events.none();
                    events.listen(new HotStuff2Listener() {
                        @Override
                        public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
                            entered[replica] = nanos;
                        }
                    });
                    return events;
                })
                .start();
        network.runFor(SECOND.multipliedBy(3));
        return network;
    }

    @Test
    void jitter_addsUpToItsBound() {
        Latency jittered = Latency.fixed(Duration.ofNanos(100)).jitter(Duration.ofNanos(10));
        SplittableRandom random = new SplittableRandom(3);
        List<Long> drawn = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            drawn.add(jittered.nextNanos(random));
        }
        assertThat(drawn).allMatch(nanos -> nanos >= 100 && nanos <= 110).contains(100L, 110L);
    }

    @Test
    void wrongConditions_areRefusedByName() {
        HotStuff2Simulation description = HotStuff2Simulation.basic(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description.partition(SECOND, Duration.ZERO, 1))
                .withMessageContaining("partition: from PT1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description.partition(Duration.ZERO, SECOND, 4))
                .withMessageContaining("partition: 4 is not one of 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description.bandwidth(0))
                .withMessageContaining("bandwidth: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description.reordering(2, SECOND))
                .withMessageContaining("reordering: 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description.reordering(0.5, Duration.ZERO))
                .withMessageContaining("reordering: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description.clockOffset(-1, SECOND))
                .withMessageContaining("clockOffset: -1");
    }
}
