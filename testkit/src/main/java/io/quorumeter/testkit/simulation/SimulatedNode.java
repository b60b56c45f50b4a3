package io.quorumeter.testkit.simulation;

import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.byzantine.ByzantineReplica;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Effects;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Mutant;
import io.quorumeter.testkit.hotstuff2.PayloadSource;
import io.quorumeter.testkit.hotstuff2.Replica;
import io.quorumeter.testkit.hotstuff2.ReplicaConfig;
import io.quorumeter.testkit.hotstuff2.RestoredState;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import io.quorumeter.testkit.hotstuff2.StateMachine;
import io.quorumeter.testkit.hotstuff2.TimerKind;
import org.jspecify.annotations.Nullable;

/** Drives one replica over its crashes and restarts: disk, timers, and the way to the network. */
final class SimulatedNode implements Effects {
    private final SimulatedNetwork network;
    private final ReplicaConfig config;
    private final Crypto crypto;
    private final HotStuff2Events events;
    private final PayloadSource payloads;
    private final SimulatedDisk disk;
    private final long clockOffset;
    private final int[] generations = new int[TimerKind.values().length];
    private @Nullable Replica replica;
    private @Nullable StateMachine machine;
    private final long[] deviations = new long[Mutant.values().length];

    SimulatedNode(
            SimulatedNetwork network,
            ReplicaConfig config,
            Crypto crypto,
            HotStuff2Events events,
            PayloadSource payloads,
            SimulatedDisk disk) {
        this.network = network;
        this.config = config;
        this.crypto = crypto;
        this.events = events;
        this.payloads = payloads;
        this.disk = disk;
        this.clockOffset = network.clockOffset(config.index()).toNanos();
    }

    int index() {
        return config.index();
    }

    @Nullable
    Replica replica() {
        return replica;
    }

    boolean isUp() {
        return replica != null;
    }

    void start() {
        RestoredState restored = disk.restore();
        network.observer().restarted(index(), restored);
        Behaviour behaviour = network.behaviour(index());
        StateMachine driven;
        if (behaviour == null) {
            replica = new Replica(config, crypto, events, this, payloads, disk, restored);
            driven = replica;
        } else {
            ByzantineReplica twisted = new ByzantineReplica(
                    behaviour,
                    network.seedOf(index()),
                    network.coalition(),
                    config,
                    crypto,
                    this,
                    effects -> new Replica(config, crypto, events, effects, payloads, disk, restored));
            replica = twisted.inside();
            driven = twisted;
        }
        machine = driven;
        driven.start(clock());
    }

    /** What its own clock shows. */
    private long clock() {
        return network.now() + clockOffset;
    }

    void crash() {
        for (Mutant mutant : Mutant.values()) {
            deviations[mutant.ordinal()] = deviations(mutant);
        }
        replica = null;
        machine = null;
        disk.crash();
        for (int i = 0; i < generations.length; i++) {
            generations[i]++;
        }
    }

    /** How often a fault acted, over all restarts. */
    long deviations(Mutant mutant) {
        return deviations[mutant.ordinal()] + (replica == null ? 0 : replica.deviations(mutant));
    }

    boolean deliver(Message message) {
        if (machine == null) {
            return false;
        }
        machine.onMessage(message, 0, clock());
        return true;
    }

    boolean expire(TimerKind timer, int generation) {
        if (machine == null || generations[timer.ordinal()] != generation) {
            return false;
        }
        machine.onTimer(timer, clock());
        return true;
    }

    @Override
    public void persistSafety(SafetyState state) {
        disk.writeSafety(state);
    }

    @Override
    public void persistBlock(Block block) {
        disk.writeBlock(block);
    }

    @Override
    public void persistCommit(Block block, @Nullable Certificate certificate) {
        disk.writeCommit(block, certificate);
    }

    @Override
    public long sync() {
        if (!disk.sync()) {
            return -1;
        }
        network.observer().synced(index());
        return 0;
    }

    @Override
    public void send(int to, Message message) {
        network.observer().left(index(), message, network.now());
        network.send(index(), to, message);
    }

    @Override
    public void broadcast(Message message) {
        network.observer().left(index(), message, network.now());
        for (int to = 0; to < config.replicas(); to++) {
            if (to != index()) {
                network.send(index(), to, message);
            }
        }
    }

    @Override
    public void setTimer(TimerKind kind, long nanos) {
        network.timer(index(), kind, ++generations[kind.ordinal()], nanos);
    }

    @Override
    public void cancelTimer(TimerKind kind) {
        generations[kind.ordinal()]++;
    }

    @Override
    public void committed(Block block, CommitPath path) {
        network.committed(index(), block);
    }

    @Override
    public void abandoned(Block block) {}
}
