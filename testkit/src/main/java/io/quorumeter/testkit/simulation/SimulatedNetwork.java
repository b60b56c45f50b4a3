package io.quorumeter.testkit.simulation;

import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.safety.SafetyMonitor;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.byzantine.Coalition;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Mutant;
import io.quorumeter.testkit.hotstuff2.Payload;
import io.quorumeter.testkit.hotstuff2.PayloadSource;
import io.quorumeter.testkit.hotstuff2.Replica;
import io.quorumeter.testkit.hotstuff2.ReplicaConfig;
import io.quorumeter.testkit.hotstuff2.TimerKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A running simulation. Time stands still between calls and jumps from event to event within them.
 *
 * <p>Chance is drawn from generators of their own for delays, for faults, for outages and for disks, each split from the seed, so that
 * switching one kind of trouble on leaves the others as they were.
 */
public final class SimulatedNetwork {
    private static final int TRANSACTION_BYTES = 16;
    private static final long PATIENCE_DELTAS = 2_000;

    private final HotStuff2Simulation plan;
    private final long calmAfter;
    private final long delta;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final EventHeap heap = new EventHeap();
    private final NetworkObserver observer;
    private final Links links;
    private final Coalition coalition;
    private final long[] behaviourSeeds;
    private final List<SafetyMonitor> monitors = new ArrayList<>();
    private final SplittableRandom outages;
    private long now;
    private long nextTransaction;
    private long trace = 1;
    private long timers;
    private long crashes;
    private long restarts;

    SimulatedNetwork(HotStuff2Simulation plan) {
        this.plan = plan;
        this.calmAfter = plan.calmAfter.toNanos();
        this.delta = plan.protocol.delta().toNanos();
        SplittableRandom random = new SplittableRandom(plan.seed);
        SimulatedCrypto simulated = new SimulatedCrypto(plan.protocol.replicas(), random.split());
        IntFunction<Crypto> crypto = plan.crypto != null ? plan.crypto : simulated::signer;
        SplittableRandom delays = random.split();
        SplittableRandom troubles = random.split();
        outages = random.split();
        SplittableRandom disks = random.split();
        SplittableRandom behaviours = random.split();
        coalition = new Coalition(behaviours.nextLong());
        behaviourSeeds = behaviours.longs(plan.protocol.replicas()).toArray();
        Block genesis =
                Block.genesis(List.of(ByteBuffer.allocate(8).putLong(plan.seed).array()));
        links = new Links(plan, heap, delays, troubles);
        observer = new NetworkObserver(
                plan.protocol, plan.byzantine.keySet(), genesis, plan.watched ? crypto.apply(0) : null);
        for (int i = 0; i < plan.protocol.replicas(); i++) {
            ReplicaConfig config = ReplicaConfig.of(plan.protocol.ownIndex(i), genesis)
                    .syncBatch(plan.syncBatch)
                    .mutants(plan.mutants.getOrDefault(i, Set.of()));
            nodes.add(new SimulatedNode(
                    this,
                    config,
                    crypto.apply(i),
                    eventsOf(i),
                    new Transactions(),
                    new SimulatedDisk(genesis, plan.disk, disks.split())));
        }
        nodes.forEach(SimulatedNode::start);
        plan.planned.forEach(planned ->
                heap.action(planned.at().toNanos(), () -> power(nodes.get(planned.replica()), planned.up())));
        for (int i = 0; i < plan.crashing; i++) {
            planOutage();
        }
        for (int i = 0; i < plan.isolating; i++) {
            planIsolation();
        }
    }

    /**
     * Lets time pass.
     *
     * @param time how much, zero to 36,500 days
     * @throws IllegalArgumentException when it is out of range
     */
    public void runFor(Duration time) {
        long end = now + DurationRange.notNegative("time", time).toNanos();
        runUntil(() -> false, end);
        now = end;
    }

    /**
     * Lets time pass until something holds.
     *
     * @param condition looked at after every event
     * @param limit how long at most, zero to 36,500 days
     * @return whether it came to hold
     * @throws IllegalArgumentException when it is out of range
     */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        return runUntil(
                condition, now + DurationRange.notNegative("limit", limit).toNanos());
    }

    /**
     * Lets time pass until every replica has committed a height.
     *
     * @param height the height
     * @throws AssertionError when nobody commits anything for 2,000 Δ before that
     */
    public void runUntilCommitted(long height) {
        long before = -1;
        while (observer.lowestHeight() < height) {
            if (observer.commits() == before) {
                throw new AssertionError("nothing was committed for " + PATIENCE_DELTAS + " delta: " + this);
            }
            before = observer.commits();
            runUntil(() -> observer.lowestHeight() >= height, now + PATIENCE_DELTAS * delta);
        }
    }

    private boolean runUntil(BooleanSupplier condition, long end) {
        while (!condition.getAsBoolean()) {
            EventHeap.Event event = heap.peek();
            if (event == null || event.time > end) {
                return false;
            }
            heap.poll();
            now = event.time;
            handle(event);
        }
        return true;
    }

    private void handle(EventHeap.Event event) {
        trace = (trace * 31 + event.time) * 31 + event.replica;
        if (event.message != null) {
            trace = trace * 31 + event.message.getClass().getName().hashCode() + event.message.sender();
            if (nodes.get(event.replica).deliver(event.message)) {
                plan.wire.delivered(event.replica, event.message);
            } else {
                links.undeliverable();
            }
        } else if (event.timer != null) {
            if (nodes.get(event.replica).expire(event.timer, event.generation)) {
                timers++;
                plan.wire.expired(event.replica, event.timer);
            }
        } else if (event.action != null) {
            event.action.run();
        }
    }

    void send(int from, int to, Message message) {
        links.send(from, to, message, now);
    }

    void timer(int replica, TimerKind kind, int generation, long nanos) {
        heap.timer(now + nanos, replica, kind, generation);
    }

    void committed(int replica, Block block) {
        trace = trace * 31 + block.id().first() + replica;
        observer.committed(replica, block);
    }

    /** One of the outages of which several may overlap: a replica goes down, comes back, and then another one may. */
    private void planOutage() {
        long longest = Math.max(1, plan.longestOutage.toNanos());
        heap.action(now + outages.nextLong(longest), () -> {
            List<SimulatedNode> up = nodes.stream().filter(SimulatedNode::isUp).toList();
            if (now < calmAfter && !up.isEmpty()) {
                SimulatedNode node = up.get(outages.nextInt(up.size()));
                power(node, false);
                heap.action(now + 1 + outages.nextLong(longest), () -> {
                    power(node, true);
                    planOutage();
                });
            }
        });
    }

    /** One of the isolations of which several may overlap. */
    private void planIsolation() {
        long longest = Math.max(1, plan.longestIsolation.toNanos());
        heap.action(now + outages.nextLong(longest), () -> {
            if (now < calmAfter) {
                int replica = outages.nextInt(nodes.size());
                int way = outages.nextInt(3);
                long end = Math.min(calmAfter, now + 1 + outages.nextLong(longest));
                if (way != 0) {
                    links.silence(replica, end);
                }
                if (way != 1) {
                    links.deafen(replica, end);
                }
                heap.action(end, this::planIsolation);
            }
        });
    }

    private void power(SimulatedNode node, boolean up) {
        if (up && !node.isUp()) {
            restarts++;
            node.start();
        } else if (!up && node.isUp()) {
            crashes++;
            node.crash();
        }
    }

    /** The events of a replica; when nobody else is to be told, with a safety monitor and no metrics behind them. */
    private HotStuff2Events eventsOf(int replica) {
        HotStuff2Events events = plan.events == null ? HotStuff2Events.none() : plan.events.apply(replica);
        SafetyMonitor monitor = events.safety();
        if (plan.events == null && plan.watched) {
            monitor = SafetyMonitor.of(plan.protocol.ownIndex(replica));
            events.listen(monitor);
        }
        monitors.add(monitor);
        return events;
    }

    /**
     * What a replica's own monitor found, over all of its restarts.
     *
     * @param replica its index
     * @return the monitor behind its events
     */
    public SafetyMonitor safety(int replica) {
        return monitors.get(replica);
    }

    /**
     * Whom a replica's own monitor holds something against that only a faulty validator does.
     *
     * @param replica its index
     * @return indices of replicas, ascending
     */
    public SortedSet<Integer> accusedBy(int replica) {
        return NetworkObserver.accusedBy(safety(replica));
    }

    Protocol protocol() {
        return plan.protocol;
    }

    Duration clockOffset(int replica) {
        return plan.clockOffsets.getOrDefault(replica, Duration.ZERO);
    }

    /** What a Byzantine replica does; null for a correct one. */
    @Nullable
    Behaviour behaviour(int replica) {
        return plan.byzantine.get(replica);
    }

    long seedOf(int replica) {
        return behaviourSeeds[replica];
    }

    Coalition coalition() {
        return coalition;
    }

    /**
     * How often a Byzantine replica did something.
     *
     * @param replica its index
     * @param kind what
     * @return 0 for a correct one
     */
    public long acts(int replica, Misbehaviour kind) {
        return coalition.acts(replica, kind);
    }

    long now() {
        return now;
    }

    /**
     * The time that has passed.
     *
     * @return since the start
     */
    public Duration elapsed() {
        return Duration.ofNanos(now);
    }

    /**
     * Who watches from outside.
     *
     * @return the observer
     */
    public NetworkObserver observer() {
        return observer;
    }

    /**
     * A replica as it runs now, to look at.
     *
     * @param index its index
     * @return null while it is down
     */
    public @Nullable Replica replica(int index) {
        return nodes.get(index).replica();
    }

    /**
     * How often a fault that was switched on made some replica act otherwise than a correct one.
     *
     * @param mutant the fault
     * @return over all replicas and restarts
     */
    public long deviations(Mutant mutant) {
        return nodes.stream().mapToLong(node -> node.deviations(mutant)).sum();
    }

    /**
     * What was carried so far.
     *
     * @return the totals
     */
    public Totals totals() {
        return new Totals(
                links.sent(),
                links.dropped(),
                links.duplicated(),
                timers,
                crashes,
                restarts,
                observer.commits(),
                observer.forks());
    }

    /**
     * A number that sums up every event so far in order: two runs with one digest went the same way.
     *
     * @return the digest
     */
    public long traceDigest() {
        return trace;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed " + plan.seed + " at " + elapsed() + ": " + observer);
        for (SimulatedNode node : nodes) {
            Replica replica = node.replica();
            text.append("; replica ").append(node.index()).append(' ');
            text.append(
                    replica == null
                            ? "down"
                            : "view " + replica.view() + " height "
                                    + replica.committed().height());
        }
        return text.toString();
    }

    /** Every transaction is another one, so that a block built again after a crash is another block. */
    private final class Transactions implements PayloadSource {
        @Override
        public Payload select(long height, List<Block> ancestors) {
            List<byte[]> chosen = new ArrayList<>();
            for (int i = 0; i < plan.transactions; i++) {
                chosen.add(ByteBuffer.allocate(TRANSACTION_BYTES)
                        .putLong(8, nextTransaction++)
                        .array());
            }
            return new Payload(chosen, 0);
        }

        @Override
        public boolean valid(Block block, List<Block> ancestors) {
            return block.transactions().stream().allMatch(transaction -> transaction.length == TRANSACTION_BYTES);
        }
    }
}
