package io.quorumeter.examples.node;

import io.quorumeter.BusyTime;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.PerformanceMetrics;
import io.quorumeter.consensus.ProcessingStage;
import io.quorumeter.examples.node.store.ReplicaStore;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.examples.node.transport.Transport;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Effects;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import io.quorumeter.testkit.hotstuff2.TimerKind;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the state machine wants, in its order and at once: writes to disk, sends, timers, commits. After the first failure of
 * the store nothing more is said to be durable, and after a crash nothing more is done at all. The consensus thread only, but for
 * {@link #crash}.
 */
final class NodeEffects implements Effects {

    /** A put on the store. */
    private interface Put {
        void run() throws StoreException;
    }

    private final ReplicaStore store;
    private final Transport transport;
    private final Timers timers;
    private final Application application;
    private final BlockPayloads payloads;
    private final PerformanceMetrics performance;
    private final BusyTime storing;
    private final LongSupplier clock;
    private @Nullable StoreException failure;
    private volatile boolean crashed;

    NodeEffects(
            ReplicaStore store,
            Transport transport,
            Timers timers,
            Application application,
            BlockPayloads payloads,
            PerformanceMetrics performance,
            LongSupplier clock) {
        this.store = store;
        this.transport = transport;
        this.timers = timers;
        this.application = application;
        this.payloads = payloads;
        this.performance = performance;
        this.storing = performance.worker(ProcessingStage.STORAGE);
        this.clock = clock;
    }

    /** Stops everything where it is: what comes after the current effect never happened. Any thread. */
    void crash() {
        crashed = true;
    }

    /** Returns what broke the store, or null. */
    @Nullable
    StoreException failure() {
        return failure;
    }

    @Override
    public void persistSafety(SafetyState state) {
        put(() -> store.putSafety(state));
    }

    @Override
    public void persistBlock(Block block) {
        put(() -> store.putBlock(block));
    }

    @Override
    public void persistCommit(Block block, @Nullable Certificate certificate) {
        put(() -> store.putCommit(block, certificate));
    }

    @Override
    public long sync() {
        long start = clock.getAsLong();
        storing.begin(start);
        put(store::sync);
        long end = clock.getAsLong();
        storing.end(end);
        return crashed || failure != null ? -1 : end - start;
    }

    @Override
    public long now(long input) {
        return clock.getAsLong();
    }

    @Override
    public void send(int to, Message message) {
        if (!crashed) {
            transport.send(to, MessageFrames.encode(message));
        }
    }

    @Override
    public void broadcast(Message message) {
        if (!crashed) {
            transport.broadcast(MessageFrames.encode(message));
        }
    }

    @Override
    public void setTimer(TimerKind kind, long nanos) {
        timers.set(kind, clock.getAsLong() + nanos);
    }

    @Override
    public void cancelTimer(TimerKind kind) {
        timers.cancel(kind);
    }

    @Override
    public void committed(Block block, CommitPath path) {
        put(() -> store.putApplicationState(application.apply(block)));
        long now = clock.getAsLong();
        for (long since : payloads.committed(block)) {
            performance.transactionConfirmed(now - since);
        }
    }

    @Override
    public void abandoned(Block block) {
        payloads.abandoned(block);
        put(() -> store.removeBlock(block));
    }

    private void put(Put put) {
        if (crashed || failure != null) {
            return;
        }
        try {
            put.run();
        } catch (StoreException e) {
            failure = e;
        }
    }
}
