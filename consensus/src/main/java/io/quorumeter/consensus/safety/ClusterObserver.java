package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewChangeResult;
import io.quorumeter.consensus.VoteResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts together what several replicas saw, and finds what none of them can see alone: a leader that proposed one block to some and another
 * to the rest, votes of one validator that went to different leaders, certificates that contradict each other, and forks.
 *
 * <pre>{@code
 * ClusterObserver cluster = new ClusterObserver(Protocol.basic().replicas(4));
 * cluster.merge(List.of(one.safety().digest(), ObservationDigest.decode(bytesOfAnother)));
 * cluster.evidence();
 * }</pre>
 *
 * <p>It may be given digests again and again, as they move on with the views; what is known already changes nothing. It remembers the last
 * 1,024 views (fewer where the set is large), so digests of one time belong together. One observer serves one validator set. A
 * digest is believed, so merge those of your own replicas. Not thread-safe.
 */
public final class ClusterObserver {
    private static final int HEIGHTS = 1 << 14;
    private static final int WINDOW = 1024;

    private final Protocol protocol;
    private final SafetyMonitor monitor;
    private final TreeMap<Long, BlockId> chain = new TreeMap<>();
    private final TreeMap<Long, BlockId> states = new TreeMap<>();
    private final TreeSet<Long> forkedHeights = new TreeSet<>();
    private long epoch = -1;

    /**
     * An observer that has seen nothing.
     *
     * @param protocol what the replicas speak; its own index is of no account
     */
    public ClusterObserver(Protocol protocol) {
        this.protocol = protocol;
        int fits = Integer.highestOneBit(Math.max(16, 4_000_000 / protocol.replicas()));
        this.monitor =
                SafetyMonitor.of(protocol.ownIndex(-1), SafetyOptions.standard().window(Math.min(WINDOW, fits)));
    }

    /**
     * Adds what replicas saw.
     *
     * @param digests digests of any replicas of one validator set
     * @return this
     * @throws IllegalArgumentException when one is of another validator set; then none of them was added
     */
    public ClusterObserver merge(Collection<ObservationDigest> digests) {
        long agreed = epoch;
        for (ObservationDigest digest : digests) {
            agreed = check(digest, agreed);
        }
        epoch = agreed;
        Map<Long, View> views = new TreeMap<>();
        for (ObservationDigest digest : digests) {
            digest.proposals().forEach(p -> at(views, p.view()).proposals.add(p));
            digest.certificates().forEach(c -> at(views, c.view()).certificates.add(c));
            digest.votes().forEach(v -> at(views, v.view()).votes.add(v));
            digest.claims().forEach(c -> at(views, c.view()).claims.add(c));
            digest.commits().forEach(reached -> compare(reached, chain, Statement.COMMIT));
            digest.states().forEach(reached -> compare(reached, states, Statement.STATE));
        }
        views.forEach((view, facts) -> facts.tell(monitor, view));
        return this;
    }

    /** The epoch, when the digest is of the same set as those before. */
    private long check(ObservationDigest digest, long agreed) {
        if (digest.validators() != protocol.replicas()) {
            throw new IllegalArgumentException("digest of replica " + digest.observer() + ": it is about "
                    + digest.validators() + " validators, not " + protocol.replicas());
        }
        if (agreed >= 0 && digest.epoch() != agreed) {
            throw new IllegalArgumentException("digest of replica " + digest.observer() + ": it is about epoch "
                    + digest.epoch() + ", not " + agreed + "; use an observer for each");
        }
        return digest.epoch();
    }

    private static View at(Map<Long, View> views, long view) {
        return views.computeIfAbsent(view, v -> new View());
    }

    private void compare(ObservationDigest.Reached reached, NavigableMap<Long, BlockId> known, Statement statement) {
        BlockId before = known.putIfAbsent(reached.height(), reached.id());
        if (before != null && !before.equals(reached.id())) {
            boolean fork = statement == Statement.COMMIT;
            if (fork) {
                forkedHeights.add(reached.height());
            }
            monitor.found(
                    fork ? SafetyViolation.CONFLICTING_COMMIT : SafetyViolation.STATE_DIVERGENCE,
                    reached.height(),
                    System.nanoTime(),
                    Testimony.of(statement, reached.height(), before, -1),
                    Testimony.of(statement, reached.height(), reached.id(), -1));
        }
        while (known.size() > HEIGHTS) {
            known.pollFirstEntry();
        }
    }

    /**
     * The broken invariants that were found, forks among them.
     *
     * @return the evidence, in the order in which it was found
     */
    public List<Evidence> violations() {
        return monitor.violations();
    }

    /**
     * What validators are accused of.
     *
     * @return the evidence, in the order in which it was found
     */
    public List<Evidence> evidence() {
        return monitor.evidence();
    }

    /**
     * Who is accused of anything.
     *
     * @return their indices, ascending
     */
    public SortedSet<Integer> accused() {
        TreeSet<Integer> accused = new TreeSet<>();
        evidence().forEach(evidence -> accused.add(evidence.validator()));
        return accused;
    }

    /**
     * The heights at which replicas committed different blocks.
     *
     * @return ascending; empty while they agree
     */
    public SortedSet<Long> forkedHeights() {
        return new TreeSet<>(forkedHeights);
    }

    /**
     * How often an act was found.
     *
     * @param type which
     * @return 0 or more
     */
    public long count(ByzantineAct type) {
        return monitor.count(type);
    }

    /** All that digests say of one view. */
    private static final class View {
        final List<ReceivedProposal> proposals = new ArrayList<>();
        final List<CertificateEvent> certificates = new ArrayList<>();
        final List<ObservationDigest.Vote> votes = new ArrayList<>();
        final List<ObservationDigest.Claim> claims = new ArrayList<>();

        void tell(SafetyMonitor monitor, long view) {
            long now = System.nanoTime();
            monitor.reached(view);
            for (ReceivedProposal p : proposals) {
                monitor.proposalReceived(new ReceivedProposal(
                        view,
                        p.proposer(),
                        p.id(),
                        p.height(),
                        p.parent(),
                        p.justifyView(),
                        p.justifyId(),
                        Verification.VERIFIED,
                        0,
                        now));
            }
            for (CertificateEvent c : certificates) {
                monitor.certificateReceived(CertificateEvent.of(c.kind(), view, c.block(), c.signers(), c.power())
                        .over(c.innerView())
                        .at(now));
            }
            for (ObservationDigest.Vote v : votes) {
                monitor.voteReceived(
                        view,
                        v.phase(),
                        v.validator(),
                        v.block(),
                        v.justifyView(),
                        VoteResult.ACCEPTED,
                        Verification.VERIFIED,
                        0,
                        now);
            }
            for (ObservationDigest.Claim c : claims) {
                monitor.viewChangeReceived(
                        ViewChangeKind.STATUS,
                        view,
                        c.validator(),
                        c.lockView(),
                        ViewChangeResult.ACCEPTED,
                        Verification.VERIFIED,
                        0,
                        now);
            }
        }
    }
}
