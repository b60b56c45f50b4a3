package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByzantineTest {
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** There is one vote; and by itself, with no leader that conceals its lock, there is nothing below a lock to vote for. */
    private static final Set<Misbehaviour> ONLY_BASIC =
            EnumSet.of(Misbehaviour.DOUBLE_VOTE2, Misbehaviour.VOTE_BELOW_LOCK);

    /** A network in trouble, so that views end without a certificate and leaders have to wait. */
    private static HotStuff2Simulation troubled(HotStuff2Simulation description, long seed) {
        return description
                .seed(seed)
                .delayBeforeCalm(Latency.uniform(Duration.ofMillis(5), Duration.ofMillis(60))
                        .orElse(0.2, Latency.uniform(Duration.ofMillis(100), Duration.ofMillis(600))))
                .loss(0.2)
                .isolations(3, Duration.ofMillis(1_200))
                .calmAfter(CALM);
    }

    private static SimulatedNetwork run(HotStuff2Simulation description) {
        SimulatedNetwork network = description.start();
        network.runFor(CALM);
        long target = network.observer().highestHeight() + 3;
        assertThat(network.runUntil(() -> network.observer().lowestHeight() >= target, PATIENCE))
                .as(network::toString)
                .isTrue();
        assertThat(network.observer().isClean()).as(network::toString).isTrue();
        return network;
    }

    @ParameterizedTest
    @EnumSource
    void oneKindByUpToF_actsAndNeitherForksNorStopsTheOthers(Misbehaviour kind) {
        for (boolean pipelined : new boolean[] {false, true}) {
            long acts = 0;
            for (long seed = 1; seed <= 12; seed++) {
                HotStuff2Simulation description =
                        pipelined ? HotStuff2Simulation.pipelined(7) : HotStuff2Simulation.basic(7);
                SimulatedNetwork network = run(troubled(description, seed)
                        .byzantine(2, Behaviour.of(kind))
                        .byzantine(3, Behaviour.of(kind)));
                acts += network.acts(2, kind) + network.acts(3, kind);
                assertThat(network.acts(1, kind)).isZero();
            }
            if (!pipelined || !ONLY_BASIC.contains(kind)) {
                assertThat(acts).as("pipelined %s", pipelined).isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void voteBelowLock_actsWhereALeaderExtendsALowerLock(boolean pipelined) {
        long acts = 0;
        for (long seed = 1; seed <= 4; seed++) {
            HotStuff2Simulation description =
                    pipelined ? HotStuff2Simulation.pipelined(7) : HotStuff2Simulation.basic(7);
            acts += run(troubled(description, seed)
                            .byzantine(2, Behaviour.concealLock())
                            .byzantine(3, Behaviour.voteBelowLock()))
                    .acts(3, Misbehaviour.VOTE_BELOW_LOCK);
        }
        assertThat(acts).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void concealLock_actsAlsoWhereNothingElseGoesWrong_whicheverReplicaItIs(int replica) {
        SimulatedNetwork network = HotStuff2Simulation.basic(4)
                .byzantine(replica, Behaviour.concealLock())
                .start();
        network.runFor(Duration.ofSeconds(2));
        assertThat(network.acts(replica, Misbehaviour.CONCEAL_LOCK)).isPositive();
    }

    @Test
    void sameSeed_givesTheSameByzantineRun() {
        long[] digests = new long[3];
        for (int i = 0; i < digests.length; i++) {
            digests[i] = run(troubled(HotStuff2Simulation.basic(4), 11 + i / 2).byzantine(1, Behaviour.random(5)))
                    .traceDigest();
        }
        assertThat(digests[1]).isEqualTo(digests[0]);
        assertThat(digests[2]).isNotEqualTo(digests[0]);
    }

    @Test
    void behaviour_actsOnlyInItsViewsAndByChance() {
        SimulatedNetwork never = run(HotStuff2Simulation.basic(4)
                .byzantine(1, Behaviour.equivocate().inViews(100_000, 100_001))
                .byzantine(1, Behaviour.silent().withChance(0)));
        assertThat(never.acts(1, Misbehaviour.EQUIVOCATE)).isZero();
        assertThat(never.acts(1, Misbehaviour.SILENT)).isZero();
        SimulatedNetwork once = run(HotStuff2Simulation.basic(4)
                .byzantine(1, Behaviour.wrongLeader().inViews(6, 6)));
        assertThat(once.acts(1, Misbehaviour.WRONG_LEADER)).isEqualTo(1);
        SimulatedNetwork half =
                run(HotStuff2Simulation.basic(4).byzantine(1, Behaviour.flood().withChance(0.5)));
        long views = half.observer().highestHeight();
        assertThat(half.acts(1, Misbehaviour.FLOOD)).isBetween(views / 4, 3 * views / 4);
    }

    @Test
    void wrongDescription_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HotStuff2Simulation.basic(4).byzantine(4, Behaviour.silent()))
                .withMessageContaining("byzantine: 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Behaviour.silent().withChance(1.5))
                .withMessageContaining("chance: 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Behaviour.silent().inViews(5, 4))
                .withMessageContaining("from 5 to 4");
    }
}
