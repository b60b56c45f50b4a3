package io.quorumeter.testkit.byzantine;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.Signature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the Byzantine replicas of one network know together: proposals and votes that any of them saw, and the certificates that
 * can be made of them. Each still signs with its own key only. Remembers the last {@value #VIEWS} views. It also counts what each
 * member did, which any thread may ask for. Else not for several threads: in a process of its own a Byzantine replica has a coalition of
 * its own.
 */
public final class Coalition {
    private static final int VIEWS = 64;

    private record Act(int member, Misbehaviour kind) {}

    private record Subject(VotePhase phase, BlockId block, long height, long innerView) {}

    /** All that is known of one view. */
    private static final class View {
        final Map<BlockId, Propose> proposals = new LinkedHashMap<>();
        final Map<Subject, TreeMap<Integer, Signature>> votes = new LinkedHashMap<>();
        final Map<Subject, Certificate> certificates = new LinkedHashMap<>();
    }

    private final long seed;
    private final TreeMap<Long, View> views = new TreeMap<>();
    private final TreeSet<Integer> members = new TreeSet<>();
    private final Map<BlockId, Integer> sides = new LinkedHashMap<>();
    private final Map<Act, Long> acts = new ConcurrentHashMap<>();

    /**
     * A coalition without members; each Byzantine replica joins by itself.
     *
     * @param seed decides which of the others gets to see what
     */
    public Coalition(long seed) {
        this.seed = seed;
    }

    /**
     * How often a member did something.
     *
     * @param member the index of the replica
     * @param kind what
     * @return 0 for one that is no member
     */
    public long acts(int member, Misbehaviour kind) {
        return acts.getOrDefault(new Act(member, kind), 0L);
    }

    void join(int member) {
        members.add(member);
    }

    boolean isMember(int replica) {
        return members.contains(replica);
    }

    void acted(int member, Misbehaviour kind) {
        acts.merge(new Act(member, kind), 1L, Long::sum);
    }

    /** Which of two sides a correct replica is told: the same for some views on end, so that a lie lasts. */
    int side(long view, int replica) {
        return new SplittableRandom(seed ^ ((view >> 3) << 20) ^ replica).nextInt(2);
    }

    /** The side that a block was shown to; −1 when to all. */
    int sideOf(BlockId block) {
        return sides.getOrDefault(block, -1);
    }

    void shown(BlockId block, int side) {
        sides.put(block, side);
        if (sides.size() > 4 * VIEWS) {
            sides.remove(sides.keySet().iterator().next());
        }
    }

    void saw(Propose propose) {
        view(propose.block().view()).proposals.putIfAbsent(propose.block().id(), propose);
        saw(propose.justify());
        if (propose.highDouble() != null) {
            saw(propose.highDouble());
        }
    }

    Collection<Propose> proposals(long view) {
        return List.copyOf(view(view).proposals.values());
    }

    void saw(Vote vote) {
        Subject subject = new Subject(vote.phase(), vote.block(), vote.height(), vote.innerView());
        view(vote.view())
                .votes
                .computeIfAbsent(subject, s -> new TreeMap<>())
                .putIfAbsent(vote.sender(), vote.signature());
        Certificate voted = vote.certificate();
        if (voted != null && voted.view() == vote.view() && voted.block().equals(vote.block())) {
            saw(voted);
        }
    }

    void saw(Certificate certificate) {
        if (certificate.kind() != CertificateKind.TIMEOUT && certificate.view() > 0) {
            VotePhase phase = certificate.kind() == CertificateKind.QUORUM ? VotePhase.VOTE : VotePhase.VOTE2;
            Subject subject = new Subject(phase, certificate.block(), certificate.height(), certificate.innerView());
            view(certificate.view()).certificates.putIfAbsent(subject, certificate);
        }
    }

    /** Makes the certificates of a view and phase for which there are votes enough, and gives those that are new. */
    List<Certificate> form(long view, VotePhase phase, int quorum) {
        View known = view(view);
        List<Certificate> fresh = new ArrayList<>();
        known.votes.forEach((subject, signatures) -> {
            if (subject.phase == phase && signatures.size() >= quorum && !known.certificates.containsKey(subject)) {
                Certificate certificate = new Certificate(
                        phase == VotePhase.VOTE ? CertificateKind.QUORUM : CertificateKind.DOUBLE,
                        view,
                        subject.innerView,
                        subject.block,
                        subject.height,
                        Signers.of(signatures.keySet().stream()
                                .mapToInt(Integer::intValue)
                                .toArray()),
                        List.copyOf(signatures.values()));
                known.certificates.put(subject, certificate);
                fresh.add(certificate);
            }
        });
        return fresh;
    }

    /** Certificates of one kind in views from and to, the highest first. */
    List<Certificate> certificates(CertificateKind kind, long from, long to) {
        List<Certificate> found = new ArrayList<>();
        views.subMap(Math.min(from, to), true, to, true)
                .descendingMap()
                .values()
                .forEach(known -> known.certificates.values().stream()
                        .filter(c -> c.kind() == kind)
                        .forEach(found::add));
        return found;
    }

    private View view(long view) {
        View known = views.get(view);
        if (known == null) {
            known = new View();
            views.put(view, known);
            if (views.size() > VIEWS) {
                views.pollFirstEntry();
            }
        }
        return known;
    }
}
