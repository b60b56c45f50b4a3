package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.ViewCause;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one replica share, and the three things that it can learn. A certificate that was verified, wherever
 * it was found, goes through one of the {@code learn} methods: they raise what is known and then let each part that may
 * have waited for it go on. Parts never act on a certificate in any other way.
 */
final class Core {
    final ReplicaConfig config;
    final Crypto crypto;
    final HotStuff2Events events;
    final Effects effects;
    final PayloadSource payloads;
    final Ledger ledger;
    final int me;
    final BlockId genesis;

    final Safety safety;
    final Outbox outbox;
    final CertificateChecker checker;
    final BlockTree tree;
    final Committer committer;
    final Pacemaker pacemaker;
    final WishCollector wishes;
    final Proposer proposer;
    final Voter voter;
    final VoteCollector votes;
    final Synchronizer synchronizer;
    final BlockServer server;

    private final Map<Mutant, Long> deviations = new EnumMap<>(Mutant.class);

    /** When the input came that is being handled; later within it after {@link #readClock}. */
    long now;

    /** The host's reference to the input that is being handled. */
    long ref;

    Core(
            ReplicaConfig config,
            Crypto crypto,
            HotStuff2Events events,
            Effects effects,
            PayloadSource payloads,
            Ledger ledger,
            RestoredState restored) {
        this.config = config;
        this.crypto = crypto;
        this.events = events;
        this.effects = effects;
        this.payloads = payloads;
        this.ledger = ledger;
        this.me = config.index();
        this.genesis = config.genesis().id();
        this.safety = new Safety(this, restored.safety());
        this.outbox = new Outbox(this);
        this.checker = new CertificateChecker(this);
        this.tree = new BlockTree(this, restored.head());
        this.committer = new Committer(this);
        this.pacemaker = new Pacemaker(this);
        this.wishes = new WishCollector(this);
        this.proposer = new Proposer(this);
        this.voter = new Voter(this);
        this.votes = new VoteCollector(this);
        this.synchronizer = new Synchronizer(this);
        this.server = new BlockServer(this);
    }

    long view() {
        return safety.view();
    }

    /** Has the events that follow be later than those before, by the time that the work in between took. */
    void readClock() {
        now = effects.now(now);
    }

    /** How far ahead of the current view messages are kept: enough for a replica that is an epoch or two behind. */
    long window() {
        return Math.max(8, 2L * config.epochViews());
    }

    boolean isValidator(int index) {
        return index >= 0 && index < config.replicas();
    }

    boolean leads(long view) {
        return config.leader(view) == me;
    }

    /** A verified quorum certificate from {@code sender}. */
    void learnQuorum(Certificate certificate, LockCause cause, int sender) {
        safety.raiseLock(certificate, cause);
        meetQuorum(certificate, sender);
    }

    /** As {@link #learnQuorum}, but leaves the lock alone. */
    void meetQuorum(Certificate certificate, int sender) {
        if (config.isPipelined()) {
            meetChained(certificate, sender);
        } else {
            if (certificate.view() > view()) {
                pacemaker.enter(certificate.view(), ViewCause.QUORUM_CERTIFICATE);
            }
            if (certificate.view() == view()) {
                pacemaker.certified();
            }
        }
        synchronizer.want(certificate, sender);
        proposer.lockMayHaveRisen();
    }

    /** In the pipelined variant a certificate ends its view, and may complete a chain of two that commits. */
    private void meetChained(Certificate certificate, int sender) {
        if (committer.isTwoChain(certificate)) {
            safety.raiseDouble(certificate);
            committer.commit(sender);
        }
        if (certificate.view() == view()) {
            pacemaker.certified();
        }
        if (certificate.view() > 0) {
            pacemaker.enter(certificate.view() + 1, ViewCause.QUORUM_CERTIFICATE);
        }
    }

    /** A verified double certificate from {@code sender}. */
    void learnDouble(Certificate certificate, int sender) {
        safety.raiseDouble(certificate);
        committer.commit(sender);
        if (certificate.view() == view()) {
            pacemaker.certified();
        }
        pacemaker.enter(certificate.view() + 1, ViewCause.DOUBLE_CERTIFICATE);
    }

    /** A verified timeout certificate. */
    void learnTimeout(Certificate certificate) {
        safety.raiseTimeout(certificate);
        pacemaker.timeoutCertificate(certificate);
    }

    /** Blocks that were missing are in the tree. */
    void blocksArrived(int sender) {
        committer.commit(sender);
        voter.resume();
        proposer.propose();
    }

    /** The highest double certificate, to be passed on. What commits in the pipelined variant shows in the chain itself. */
    @Nullable
    Certificate doubleToShow() {
        return config.isPipelined() ? null : safety.highDouble();
    }

    /** Whether that many signers are taken for a quorum. */
    boolean isQuorum(int signers) {
        if (signers >= config.quorum()) {
            return true;
        }
        boolean taken = isMutant(Mutant.QUORUM_2F_PLUS_1)
                && signers >= 2 * config.protocol().faults() + 1;
        if (taken) {
            deviated(Mutant.QUORUM_2F_PLUS_1);
        }
        return taken;
    }

    boolean isMutant(Mutant mutant) {
        return config.mutants().contains(mutant);
    }

    void deviated(Mutant mutant) {
        deviations.merge(mutant, 1L, Long::sum);
    }

    long deviations(Mutant mutant) {
        return deviations.getOrDefault(mutant, 0L);
    }

    static long viewOf(@Nullable Certificate certificate) {
        return certificate == null ? 0 : certificate.view();
    }
}
