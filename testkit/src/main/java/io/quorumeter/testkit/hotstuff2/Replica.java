package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Restored;
import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Blocks;
import io.quorumeter.testkit.hotstuff2.Message.Fetch;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import java.util.Comparator;

/**
 * A replica of HotStuff-2, basic or pipelined, as a pure state machine. Messages and expired timers go in through this class; what
 * follows comes out through {@link Effects}, before the method returns; what happened is told to {@link HotStuff2Events}.
 *
 * <p>A driver makes one replica with what its disk holds, calls {@link #start} once, and then {@link #onMessage} and
 * {@link #onTimer} one at a time, from one thread or with its own exclusion. After a crash it makes a new one. No method
 * throws on any message or at any time, and memory is bounded whatever arrives. {@code now} is a clock in nanoseconds that
 * never runs backwards, such as {@link System#nanoTime()}; the replica reads no other than {@link Effects#now}, which is the same clock.
 *
 * <p>Each input runs through the same three steps: the part that it concerns changes state and hands messages to the
 * outbox; the outbox makes the state durable; the messages leave.
 */
public final class Replica implements StateMachine {
    private final Core core;
    private final RestoredState restored;
    private boolean started;

    /**
     * A replica that has not started.
     *
     * @param config what it is told once
     * @param crypto signs as {@link ReplicaConfig#index()}
     * @param events who is told what it does
     * @param effects carries out what it wants
     * @param payloads its transaction pool
     * @param ledger reads committed blocks back
     * @param restored what its disk holds; {@link RestoredState#fresh} for an empty one
     * @throws IllegalArgumentException when what was restored belongs to another chain
     */
    public Replica(
            ReplicaConfig config,
            Crypto crypto,
            HotStuff2Events events,
            Effects effects,
            PayloadSource payloads,
            Ledger ledger,
            RestoredState restored) {
        Block head = restored.head();
        if (head.height() == 0 && !head.equals(config.genesis())) {
            throw new IllegalArgumentException("restored: begins with " + head + ", not with " + config.genesis());
        }
        this.core = new Core(config, crypto, events, effects, payloads, ledger, remembered(config, restored));
        if (core.safety.lastVotedView() < restored.safety().lastVotedView()) {
            core.deviated(Mutant.FORGET_ON_RESTART);
        }
        this.restored = restored;
    }

    private static RestoredState remembered(ReplicaConfig config, RestoredState restored) {
        if (!config.mutants().contains(Mutant.FORGET_ON_RESTART)) {
            return restored;
        }
        return new RestoredState(SafetyState.fresh(config.genesis().id()), restored.head(), restored.uncommitted());
    }

    /**
     * Starts: tells what was restored, and enters the first view or the one that a crash interrupted. Called once, first.
     *
     * @param now the time in nanoseconds
     * @throws IllegalStateException when called again
     */
    @Override
    public void start(long now) {
        if (started) {
            throw new IllegalStateException("a replica starts once; after a crash make a new one");
        }
        started = true;
        core.now = now;
        SafetyState safety = restored.safety();
        core.events.restored(Restored.inView(safety.view())
                .voted(safety.lastVotedView(), safety.lastVotedBlock(), safety.lastVotedJustifyView())
                .locked(safety.lock().view(), safety.lock().block())
                .committed(
                        restored.head().height(),
                        restored.head().id(),
                        restored.head().view())
                .at(now));
        restored.uncommitted().stream()
                .sorted(Comparator.comparingLong(Block::height).thenComparing(Block::id))
                .forEach(core.tree::insert);
        core.pacemaker.start();
        core.committer.commit(core.me);
        core.synchronizer.want(core.safety.lock(), core.me);
        finish();
    }

    /**
     * A message arrived.
     *
     * @param message the message; nothing about it needs to be true
     * @param now the time in nanoseconds
     */
    public void onMessage(Message message, long now) {
        onMessage(message, 0, now);
    }

    /**
     * A message arrived that events shall refer to.
     *
     * @param message the message; nothing about it needs to be true
     * @param ref the host's reference to it, handed on with the events that it causes; 0 for none
     * @param now the time in nanoseconds
     */
    @Override
    public void onMessage(Message message, long ref, long now) {
        core.now = now;
        core.ref = ref;
        handle(message, false);
        finish();
        core.ref = 0;
    }

    /**
     * A timer expired. A driver does not call this for a timer that was set anew or cancelled since.
     *
     * @param kind which
     * @param now the time in nanoseconds
     */
    @Override
    public void onTimer(TimerKind kind, long now) {
        core.now = now;
        switch (kind) {
            case VIEW -> core.pacemaker.viewTimer();
            case DELTA_WAIT -> core.proposer.waitOver();
            case RETRANSMIT -> core.pacemaker.retransmitTimer();
            case FETCH -> core.synchronizer.timer();
        }
        finish();
    }

    /**
     * The view that it is in.
     *
     * @return 0 before the start
     */
    public long view() {
        return core.view();
    }

    /**
     * The last committed block.
     *
     * @return the genesis block until there is another
     */
    public Block committed() {
        return core.tree.head();
    }

    /**
     * What it would find after a crash once everything is synced.
     *
     * @return its safety state
     */
    public SafetyState safety() {
        return core.safety.state();
    }

    /**
     * Whether it is far behind and catches up.
     *
     * @return true between the events syncStarted and syncEnded
     */
    public boolean isSyncing() {
        return core.synchronizer.isSyncing();
    }

    /**
     * How many blocks it holds that are not committed.
     *
     * @return 0 or more
     */
    public int uncommittedBlocks() {
        return core.tree.size();
    }

    /**
     * Whether it saw a valid double certificate that contradicts what it committed: then safety is lost somewhere, and it
     * commits nothing more on that branch.
     *
     * @return false as long as at most f replicas are faulty
     */
    public boolean diverged() {
        return core.committer.diverged();
    }

    /**
     * How often a fault that was switched on made it act otherwise than a correct replica.
     *
     * @param mutant the fault
     * @return 0 when the fault is off or never mattered
     */
    public long deviations(Mutant mutant) {
        return core.deviations(mutant);
    }

    /** How many votes, wishes, reports, proposals, wants and blocks it holds: bounded, whatever arrives. */
    int heldItems() {
        return core.votes.held()
                + core.wishes.held()
                + core.proposer.held()
                + core.voter.held()
                + core.synchronizer.wants()
                + core.tree.size();
    }

    private void finish() {
        core.outbox.release();
        Message own = core.outbox.nextToMyself();
        while (own != null) {
            core.ref = 0;
            handle(own, true);
            core.outbox.release();
            own = core.outbox.nextToMyself();
        }
    }

    private void handle(Message message, boolean mine) {
        if (!mine && message.sender() == core.me) {
            return;
        }
        if (message instanceof Vote vote) {
            core.votes.receive(vote, mine);
        } else if (message instanceof Propose propose) {
            core.voter.receive(propose);
        } else if (message instanceof Prepare prepare) {
            core.voter.receive(prepare);
        } else if (message instanceof Status status) {
            core.proposer.receive(status, mine);
        } else if (message instanceof Wish wish) {
            core.wishes.receive(wish, mine);
        } else if (message instanceof Advance advance) {
            core.pacemaker.receive(advance);
        } else if (message instanceof Fetch fetch) {
            core.server.receive(fetch);
        } else if (message instanceof Blocks blocks) {
            core.synchronizer.receive(blocks);
        }
    }
}
