package io.quorumeter.testkit.byzantine;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.Mutant;
import io.quorumeter.testkit.hotstuff2.Replica;
import io.quorumeter.testkit.hotstuff2.ReplicaConfig;
import io.quorumeter.testkit.hotstuff2.Signature;
import io.quorumeter.testkit.hotstuff2.Statements;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the tricks of one Byzantine replica have at hand: its key, its network, the correct replica inside, its accomplices. */
final class Actor {
    private static final long NEAR = 16;

    final ReplicaConfig config;
    final Coalition coalition;
    final SplittableRandom random;
    final int me;
    final long seed;
    private final Crypto crypto;
    private final BiConsumer<Integer, Message> network;
    private @Nullable Replica honest;
    long now;
    long enteredAt;

    Actor(ReplicaConfig config, Crypto crypto, Coalition coalition, long seed, BiConsumer<Integer, Message> network) {
        this.config = config;
        this.crypto = crypto;
        this.coalition = coalition;
        this.network = network;
        this.seed = seed;
        this.me = config.index();
        this.random = new SplittableRandom(seed);
        coalition.join(me);
    }

    void use(Replica replica) {
        honest = replica;
    }

    Replica honest() {
        Replica inside = honest;
        if (inside == null) {
            throw new IllegalStateException("a replica acts while it is made");
        }
        return inside;
    }

    long view() {
        return honest == null ? 0 : honest.view();
    }

    Certificate lock() {
        return honest().safety().lock();
    }

    boolean isPipelined() {
        return config.isPipelined();
    }

    /** How many signers the others take for a quorum. */
    int quorum() {
        boolean fewer = config.mutants().contains(Mutant.QUORUM_2F_PLUS_1);
        return fewer ? Math.min(2 * config.protocol().faults() + 1, config.quorum()) : config.quorum();
    }

    /** Who collects the votes of a view and phase. */
    int collector(long view, VotePhase phase) {
        return config.leader(phase == VotePhase.VOTE && !isPipelined() ? view : view + 1);
    }

    /** Sends as it is, also to itself: then the accomplices know. */
    void send(int to, Message message) {
        if (message instanceof Vote vote && vote.sender() == me) {
            saw(vote);
        }
        if (to != me) {
            network.accept(to, message);
        }
    }

    void broadcast(Message message) {
        for (int to = 0; to < config.replicas(); to++) {
            send(to, message);
        }
    }

    /** Tells the accomplices what may be of use to them. */
    void saw(Message message) {
        if (message instanceof Vote vote && isNear(vote.view())) {
            coalition.saw(vote);
        } else if (message instanceof Propose propose && isNear(propose.block().view()) && isSigned(propose)) {
            coalition.saw(propose);
        } else if (message instanceof Prepare prepare
                && isNear(prepare.certificate().view())) {
            coalition.saw(prepare.certificate());
        }
    }

    private boolean isNear(long view) {
        return Math.abs(view - view()) <= NEAR;
    }

    void acted(Misbehaviour kind) {
        coalition.acted(me, kind);
    }

    Propose propose(long view, Certificate justify, @Nullable Certificate highDouble, List<byte[]> transactions) {
        Block block = new Block(justify.height() + 1, view, me, justify.block(), transactions);
        return propose(block, justify, highDouble);
    }

    Propose propose(Block block, Certificate justify, @Nullable Certificate highDouble) {
        byte[] statement = Statements.proposal(config.genesis().id(), block.view(), block.id(), justify.view());
        return new Propose(me, block, justify, highDouble, crypto.sign(statement));
    }

    Vote vote(Propose propose) {
        Block block = propose.block();
        return vote(
                VotePhase.VOTE,
                block.view(),
                block.id(),
                block.height(),
                propose.justify().view(),
                null);
    }

    Vote vote2(Certificate certificate) {
        long view = certificate.view();
        return vote(VotePhase.VOTE2, view, certificate.block(), certificate.height(), view, certificate);
    }

    Vote vote(
            VotePhase phase, long view, BlockId block, long height, long innerView, @Nullable Certificate certificate) {
        byte[] statement = Statements.vote(config.genesis().id(), phase, view, block, height, innerView);
        return new Vote(me, phase, view, block, height, innerView, certificate, crypto.sign(statement));
    }

    Status status(long view, Certificate lock, @Nullable Certificate highDouble) {
        byte[] statement = Statements.status(config.genesis().id(), view, lock.block(), lock.view());
        return new Status(me, view, lock, highDouble, crypto.sign(statement));
    }

    Message.Wish wish(long view) {
        return new Message.Wish(
                me, view, crypto.sign(Statements.wish(config.genesis().id(), view)));
    }

    /** Whether the leader of its view signed a proposal. */
    boolean isSigned(Propose propose) {
        byte[] statement = Statements.proposal(
                config.genesis().id(),
                propose.block().view(),
                propose.block().id(),
                propose.justify().view());
        return propose.sender() == config.leader(propose.block().view())
                && crypto.verify(propose.sender(), statement, propose.signature());
    }

    /** A certificate of a view below another one, the highest that is known, or that of the first block. */
    Certificate lowerThan(long view) {
        List<Certificate> lower = coalition.certificates(CertificateKind.QUORUM, 1, view - 1);
        return lower.isEmpty() ? Certificate.genesis(config.genesis().id()) : lower.get(0);
    }

    /** The highest certificate that commits and that fits to the branch of another one, if one is known. */
    @Nullable
    Certificate doubleOf(Certificate certificate) {
        return coalition.certificates(CertificateKind.DOUBLE, certificate.view(), certificate.view()).stream()
                .filter(found -> found.block().equals(certificate.block()))
                .findFirst()
                .orElse(null);
    }

    /** Transactions that differ from some others, and are as valid as those where that can be. */
    static List<byte[]> otherThan(List<byte[]> transactions) {
        return transactions.isEmpty() ? List.of(new byte[16]) : transactions.subList(0, transactions.size() - 1);
    }

    BlockId anyBlock() {
        return new BlockId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /** A signature of the right length that nobody made. */
    Signature anySignature() {
        byte[] bytes = new byte[crypto.sign(new byte[0]).length()];
        random.nextBytes(bytes);
        return Signature.of(bytes);
    }
}
