package io.quorumeter.testkit.byzantine;

import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Effects;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Replica;
import io.quorumeter.testkit.hotstuff2.ReplicaConfig;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import io.quorumeter.testkit.hotstuff2.StateMachine;
import io.quorumeter.testkit.hotstuff2.TimerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A replica that breaks the protocol on purpose. Inside runs a correct one, with the disk and the timers of the host; what that
 * one sends goes through the tricks of a {@link Behaviour}, which change it, hold it back, or add to it. A host drives it as it
 * would drive a {@link Replica}, on TCP as in the simulation. Not for several threads.
 */
public final class ByzantineReplica implements StateMachine {
    private static final int MOST_ROUNDS = 4;

    private final Actor actor;
    private final Behaviour behaviour;
    private final List<Trick> tricks = new ArrayList<>();
    private final Replica honest;
    private long toldView;
    private boolean waits;
    private volatile boolean reformed;

    /**
     * A replica that has not started.
     *
     * @param behaviour what it does
     * @param seed decides when it does it
     * @param coalition whom it acts together with; one of its own when it acts alone
     * @param config what the correct replica inside is told
     * @param crypto signs as {@link ReplicaConfig#index()}
     * @param effects the host's effects
     * @param correct makes the correct replica inside, with the effects given to it and the same configuration
     */
    public ByzantineReplica(
            Behaviour behaviour,
            long seed,
            Coalition coalition,
            ReplicaConfig config,
            Crypto crypto,
            Effects effects,
            Function<Effects, Replica> correct) {
        this.behaviour = behaviour;
        this.actor = new Actor(config, crypto, coalition, seed, (to, message) -> {
            if (isSilent()) {
                actedSilent();
            } else {
                effects.send(to, message);
            }
        });
        for (Misbehaviour kind : Misbehaviour.values()) {
            if (behaviour.has(kind)) {
                tricks.add(trick(kind, actor));
            }
        }
        this.honest = correct.apply(new Twisted(effects));
        actor.use(honest);
    }

    private static Trick trick(Misbehaviour kind, Actor actor) {
        return switch (kind) {
            case EQUIVOCATE -> new Proposals.Equivocate(actor);
            case DOUBLE_VOTE -> new Votes.DoubleVote(VotePhase.VOTE, actor);
            case DOUBLE_VOTE2 -> new Votes.DoubleVote(VotePhase.VOTE2, actor);
            case CONCEAL_LOCK -> new Votes.ConcealLock(actor);
            case VOTE_BELOW_LOCK -> new Votes.VoteBelowLock(actor);
            case EARLY_PROPOSAL -> new Noise.EarlyProposal(actor);
            case WRONG_LEADER -> new Proposals.WrongLeader(actor);
            case INVALID_CERTIFICATE -> new Proposals.InvalidCertificate(actor);
            case UNDER_QUORUM_CERTIFICATE -> new Proposals.UnderQuorumCertificate(actor);
            case WITHHOLD_VOTES -> new Votes.WithholdVotes(actor);
            case DRAG_VIEWS -> new Noise.DragViews(actor);
            case FLOOD -> new Noise.Flood(actor);
            case REPLAY -> new Noise.Replay(actor);
            case SILENT -> new Noise.Silent(actor);
        };
    }

    /**
     * The correct replica inside.
     *
     * @return the replica, to look at
     */
    public Replica inside() {
        return honest;
    }

    /** Ends all misbehaviour for good: from now on it is a correct replica. From any thread. */
    public void reform() {
        reformed = true;
    }

    /**
     * How often it has broken the protocol so far, in all ways together. From any thread.
     *
     * @return 0 or more
     */
    public long acts() {
        return Stream.of(Misbehaviour.values())
                .mapToLong(kind -> actor.coalition.acts(actor.me, kind))
                .sum();
    }

    @Override
    public void start(long now) {
        actor.now = now;
        honest.start(now);
        settle();
    }

    @Override
    public void onMessage(Message message, long ref, long now) {
        actor.now = now;
        actor.saw(message);
        for (Trick trick : tricks) {
            if (isActive(trick)) {
                trick.incoming(message);
            }
        }
        honest.onMessage(message, ref, now);
        settle();
    }

    @Override
    public void onTimer(TimerKind kind, long now) {
        actor.now = now;
        honest.onTimer(kind, now);
        settle();
    }

    private boolean isActive(Trick trick) {
        return isActive(trick.kind);
    }

    private boolean isActive(Misbehaviour kind) {
        return !reformed && behaviour.isActive(kind, actor.view(), actor.seed);
    }

    private boolean isSilent() {
        return isActive(Misbehaviour.SILENT);
    }

    private void actedSilent() {
        actor.acted(Misbehaviour.SILENT);
    }

    private void settle() {
        for (int round = 0; round < MOST_ROUNDS && waits; round++) {
            waits = false;
            if (isActive(Misbehaviour.EARLY_PROPOSAL)) {
                actor.acted(Misbehaviour.EARLY_PROPOSAL);
                honest.onTimer(TimerKind.DELTA_WAIT, actor.now);
            }
        }
        boolean entered = honest.view() != toldView;
        toldView = honest.view();
        if (entered) {
            actor.enteredAt = actor.now;
        }
        for (Trick trick : tricks) {
            if (isActive(trick)) {
                if (entered) {
                    trick.entered(toldView);
                }
                trick.settled();
            }
        }
    }

    /** Sends what the tricks, one after the other, make of a message. */
    private void twist(int to, Message message, Effects host) {
        actor.saw(message);
        List<Message> leaving = List.of(message);
        for (Trick trick : tricks) {
            if (isActive(trick)) {
                List<Message> twisted = new ArrayList<>();
                leaving.forEach(one -> trick.outgoing(to, one, twisted::add));
                leaving = twisted;
            }
        }
        leaving.forEach(one -> {
            actor.saw(one);
            host.send(to, one);
        });
    }

    /** The host as the correct replica inside sees it. */
    private final class Twisted implements Effects {
        private final Effects host;

        Twisted(Effects host) {
            this.host = host;
        }

        @Override
        public void send(int to, Message message) {
            twist(to, message, host);
        }

        @Override
        public void broadcast(Message message) {
            for (int to = 0; to < actor.config.replicas(); to++) {
                if (to != actor.me) {
                    twist(to, message, host);
                }
            }
        }

        @Override
        public void setTimer(TimerKind kind, long nanos) {
            waits |= kind == TimerKind.DELTA_WAIT;
            host.setTimer(kind, nanos);
        }

        @Override
        public void cancelTimer(TimerKind kind) {
            waits &= kind != TimerKind.DELTA_WAIT;
            host.cancelTimer(kind);
        }

        @Override
        public void persistSafety(SafetyState state) {
            host.persistSafety(state);
        }

        @Override
        public void persistBlock(Block block) {
            host.persistBlock(block);
        }

        @Override
        public void persistCommit(Block block, @Nullable Certificate certificate) {
            host.persistCommit(block, certificate);
        }

        @Override
        public long now(long input) {
            return host.now(input);
        }

        @Override
        public long sync() {
            return host.sync();
        }

        @Override
        public void committed(Block block, CommitPath path) {
            host.committed(block, path);
        }

        @Override
        public void abandoned(Block block) {
            host.abandoned(block);
        }
    }
}
