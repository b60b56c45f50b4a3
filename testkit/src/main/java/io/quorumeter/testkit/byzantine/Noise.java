package io.quorumeter.testkit.byzantine;

import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Fetch;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tricks with the number and the time of messages rather than with what they say. */
final class Noise {
    private Noise() {}

    /** Sends nothing. */
    static final class Silent extends Trick {
        Silent(Actor actor) {
            super(Misbehaviour.SILENT, actor);
        }

        @Override
        void outgoing(int to, Message message, Consumer<Message> out) {
            acted();
        }
    }

    /** Keeps what it leads with back for most of the view, and wishes for views that nobody wants yet. */
    static final class DragViews extends Trick {
        private static final int KEPT_DELTAS = 6;
        private static final int EPOCHS_AHEAD = 3;

        DragViews(Actor actor) {
            super(Misbehaviour.DRAG_VIEWS, actor);
        }

        @Override
        void outgoing(int to, Message message, Consumer<Message> out) {
            boolean leads = message instanceof Propose || message instanceof Prepare;
            if (leads && actor.now - actor.enteredAt < KEPT_DELTAS * actor.config.deltaNanos()) {
                acted();
            } else {
                out.accept(message);
            }
        }

        @Override
        void entered(long view) {
            long epoch = actor.config.epochViews();
            for (long ahead = 1; ahead <= EPOCHS_AHEAD; ahead++) {
                long wished = (view / epoch + ahead) * epoch;
                Wish wish = actor.wish(wished);
                for (long leading = wished; leading < wished + epoch; leading++) {
                    actor.send(actor.config.leader(leading), wish);
                }
            }
            acted();
        }
    }

    /** Sends every other replica a load of messages in each view: for any view, unsigned and signed, in its own name and others'. */
    static final class Flood extends Trick {
        private static final int MESSAGES = 20;

        Flood(Actor actor) {
            super(Misbehaviour.FLOOD, actor);
        }

        @Override
        void entered(long view) {
            for (int i = 0; i < MESSAGES; i++) {
                actor.send(actor.random.nextInt(actor.config.replicas()), any(view));
            }
            acted();
        }

        private Message any(long view) {
            long about = Math.max(0, view + actor.random.nextInt(-20, 40));
            int sender = actor.random.nextInt(actor.config.replicas() + 1);
            Certificate root = Certificate.genesis(actor.config.genesis().id());
            return switch (actor.random.nextInt(6)) {
                case 0 ->
                    new Vote(
                            sender,
                            actor.random.nextBoolean() ? VotePhase.VOTE : VotePhase.VOTE2,
                            about,
                            actor.anyBlock(),
                            about,
                            about,
                            null,
                            actor.anySignature());
                case 1 -> new Wish(sender, actor.random.nextLong(), actor.anySignature());
                case 2 -> actor.wish(about + actor.random.nextInt(1_000));
                case 3 -> new Status(sender, about, root, null, actor.anySignature());
                case 4 -> new Fetch(actor.me, actor.anyBlock(), actor.random.nextLong());
                default ->
                    actor.vote(VotePhase.VOTE, view + 100 + actor.random.nextInt(1_000), actor.anyBlock(), 1, 0, null);
            };
        }
    }

    /** Sends again what it once got, as it was, to anybody. */
    static final class Replay extends Trick {
        private static final int KEPT = 128;
        private static final int AGAIN = 6;

        private final List<Message> kept = new ArrayList<>();

        Replay(Actor actor) {
            super(Misbehaviour.REPLAY, actor);
        }

        @Override
        void incoming(Message message) {
            if (kept.size() < KEPT) {
                kept.add(message);
            } else {
                kept.set(actor.random.nextInt(KEPT), message);
            }
        }

        @Override
        void outgoing(int to, Message message, Consumer<Message> out) {
            out.accept(message);
            if (!(message instanceof Advance)) {
                incoming(message);
            }
        }

        @Override
        void entered(long view) {
            for (int i = 0; i < AGAIN && !kept.isEmpty(); i++) {
                int to = actor.random.nextInt(actor.config.replicas());
                actor.send(to, kept.get(actor.random.nextInt(kept.size())));
                acted();
            }
        }
    }

    /** Proposes without waiting: the replica that holds this trick lets the wait end at once. */
    static final class EarlyProposal extends Trick {
        EarlyProposal(Actor actor) {
            super(Misbehaviour.EARLY_PROPOSAL, actor);
        }
    }
}
