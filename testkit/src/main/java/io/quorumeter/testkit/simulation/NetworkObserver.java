package io.quorumeter.testkit.simulation;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.safety.SafetyMonitor;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.RestoredState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Watches a simulated network from outside: every vote and certificate that leaves, every commit, every restart, and nothing of what
 * replicas say about themselves. In a correct network all of its findings stay zero. Findings, commits and heights are those of
 * correct replicas: what Byzantine ones do to themselves counts for nothing.
 */
public final class NetworkObserver {
    /** What one replica was seen to do, over all of its restarts. */
    private static final class Seen {
        final boolean correct;
        final Map<Long, BlockId> votes = new HashMap<>();
        final Map<Long, BlockId> votes2 = new HashMap<>();
        long highestVote;
        long highestVote2;
        long height;
        long syncedHeight;

        @Nullable
        BlockId head;

        Seen(boolean correct) {
            this.correct = correct;
        }
    }

    private final List<Seen> replicas = new ArrayList<>();
    private final SafetyMonitor monitor;
    private final @Nullable WireTap tap;
    private final Map<Long, BlockId> chain = new HashMap<>();
    private final Set<Long> forkedHeights = new HashSet<>();
    private final Set<Certificate> certificates = new HashSet<>();
    private long commits;
    private long gaps;
    private long doubleVotes;
    private long backwardVotes;
    private long lostVotes;
    private long lostCommits;

    /** Without {@code crypto} it verifies nothing and has no monitor. */
    NetworkObserver(Protocol protocol, Set<Integer> byzantine, Block genesis, @Nullable Crypto crypto) {
        monitor = crypto == null ? SafetyMonitor.idle() : SafetyMonitor.of(protocol);
        tap = crypto == null ? null : new WireTap(protocol, genesis, crypto, monitor);
        for (int i = 0; i < protocol.replicas(); i++) {
            Seen seen = new Seen(!byzantine.contains(i));
            seen.head = genesis.id();
            replicas.add(seen);
        }
        chain.put(0L, genesis.id());
    }

    /** A replica, correct or not, sends a message. */
    void left(int from, Message message, long nanos) {
        if (tap != null) {
            tap.left(from, message, nanos);
        }
        if (!replicas.get(from).correct) {
            return;
        }
        if (message instanceof Vote vote) {
            voteLeft(vote);
            certificateLeft(vote.certificate());
        } else if (message instanceof Propose propose) {
            certificateLeft(propose.justify());
            certificateLeft(propose.highDouble());
        } else if (message instanceof Prepare prepare) {
            certificateLeft(prepare.certificate());
        }
    }

    void voteLeft(Vote vote) {
        Seen seen = replicas.get(vote.sender());
        boolean first = vote.phase() == VotePhase.VOTE;
        BlockId before = (first ? seen.votes : seen.votes2).putIfAbsent(vote.view(), vote.block());
        long highest = first ? seen.highestVote : seen.highestVote2;
        if (before != null && !before.equals(vote.block())) {
            doubleVotes++;
        } else if (before == null && vote.view() < highest) {
            backwardVotes++;
        }
        if (first) {
            seen.highestVote = Math.max(highest, vote.view());
        } else {
            seen.highestVote2 = Math.max(highest, vote.view());
        }
    }

    /** Votes also show in the certificates made of them, where a leader's vote for its own block is found. */
    void certificateLeft(@Nullable Certificate certificate) {
        if (certificate == null || certificate.kind() == CertificateKind.TIMEOUT || !certificates.add(certificate)) {
            return;
        }
        certificate.signers().stream().forEach(signer -> {
            Seen seen = replicas.get(signer);
            if (!seen.correct) {
                return;
            }
            BlockId before = (certificate.kind() == CertificateKind.QUORUM ? seen.votes : seen.votes2)
                    .putIfAbsent(certificate.view(), certificate.block());
            if (before != null && !before.equals(certificate.block())) {
                doubleVotes++;
            }
        });
    }

    void committed(int replica, Block block) {
        Seen seen = replicas.get(replica);
        if (!seen.correct) {
            return;
        }
        commits++;
        if (block.height() != seen.height + 1 || !block.parent().equals(seen.head)) {
            gaps++;
        }
        seen.height = block.height();
        seen.head = block.id();
        BlockId other = chain.putIfAbsent(block.height(), block.id());
        if (other != null && !other.equals(block.id())) {
            forkedHeights.add(block.height());
        }
    }

    /** A disk claims that everything is durable. */
    void synced(int replica) {
        Seen seen = replicas.get(replica);
        seen.syncedHeight = Math.max(seen.syncedHeight, seen.height);
    }

    void restarted(int replica, RestoredState restored) {
        Seen seen = replicas.get(replica);
        if (!seen.correct) {
            return;
        }
        if (restored.head().height() < seen.syncedHeight) {
            lostCommits++;
        }
        if (restored.safety().lastVotedView() < seen.highestVote
                || restored.safety().vote2View() < seen.highestVote2) {
            lostVotes++;
        }
        seen.height = restored.head().height();
        seen.head = restored.head().id();
    }

    /**
     * A monitor that is told of every message that any replica sends.
     *
     * @return what it found
     */
    public SafetyMonitor safety() {
        return monitor;
    }

    /**
     * Whom the monitor holds something against that only a faulty validator does.
     *
     * @return indices of replicas, ascending
     */
    public SortedSet<Integer> accused() {
        return accusedBy(monitor);
    }

    static SortedSet<Integer> accusedBy(SafetyMonitor monitor) {
        SortedSet<Integer> accused = new TreeSet<>();
        monitor.evidence().stream()
                .filter(evidence -> evidence.type() instanceof ByzantineAct && evidence.validator() >= 0)
                .forEach(evidence -> accused.add(evidence.validator()));
        return accused;
    }

    /**
     * Heights at which two replicas, or one before and after a restart, committed different blocks.
     *
     * @return 0 while safety holds
     */
    public long forks() {
        return forkedHeights.size();
    }

    /**
     * Votes of one replica for two blocks in one view and phase.
     *
     * @return 0 for correct replicas
     */
    public long doubleVotes() {
        return doubleVotes;
    }

    /**
     * Votes in a view below one that the replica voted in before, in the same phase.
     *
     * @return 0 for correct replicas
     */
    public long backwardVotes() {
        return backwardVotes;
    }

    /**
     * Restarts that did not remember a vote which had left.
     *
     * @return 0 with disks that sync
     */
    public long lostVotes() {
        return lostVotes;
    }

    /**
     * Restarts that found fewer committed blocks than a sync before had covered.
     *
     * @return 0 with disks that sync
     */
    public long lostCommits() {
        return lostCommits;
    }

    /**
     * Commits that did not follow the replica's last one, by height and link.
     *
     * @return 0 for correct replicas
     */
    public long gaps() {
        return gaps;
    }

    /**
     * Commits of all correct replicas together, those repeated after a restart included.
     *
     * @return 0 or more
     */
    public long commits() {
        return commits;
    }

    /**
     * The height that a replica has committed, as it said by its last commit or found after its last restart.
     *
     * @param replica its index
     * @return 0 or more
     */
    public long height(int replica) {
        return replicas.get(replica).height;
    }

    /**
     * The lowest height over all correct replicas.
     *
     * @return 0 or more
     */
    public long lowestHeight() {
        long lowest = Long.MAX_VALUE;
        for (Seen seen : replicas) {
            lowest = seen.correct ? Math.min(lowest, seen.height) : lowest;
        }
        return lowest;
    }

    /**
     * The highest height over all correct replicas.
     *
     * @return 0 or more
     */
    public long highestHeight() {
        long highest = 0;
        for (Seen seen : replicas) {
            highest = Math.max(highest, seen.height);
        }
        return highest;
    }

    /**
     * Whether nothing was found that a correct network never does.
     *
     * @return false after the first fork, gap, double, backward or lost vote, or lost commit
     */
    public boolean isClean() {
        return forks() + gaps + doubleVotes + backwardVotes + lostVotes + lostCommits == 0;
    }

    @Override
    public String toString() {
        return "commits " + commits + ", forks " + forks() + ", gaps " + gaps + ", double votes " + doubleVotes
                + ", backward votes " + backwardVotes + ", lost votes " + lostVotes + ", lost commits " + lostCommits;
    }
}
