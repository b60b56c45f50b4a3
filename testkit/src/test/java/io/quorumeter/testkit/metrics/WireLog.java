package io.quorumeter.testkit.metrics;

import static java.util.Objects.requireNonNull;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.TimerKind;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import io.quorumeter.testkit.simulation.WireListener;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts what replicas do without asking their metrics: from the wire, and from the state that each is in after every event. */
final class WireLog implements WireListener {
    private record Subject(long view, BlockId block) {}

    /** What one replica was seen to do. */
    static final class Seen {
        final Map<VotePhase, Set<Subject>> votesToOthers = new EnumMap<>(VotePhase.class);
        final Map<VotePhase, Set<List<Object>>> votesFromOthers = new EnumMap<>(VotePhase.class);
        final Map<VotePhase, Long> votesDelivered = new EnumMap<>(VotePhase.class);
        final Set<Subject> proposalsSent = new HashSet<>();
        final Set<Subject> proposalsFromOthers = new HashSet<>();
        long proposalsDelivered;
        final Set<Subject> preparesSent = new HashSet<>();
        long viewTimeouts;
        long heightsGained;
        long viewsGained;
        private long height;
        private long view;

        Seen() {
            for (VotePhase phase : VotePhase.values()) {
                votesToOthers.put(phase, new HashSet<>());
                votesFromOthers.put(phase, new HashSet<>());
                votesDelivered.put(phase, 0L);
            }
        }
    }

    private final List<Seen> replicas;

    @Nullable
    Prepare lastPrepare;

    WireLog(int count) {
        replicas = IntStream.range(0, count).mapToObj(replica -> new Seen()).toList();
    }

    Seen of(int replica) {
        return replicas.get(replica);
    }

    @Override
    public void sent(int from, int to, Message message) {
        Seen seen = of(from);
        if (message instanceof Vote vote) {
            requireNonNull(seen.votesToOthers.get(vote.phase())).add(new Subject(vote.view(), vote.block()));
        } else if (message instanceof Propose propose) {
            seen.proposalsSent.add(
                    new Subject(propose.block().view(), propose.block().id()));
        } else if (message instanceof Prepare prepare) {
            seen.preparesSent.add(new Subject(
                    prepare.certificate().view(), prepare.certificate().block()));
            lastPrepare = prepare;
        }
    }

    @Override
    public void delivered(int to, Message message) {
        Seen seen = of(to);
        if (message instanceof Vote vote) {
            seen.votesDelivered.merge(vote.phase(), 1L, Long::sum);
            requireNonNull(seen.votesFromOthers.get(vote.phase()))
                    .add(List.of(vote.sender(), vote.view(), vote.block()));
        } else if (message instanceof Propose propose) {
            seen.proposalsDelivered++;
            seen.proposalsFromOthers.add(
                    new Subject(propose.block().view(), propose.block().id()));
        }
    }

    @Override
    public void expired(int replica, TimerKind timer) {
        of(replica).viewTimeouts += timer == TimerKind.VIEW ? 1 : 0;
    }

    /** Looks at the replicas after an event. */
    void look(SimulatedNetwork network) {
        for (int i = 0; i < replicas.size(); i++) {
            var replica = network.replica(i);
            Seen seen = of(i);
            if (replica == null) {
                seen.height = -1;
                seen.view = -1;
                continue;
            }
            long height = replica.committed().height();
            seen.heightsGained += seen.height < 0 ? 0 : height - seen.height;
            seen.height = height;
            seen.viewsGained += replica.view() == seen.view ? 0 : 1;
            seen.view = replica.view();
        }
    }
}
