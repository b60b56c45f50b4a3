package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Message.Blocks;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One replica of four by itself, Δ = 100 ns, with everything that it does written down in order. */
final class ReplicaFixture implements Effects, Ledger, PayloadSource {
    static final long DELTA = 100;

    /** A message that left; {@code to} is −1 for a broadcast. */
    record Sent(int to, Message message) {}

    final Block genesis = Block.genesis(List.of("chain".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    final Certificate root = Certificate.genesis(genesis.id());
    final Keys keys = new Keys(genesis.id());
    final int me;
    private final Protocol variant;
    private final Set<Mutant> mutants;
    final List<Sent> sent = new ArrayList<>();
    final List<String> steps = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<Block> committed = new ArrayList<>();
    final Map<TimerKind, Long> timers = new EnumMap<>(TimerKind.class);
    final Map<Long, Block> chain = new HashMap<>();
    final Map<Long, Certificate> chainCertificates = new HashMap<>();
    final Set<Block> abandoned = new java.util.HashSet<>();
    boolean syncFails;
    boolean payloadValid = true;

    @Nullable
    SafetyState persisted;

    long now;
    Replica replica;
    private int blocks;

    ReplicaFixture(int me) {
        this(me, Set.of());
    }

    /** A replica of the pipelined variant. */
    static ReplicaFixture pipelined(int me, Mutant... mutants) {
        return new ReplicaFixture(me, Protocol.pipelined(), Set.of(mutants));
    }

    ReplicaFixture(int me, Set<Mutant> mutants) {
        this(me, Protocol.basic(), mutants);
    }

    private ReplicaFixture(int me, Protocol variant, Set<Mutant> mutants) {
        this.me = me;
        this.variant = variant;
        this.mutants = mutants;
        chain.put(0L, genesis);
        replica = create(variant, RestoredState.fresh(genesis), mutants);
    }

    ReplicaFixture(int me, RestoredState restored) {
        this.me = me;
        this.variant = Protocol.basic();
        this.mutants = Set.of();
        chain.put(0L, genesis);
        replica = create(Protocol.basic(), restored, Set.of());
    }

    private Replica create(Protocol variant, RestoredState restored, Set<Mutant> mutants) {
        ReplicaConfig config = ReplicaConfig.of(
                        variant.replicas(4).ownIndex(me).delta(Duration.ofNanos(DELTA)), genesis)
                .mutants(mutants);
        HotStuff2Events told = HotStuff2Events.none();
        told.listen((HotStuff2Listener) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HotStuff2Listener.class}, (proxy, event, arguments) -> {
                    String text = event.getName() + (arguments == null ? "[]" : Arrays.toString(arguments));
                    events.add(text);
                    steps.add(text);
                    return null;
                }));
        return new Replica(config, keys.of(me), told, this, this, this, restored);
    }

    /** Another replica of the same kind, made with what a disk holds. */
    Replica restartedWith(RestoredState restored) {
        return create(variant, restored, mutants);
    }

    ReplicaFixture start() {
        replica.start(now);
        return this;
    }

    /** Lets messages arrive, one after the other. */
    void receive(Message... messages) {
        for (Message message : messages) {
            replica.onMessage(message, now);
        }
    }

    void expire(TimerKind kind) {
        now += timers.getOrDefault(kind, 0L);
        replica.onTimer(kind, now);
    }

    /** A block of the leader in turn, different from every other. */
    Block block(Block parent, long view) {
        byte[] transaction = {(byte) ++blocks, (byte) view};
        return new Block(parent.height() + 1, view, (int) (view % 4), parent.id(), List.of(transaction));
    }

    /** The quorum certificate of a block by all but the last replica. */
    Certificate certify(Block block, Certificate justify) {
        return keys.quorum(block, justify, 0, 1, 2);
    }

    void forget() {
        sent.clear();
        steps.clear();
        events.clear();
    }

    List<Message> messages(Class<? extends Message> type) {
        return sent.stream().map(Sent::message).filter(type::isInstance).toList();
    }

    List<Vote> votes(VotePhase phase) {
        return sent.stream()
                .map(Sent::message)
                .filter(Vote.class::isInstance)
                .map(Vote.class::cast)
                .filter(vote -> vote.phase() == phase)
                .toList();
    }

    /** Events whose text begins so. */
    List<String> told(String beginning) {
        return events.stream().filter(event -> event.startsWith(beginning)).toList();
    }

    int stepOf(String beginning) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).startsWith(beginning)) {
                return i;
            }
        }
        return -1;
    }

    Blocks answer(int from, io.quorumeter.consensus.BlockId wanted, Collection<Block> blocks) {
        return new Blocks(from, wanted, List.copyOf(blocks), null);
    }

    @Override
    public void persistSafety(SafetyState state) {
        persisted = state;
        steps.add("persistSafety");
    }

    @Override
    public void persistBlock(Block block) {
        steps.add("persistBlock " + block.id());
    }

    @Override
    public void persistCommit(Block block, @Nullable Certificate certificate) {
        chain.put(block.height(), block);
        if (certificate != null) {
            chainCertificates.put(block.height(), certificate);
        }
        steps.add("persistCommit " + block.id());
    }

    @Override
    public long sync() {
        steps.add("sync");
        return syncFails ? -1 : 7;
    }

    @Override
    public void send(int to, Message message) {
        sent.add(new Sent(to, message));
        steps.add("send " + message.getClass().getSimpleName());
    }

    @Override
    public void broadcast(Message message) {
        sent.add(new Sent(-1, message));
        steps.add("broadcast " + message.getClass().getSimpleName());
    }

    @Override
    public void setTimer(TimerKind kind, long nanos) {
        timers.put(kind, nanos);
    }

    @Override
    public void cancelTimer(TimerKind kind) {
        timers.remove(kind);
    }

    @Override
    public void committed(Block block, CommitPath path) {
        committed.add(block);
        steps.add("committed " + path);
    }

    @Override
    public void abandoned(Block block) {
        abandoned.add(block);
    }

    @Override
    public @Nullable Block block(long height) {
        return chain.get(height);
    }

    @Override
    public @Nullable Certificate certificate(long height) {
        return chainCertificates.get(height);
    }

    @Override
    public Payload select(long height, List<Block> ancestors) {
        return new Payload(List.of(new byte[] {(byte) ++blocks}), 5);
    }

    @Override
    public boolean valid(Block block, List<Block> ancestors) {
        return payloadValid;
    }

    static Set<Mutant> only(Mutant mutant) {
        return EnumSet.of(mutant);
    }
}
