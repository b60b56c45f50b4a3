package io.quorumeter.testkit.byzantine;

import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Signature;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tricks of a leader with what it proposes and passes on. */
final class Proposals {
    private Proposals() {}

    /**
     * Splits the others into two sides and keeps up a world for each: a block of its own, the certificates of that block, and
     * in the next view that a member leads a block on top of it. With more than f members both worlds have quorums.
     */
    static final class Equivocate extends Trick {
        private long splitView;
        private @Nullable Propose second;

        Equivocate(Actor actor) {
            super(Misbehaviour.EQUIVOCATE, actor);
        }

        @Override
        void outgoing(int to, Message message, Consumer<Message> out) {
            if (message instanceof Propose propose && propose.sender() == actor.me) {
                split(propose);
                boolean member = actor.coalition.isMember(to);
                boolean shown =
                        side(to) == actor.coalition.sideOf(propose.block().id());
                if (member || shown) {
                    out.accept(propose);
                }
                if (second != null && (member || !shown)) {
                    out.accept(second);
                    acted();
                }
            } else if (message instanceof Prepare prepare) {
                if (isFor(prepare.certificate(), to)) {
                    out.accept(prepare);
                } else {
                    acted();
                }
            } else {
                out.accept(message);
            }
        }

        /** A certificate goes to the side that was shown its block. */
        private boolean isFor(Certificate certificate, int replica) {
            int side = actor.coalition.sideOf(certificate.block());
            return side < 0 || side == side(replica) || actor.coalition.isMember(replica);
        }

        private int side(int replica) {
            return actor.coalition.side(actor.view(), replica);
        }

        private void split(Propose propose) {
            long view = propose.block().view();
            if (splitView == view) {
                return;
            }
            splitView = view;
            Certificate justify = propose.justify();
            int side = actor.coalition.sideOf(justify.block());
            if (side < 0) {
                side = actor.random.nextInt(2);
            }
            Certificate other = other(justify, view);
            List<byte[]> transactions = Actor.otherThan(propose.block().transactions());
            second = actor.propose(view, other, actor.doubleOf(other), transactions);
            actor.coalition.shown(propose.block().id(), side);
            actor.coalition.shown(second.block().id(), 1 - side);
            actor.coalition.saw(propose);
            actor.coalition.saw(second);
        }

        /** The top of the other world: one as high, else now and then one that is lower, else the same. */
        private Certificate other(Certificate justify, long view) {
            List<Certificate> known = actor.coalition.certificates(CertificateKind.QUORUM, 1, view - 1);
            for (Certificate certificate : known) {
                boolean another = !certificate.block().equals(justify.block());
                if (another && (certificate.view() >= justify.view() || actor.random.nextInt(3) == 0)) {
                    return certificate;
                }
            }
            return justify;
        }

        /** Makes both certificates of votes that members got, and serves them. */
        @Override
        void settled() {
            long view = actor.view();
            for (long collected = Math.max(1, view - 1); collected <= view; collected++) {
                for (VotePhase phase : VotePhase.values()) {
                    if (actor.collector(collected, phase) == actor.me) {
                        actor.coalition.form(collected, phase, actor.quorum()).forEach(this::serve);
                    }
                }
            }
        }

        private void serve(Certificate certificate) {
            for (int to = 0; to < actor.config.replicas(); to++) {
                if (to != actor.me && isFor(certificate, to)) {
                    actor.send(
                            to,
                            certificate.kind() == CertificateKind.DOUBLE
                                    ? new Advance(actor.me, certificate)
                                    : new Prepare(actor.me, certificate));
                }
            }
        }
    }

    /** Proposes in a view of somebody else. */
    static final class WrongLeader extends Trick {
        WrongLeader(Actor actor) {
            super(Misbehaviour.WRONG_LEADER, actor);
        }

        @Override
        void entered(long view) {
            Certificate lock = actor.lock();
            if (actor.config.leader(view) != actor.me && lock.view() < view) {
                actor.broadcast(actor.propose(view, lock, null, List.of(new byte[16])));
                acted();
            }
        }
    }

    /** Replaces certificates by such as nobody signed. */
    static final class InvalidCertificate extends Trick {
        InvalidCertificate(Actor actor) {
            super(Misbehaviour.INVALID_CERTIFICATE, actor);
        }

        @Override
        void outgoing(int to, Message message, Consumer<Message> out) {
            if (message instanceof Propose propose && propose.block().view() > 1) {
                Block block = propose.block();
                Certificate forged = forge(block.view() - 1, block.height());
                out.accept(actor.propose(block.view(), forged, null, block.transactions()));
                acted();
            } else if (message instanceof Prepare prepare
                    && prepare.certificate().view() > 0) {
                Certificate genuine = prepare.certificate();
                out.accept(new Prepare(actor.me, forge(genuine.view(), genuine.height())));
                acted();
            } else {
                out.accept(message);
            }
        }

        private Certificate forge(long view, long height) {
            int[] signers = IntStream.range(0, actor.config.quorum()).toArray();
            return new Certificate(
                    CertificateKind.QUORUM,
                    view,
                    view - 1,
                    actor.anyBlock(),
                    Math.max(1, height),
                    Signers.of(signers),
                    Collections.nCopies(signers.length, actor.anySignature()));
        }
    }

    /** Leaves signers out of certificates, down to 2f + 1 where that is less than a quorum, else to one too few. */
    static final class UnderQuorumCertificate extends Trick {
        UnderQuorumCertificate(Actor actor) {
            super(Misbehaviour.UNDER_QUORUM_CERTIFICATE, actor);
        }

        @Override
        void outgoing(int to, Message message, Consumer<Message> out) {
            if (message instanceof Propose propose && propose.justify().view() > 0) {
                out.accept(actor.propose(propose.block(), cut(propose.justify()), propose.highDouble()));
                acted();
            } else if (message instanceof Prepare prepare
                    && prepare.certificate().view() > 0) {
                out.accept(new Prepare(actor.me, cut(prepare.certificate())));
                acted();
            } else {
                out.accept(message);
            }
        }

        private Certificate cut(Certificate genuine) {
            int quorum = actor.config.quorum();
            int few = Math.min(2 * actor.config.protocol().faults() + 1, quorum - 1);
            int kept = Math.min(few, genuine.signatures().size());
            List<Signature> signatures = genuine.signatures().subList(0, kept);
            int[] signers = genuine.signers().stream().limit(kept).toArray();
            return new Certificate(
                    genuine.kind(),
                    genuine.view(),
                    genuine.innerView(),
                    genuine.block(),
                    genuine.height(),
                    Signers.of(signers),
                    signatures);
        }
    }
}
