package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.safety.Evidence;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a replica does that nobody can prove to others still shows in what it sends, and in nothing that a correct one sends. */
class MisbehaviourOnTheWireTest {
    private static final int REPLICAS = 7;
    private static final int FAULTY = 2;

    /** Leads the view before each of the faulty one's, which so has to wait for the locks of the others. */
    private static final int DOWN = 1;

    private static final Duration DELTA = Duration.ofMillis(50);

    private record Sent(int to, Message message, long nanos) {}

    /** What the replica sent, and when it entered which view. */
    private static final class Trace {
        final List<Sent> sent = new ArrayList<>();
        final Map<Long, Long> entered = new HashMap<>();

        <M extends Message> Stream<Sent> of(Class<M> type) {
            return sent.stream().filter(each -> type.isInstance(each.message));
        }

        /** How long after the view began each first proposal for it left, of those for which the leader has to wait, or of the others. */
        List<Long> leads(boolean waiting) {
            Map<Long, Long> first = new HashMap<>();
            of(Propose.class).forEach(each -> {
                Propose propose = (Propose) each.message;
                long view = propose.block().view();
                if (waiting == propose.justify().view() < view - 1 && entered.containsKey(view)) {
                    first.putIfAbsent(view, each.nanos - entered.get(view));
                }
            });
            return List.copyOf(first.values());
        }
    }

    private static Trace trace(boolean pipelined, boolean leaderDown, Behaviour behaviour) {
        Trace trace = new Trace();
        SimulatedNetwork[] running = new SimulatedNetwork[1];
        HotStuff2Simulation description = Adversary.network(pipelined, REPLICAS)
                .delta(DELTA)
                .byzantine(FAULTY, behaviour)
                .events(replica -> {
                    HotStuff2Events events = HotStuff2Events.none();
                    if (replica == FAULTY) {
                        events.listen(new HotStuff2Listener() {
                            @Override
                            public void viewEntered(long view, long from, ViewCause cause, int leader, long nanos) {
                                trace.entered.put(view, nowOf(running));
                            }
                        });
                    }
                    return events;
                })
                .watch(new WireListener() {
                    @Override
                    public void sent(int from, int to, Message message) {
                        if (from == FAULTY) {
                            trace.sent.add(new Sent(to, message, nowOf(running)));
                        }
                    }
                });
        if (leaderDown) {
            description.crash(DOWN, Duration.ZERO);
        }
        running[0] = description.start();
        running[0].runFor(Duration.ofSeconds(20));
        return trace;
    }

    private static long nowOf(SimulatedNetwork[] running) {
        return running[0] == null ? 0 : running[0].elapsed().toNanos();
    }

    private static boolean shows(Misbehaviour kind, Trace trace) {
        return switch (kind) {
            case SILENT -> trace.sent.isEmpty();
            case WITHHOLD_VOTES -> trace.of(Vote.class).findAny().isEmpty();
            case REPLAY -> trace.sent.stream().anyMatch(each -> each.message.sender() != FAULTY);
            case EARLY_PROPOSAL ->
                !trace.leads(true).isEmpty() && trace.leads(true).stream().allMatch(wait -> wait == 0);
            case DRAG_VIEWS ->
                !trace.leads(false).isEmpty()
                        && trace.leads(false).stream().allMatch(wait -> wait >= 6 * DELTA.toNanos())
                        && wishesFarAhead(trace);
            default -> throw new IllegalArgumentException(kind + " leaves evidence; see SafetyMonitorTest");
        };
    }

    private static boolean wishesFarAhead(Trace trace) {
        return trace.of(Wish.class).anyMatch(each -> {
            long reached = trace.entered.entrySet().stream()
                    .filter(entry -> entry.getValue() <= each.nanos)
                    .mapToLong(Map.Entry::getKey)
                    .max()
                    .orElse(0);
            return ((Wish) each.message).view() > reached + REPLICAS;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "SILENT, false, false",
        "SILENT, true, false",
        "WITHHOLD_VOTES, false, false",
        "WITHHOLD_VOTES, true, false",
        "REPLAY, false, false",
        "REPLAY, true, false",
        "EARLY_PROPOSAL, false, true",
        "EARLY_PROPOSAL, true, true",
        "DRAG_VIEWS, false, false",
        "DRAG_VIEWS, true, false"
    })
    void whatNobodyCanProve_isDoneAllTheSame(Misbehaviour kind, boolean pipelined, boolean leaderDown) {
        assertThat(shows(kind, trace(pipelined, leaderDown, Behaviour.of(kind))))
                .isTrue();
        assertThat(shows(kind, trace(pipelined, leaderDown, Behaviour.correct())))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"WITHHOLD_VOTES, 1, 5", "SILENT, 0, 0"})
    void certificatesOfTheFaultyLeader_reachSomeOnly(Misbehaviour kind, int least, int most) {
        assertThat(receivers(trace(false, false, Behaviour.of(kind)))).isBetween(least, most);
        assertThat(receivers(trace(false, false, Behaviour.correct()))).isEqualTo(REPLICAS - 1);
    }

    /** How many replicas were sent the certificates of a view, on the average. */
    private static int receivers(Trace trace) {
        Map<Long, Set<Integer>> told = new HashMap<>();
        trace.of(Prepare.class)
                .forEach(each -> told.computeIfAbsent(
                                ((Prepare) each.message).certificate().view(), view -> new HashSet<>())
                        .add(each.to));
        return (int)
                Math.round(told.values().stream().mapToInt(Set::size).average().orElse(0));
    }

    /** One of the two blocks is made up and has no certificate; its vote counts for nothing, but is signed. */
    @Test
    void secondVoteGivenTwice_isProvedToItsCollectors() {
        SimulatedNetwork network = Adversary.network(false, REPLICAS)
                .byzantine(FAULTY, Behaviour.doubleVote(VotePhase.VOTE2))
                .start();
        network.runFor(Duration.ofSeconds(5));
        List<Evidence> told = IntStream.range(0, REPLICAS)
                .filter(replica -> replica != FAULTY)
                .mapToObj(replica -> network.safety(replica).evidence())
                .flatMap(List::stream)
                .toList();
        assertThat(told).isNotEmpty().allMatch(evidence -> evidence.type() == ByzantineAct.DOUBLE_VOTE2);
        assertThat(told).allMatch(evidence -> evidence.validator() == FAULTY);
        assertThat(network.observer().safety().count(ByzantineAct.DOUBLE_VOTE2)).isPositive();
        SimulationAssertions.assertThat(network.observer()).accuses(FAULTY).accusesNoOther();
    }
}
