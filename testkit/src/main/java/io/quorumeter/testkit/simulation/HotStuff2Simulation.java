package io.quorumeter.testkit.simulation;

import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Mutant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Describes a network of HotStuff-2 replicas in virtual time, then starts it. The same description and seed give the same
 * run, message by message.
 *
 * <p>Until the network calms, messages may be late, lost, doubled and overtaken, and replicas may crash; afterwards every
 * message arrives after {@link #delay}, and who is down comes back. By default it is calm from the start. Each replica has a
 * {@link io.quorumeter.consensus.safety.SafetyMonitor}, and so has the {@link NetworkObserver} that sees every message.
 *
 * <pre>{@code
 * SimulatedNetwork network = HotStuff2Simulation.basic(10).seed(42)
 *         .delay(Latency.lognormal(Duration.ofMillis(20), 0.3))
 *         .start();
 * network.runUntilCommitted(1_000);
 * }</pre>
 *
 * Not for several threads; a simulation shares nothing with another one.
 */
public final class HotStuff2Simulation extends NetworkConditions<HotStuff2Simulation> {
    /** A replica that goes down or comes back at a time. */
    record Planned(Duration at, int replica, boolean up) {}

    Protocol protocol;
    long seed = 1;
    int crashing;
    Duration longestOutage = Duration.ofSeconds(1);
    DiskFault disk = DiskFault.NONE;
    int transactions = 2;
    int syncBatch = 64;
    boolean throughCodec;
    final List<Planned> planned = new ArrayList<>();
    final Map<Integer, Set<Mutant>> mutants = new HashMap<>();
    final Map<Integer, Behaviour> byzantine = new TreeMap<>();

    @Nullable
    IntFunction<Crypto> crypto;

    @Nullable
    IntFunction<HotStuff2Events> events;

    boolean watched = true;
    WireListener wire = new WireListener() {};

    private HotStuff2Simulation(Protocol protocol) {
        this.protocol = protocol;
    }

    /**
     * Replicas of the basic variant, with a Δ of 50 ms and messages that take 5 to 50 ms.
     *
     * @param replicas how many, at least 2
     * @return a description to refine
     * @throws IllegalArgumentException when out of range
     */
    public static HotStuff2Simulation basic(int replicas) {
        return of(Protocol.basic(), replicas);
    }

    /**
     * Replicas of the pipelined variant, with a Δ of 50 ms and messages that take 5 to 50 ms.
     *
     * @param replicas how many, at least 2
     * @return a description to refine
     * @throws IllegalArgumentException when out of range
     */
    public static HotStuff2Simulation pipelined(int replicas) {
        return of(Protocol.pipelined(), replicas);
    }

    private static HotStuff2Simulation of(Protocol variant, int replicas) {
        if (replicas < 2) {
            throw new IllegalArgumentException("replicas: " + replicas + " cannot agree; needs 2 or more");
        }
        return new HotStuff2Simulation(variant.replicas(replicas).delta(Duration.ofMillis(50)));
    }

    @Override
    HotStuff2Simulation self() {
        return this;
    }

    @Override
    int replicas() {
        return protocol.replicas();
    }

    /**
     * Sets where all chance comes from.
     *
     * @param value any number
     * @return this
     */
    public HotStuff2Simulation seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Sets the delivery bound that replicas go by; {@link #delay} should stay below it.
     *
     * @param delta above zero
     * @return this
     */
    public HotStuff2Simulation delta(Duration delta) {
        protocol = protocol.delta(delta);
        return this;
    }

    /**
     * Crashes replicas at random and restarts them, until the network calms; the last come back at most one outage later.
     *
     * @param atOnce how many may be down at one time
     * @param longest the longest time that one is down
     * @return this
     * @throws IllegalArgumentException when more should be down than there are
     */
    public HotStuff2Simulation crashes(int atOnce, Duration longest) {
        if (atOnce < 0 || atOnce > protocol.replicas()) {
            throw new IllegalArgumentException("crashes: " + atOnce + " of " + protocol.replicas() + " replicas");
        }
        crashing = atOnce;
        longestOutage = DurationRange.positive("crashes", longest);
        return this;
    }

    /**
     * Crashes a replica: what its disk has not synced is lost, and it is silent.
     *
     * @param replica its index
     * @param at when, from the start
     * @return this
     */
    public HotStuff2Simulation crash(int replica, Duration at) {
        planned.add(new Planned(DurationRange.notNegative("crash", at), replica, false));
        return this;
    }

    /**
     * Restarts a crashed replica from its disk.
     *
     * @param replica its index
     * @param at when, from the start
     * @return this
     */
    public HotStuff2Simulation restart(int replica, Duration at) {
        planned.add(new Planned(DurationRange.notNegative("restart", at), replica, true));
        return this;
    }

    /**
     * Gives every replica a disk with a fault.
     *
     * @param fault what is wrong
     * @return this
     */
    public HotStuff2Simulation disks(DiskFault fault) {
        disk = fault;
        return this;
    }

    /**
     * Switches faults on in one replica.
     *
     * @param replica its index
     * @param faults which
     * @return this
     */
    public HotStuff2Simulation mutant(int replica, Mutant... faults) {
        mutants.computeIfAbsent(replica, r -> EnumSet.noneOf(Mutant.class)).addAll(List.of(faults));
        return this;
    }

    /**
     * Switches faults on in all replicas.
     *
     * @param faults which
     * @return this
     */
    public HotStuff2Simulation mutants(Mutant... faults) {
        for (int replica = 0; replica < protocol.replicas(); replica++) {
            mutant(replica, faults);
        }
        return this;
    }

    /**
     * Makes a replica Byzantine. Several act together. Called again for one replica it does both.
     *
     * @param replica its index
     * @param behaviour what it does
     * @return this
     * @throws IllegalArgumentException when there is no such replica
     */
    public HotStuff2Simulation byzantine(int replica, Behaviour behaviour) {
        byzantine.merge(existing("byzantine", replica), behaviour, Behaviour::and);
        return this;
    }

    /**
     * Sets how many transactions of 16 bytes a block holds.
     *
     * @param perBlock 0 or more
     * @return this
     */
    public HotStuff2Simulation transactions(int perBlock) {
        transactions = perBlock;
        return this;
    }

    /**
     * Sets from how many heights behind a replica catches up by committed blocks.
     *
     * @param heights 1 to 256
     * @return this
     */
    public HotStuff2Simulation syncBatch(int heights) {
        syncBatch = heights;
        return this;
    }

    /**
     * Encodes each message to bytes and back on its way, instead of handing over the object.
     *
     * @return this
     */
    public HotStuff2Simulation throughCodec() {
        throughCodec = true;
        return this;
    }

    /**
     * Gives the replicas signatures of the host's, in the place of those that cost next to nothing.
     *
     * @param ofReplica signs as the replica of an index, and verifies as any
     * @return this
     */
    public HotStuff2Simulation crypto(IntFunction<Crypto> ofReplica) {
        crypto = ofReplica;
        return this;
    }

    /**
     * Sets who is told what the replicas do.
     *
     * @param ofReplica gives the events of each replica, by index; called once for each
     * @return this
     */
    public HotStuff2Simulation events(IntFunction<HotStuff2Events> ofReplica) {
        events = ofReplica;
        return this;
    }

    /**
     * Leaves out the safety monitors of the replicas and of the observer, for runs that measure time.
     *
     * @return this
     */
    public HotStuff2Simulation unwatched() {
        watched = false;
        return this;
    }

    /**
     * Sets who is told what crosses the network.
     *
     * @param listener told of every message and timer of every replica
     * @return this
     */
    public HotStuff2Simulation watch(WireListener listener) {
        wire = listener;
        return this;
    }

    /**
     * Starts all replicas at time zero.
     *
     * @return the running network
     */
    public SimulatedNetwork start() {
        return new SimulatedNetwork(this);
    }
}
