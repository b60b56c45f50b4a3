package io.quorumeter.examples.node;

import io.quorumeter.testkit.byzantine.ByzantineReplica;
import io.quorumeter.testkit.byzantine.Coalition;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Effects;
import io.quorumeter.testkit.hotstuff2.Replica;
import io.quorumeter.testkit.hotstuff2.ReplicaConfig;
import io.quorumeter.testkit.hotstuff2.StateMachine;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The state machine of a node: a correct replica, or one that breaks the protocol around a correct one.
 *
 * @param driven what gets messages and timers
 * @param correct the correct replica
 * @param reform has it follow the protocol from now on, from any thread
 * @param misdeeds how often it has broken the protocol on purpose, from any thread
 */
record Machine(StateMachine driven, Replica correct, Runnable reform, LongSupplier misdeeds) {

    static Machine of(
            NodeConfig config,
            ReplicaConfig replica,
            Crypto crypto,
            Effects effects,
            Function<Effects, Replica> correct) {
        if (config.behaviour().isEmpty()) {
            Replica honest = correct.apply(effects);
            return new Machine(honest, honest, () -> {}, () -> 0);
        }
        long seed = config.identity().index();
        ByzantineReplica byzantine = new ByzantineReplica(
                config.behaviour().get(), seed, new Coalition(seed), replica, crypto, effects, correct);
        return new Machine(byzantine, byzantine.inside(), byzantine::reform, byzantine::acts);
    }

    long committedHeight() {
        return correct.committed().height();
    }
}
