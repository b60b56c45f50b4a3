package io.quorumeter.testkit.byzantine;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tricks of a voter. */
final class Votes {
    private Votes() {}

    /** Votes for every block that was proposed in a view; for one that it makes up when there is only one. */
    static final class DoubleVote extends Trick {
        private final VotePhase phase;
        private final Set<BlockId> given = new HashSet<>();
        private long givenView;

        DoubleVote(VotePhase phase, Actor actor) {
            super(phase == VotePhase.VOTE ? Misbehaviour.DOUBLE_VOTE : Misbehaviour.DOUBLE_VOTE2, actor);
            this.phase = phase;
        }

        @Override
        void outgoing(int to, Message message, Consumer<Message> out) {
            out.accept(message);
            if (message instanceof Vote vote && vote.phase() == phase && give(vote) && given.size() == 1) {
                boolean alone = phase == VotePhase.VOTE
                        ? actor.coalition.proposals(vote.view()).size() < 2
                        : actor.coalition
                                        .certificates(CertificateKind.QUORUM, vote.view(), vote.view())
                                        .size()
                                < 2;
                if (alone) {
                    Vote other = actor.vote(
                            phase, vote.view(), actor.anyBlock(), vote.height(), vote.innerView(), vote.certificate());
                    given.add(other.block());
                    out.accept(other);
                    acted();
                }
            }
        }

        @Override
        void settled() {
            long view = actor.view();
            long last = phase == VotePhase.VOTE
                    ? actor.honest().safety().lastVotedView()
                    : actor.honest().safety().vote2View();
            for (long voted = Math.max(1, view - 1); voted <= Math.min(view, last); voted++) {
                if (phase == VotePhase.VOTE) {
                    actor.coalition.proposals(voted).forEach(propose -> giveAlso(actor.vote(propose)));
                } else if (!actor.isPipelined()) {
                    actor.coalition
                            .certificates(CertificateKind.QUORUM, voted, voted)
                            .forEach(certificate -> giveAlso(actor.vote2(certificate)));
                }
            }
        }

        private void giveAlso(Vote vote) {
            if (give(vote)) {
                actor.send(actor.collector(vote.view(), phase), vote);
                if (given.size() > 1) {
                    acted();
                }
            }
        }

        /** Whether this vote was not given yet. */
        private boolean give(Vote vote) {
            if (vote.view() < givenView) {
                return false;
            }
            if (vote.view() > givenView) {
                givenView = vote.view();
                given.clear();
            }
            return given.add(vote.block());
        }
    }

    /** Votes for what a correct replica refuses because of its lock. */
    static final class VoteBelowLock extends Trick {
        private long votedView;

        VoteBelowLock(Actor actor) {
            super(Misbehaviour.VOTE_BELOW_LOCK, actor);
        }

        @Override
        void outgoing(int to, Message message, Consumer<Message> out) {
            if (message instanceof Vote vote && vote.phase() == VotePhase.VOTE) {
                votedView = Math.max(votedView, vote.view());
            }
            out.accept(message);
        }

        @Override
        void settled() {
            long view = actor.view();
            if (votedView >= view || actor.honest().safety().lastVotedView() >= view) {
                return;
            }
            for (Propose propose : actor.coalition.proposals(view)) {
                if (votedView < view && propose.justify().view() < actor.lock().view() && actor.isSigned(propose)) {
                    votedView = view;
                    Vote vote = actor.vote(propose);
                    actor.send(actor.collector(view, VotePhase.VOTE), vote);
                    acted();
                }
            }
        }
    }

    /** Reports a lower lock; as a leader proposes on it, every other time that it leads. */
    static final class ConcealLock extends Trick {
        ConcealLock(Actor actor) {
            super(Misbehaviour.CONCEAL_LOCK, actor);
        }

        @Override
        void outgoing(int to, Message message, Consumer<Message> out) {
            if (message instanceof Status status && status.lock().view() > 0) {
                Certificate lower = actor.lowerThan(status.lock().view());
                out.accept(actor.status(status.view(), lower, null));
                acted();
            } else if (message instanceof Propose propose
                    && propose.justify().view() > 0
                    && actor.coalition.sideOf(propose.block().id()) < 0
                    && isTurn(propose.block().view())) {
                Certificate lower = actor.lowerThan(propose.justify().view());
                if (actor.isPipelined()) { // where the others have not seen the leader's highest certificate, but the
                    // one before
                    lower = actor.lowerThan(lower.view());
                }
                Propose stale = actor.propose(
                        propose.block().view(), lower, null, propose.block().transactions());
                actor.coalition.saw(stale);
                out.accept(stale);
                acted();
            } else {
                out.accept(message);
            }
        }

        /** Every other time that a replica leads, neighbours in turns. */
        private boolean isTurn(long view) {
            int replicas = actor.config.replicas();
            return (view % replicas + view / replicas) % 2 == 0;
        }
    }

    /** Keeps its votes to itself, and certificates from half of the others. */
    static final class WithholdVotes extends Trick {
        WithholdVotes(Actor actor) {
            super(Misbehaviour.WITHHOLD_VOTES, actor);
        }

        @Override
        void outgoing(int to, Message message, Consumer<Message> out) {
            boolean kept = message instanceof Vote
                    || (message instanceof Prepare && actor.coalition.side(actor.view(), to) == 0);
            if (kept) {
                acted();
            } else {
                out.accept(message);
            }
        }
    }
}
