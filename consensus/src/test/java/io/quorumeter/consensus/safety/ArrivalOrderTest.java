package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Finding;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.TimeoutStyle;
import io.quorumeter.consensus.ViewChangeKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order in which a validator's messages arrive changes nothing about what it is accused of. */
class ArrivalOrderTest {
    private static final Protocol BROADCAST = Protocol.basic().replicas(4).timeoutStyle(TimeoutStyle.BROADCAST);
    private static final int VIEWS = 12;

    /** A message, in words and as it is delivered. */
    private record Message(String text, Consumer<Watch> delivery) {
        @Override
        public String toString() {
            return text;
        }
    }

    @Test
    void secondVoteForTheSameBlock_isJudgedByItsOwnJustify() {
        assertEveryOrder(
                Protocol.basic().replicas(4),
                List.of(vote2(3, 5, 5), vote(3, 8, 8, 7), vote(3, 8, 8, 2)),
                "LOCK_VIOLATION 3 @8");
        assertEveryOrder(
                Protocol.pipelined().replicas(4),
                List.of(vote(3, 5, 5, 0), vote(3, 5, 5, 4), vote(3, 8, 8, 2)),
                "LOCK_VIOLATION 3 @8");
    }

    @Test
    void secondVoteForAnotherBlock_isJudgedByItsOwnJustifyToo() {
        assertEveryOrder(
                Protocol.basic().replicas(4),
                List.of(vote2(3, 5, 5), vote(3, 8, 8, 7), vote(3, 8, -8, 2)),
                "DOUBLE_VOTE 3 @8",
                "LOCK_VIOLATION 3 @8");
        assertEveryOrder(
                Protocol.pipelined().replicas(4),
                List.of(vote(3, 5, 5, 0), vote(3, 5, -5, 4), vote(3, 8, 8, 2), status(3, 9, 3)),
                "DOUBLE_VOTE 3 @5",
                "LOCK_CONCEALMENT 3 @9",
                "LOCK_VIOLATION 3 @8");
    }

    @Test
    void bindingActThatComesLast_findsEveryActThatItForbade() {
        assertEveryOrder(
                Protocol.basic().replicas(4),
                List.of(vote(3, 8, 8, 2), vote(3, 9, 9, 3), vote2(3, 5, 5), status(3, 9, 4), status(3, 10, 2)),
                "LOCK_CONCEALMENT 3 @10",
                "LOCK_CONCEALMENT 3 @9",
                "LOCK_VIOLATION 3 @8",
                "LOCK_VIOLATION 3 @9");
    }

    @Test
    void voteInACertificate_isOneLikeOthers() {
        assertEveryOrder(
                Protocol.pipelined().replicas(4),
                List.of(certificate(CertificateKind.QUORUM, 5, 5, 4, 0, 1, 3), vote(3, 5, 5, 0), vote(3, 8, 8, 2)),
                "LOCK_VIOLATION 3 @8");
        assertEveryOrder(
                Protocol.basic().replicas(4),
                List.of(
                        certificate(CertificateKind.QUORUM, 8, 8, 7, 0, 1, 3),
                        certificate(CertificateKind.QUORUM, 8, 8, 2, 0, 1, 3),
                        vote2(3, 5, 5)),
                "LOCK_VIOLATION 3 @8");
    }

    @Test
    void threeTimeoutsOfOneView_areDoubleInEveryOrder() {
        for (List<Long> locks : List.of(List.of(8L, 9L), List.of(9L, 10L), List.of(10L, 8L), List.of(8L, 8L, 10L))) {
            List<Message> timeouts =
                    locks.stream().map(lock -> timeout(3, 10, lock)).toList();
            assertEveryOrder(BROADCAST, timeouts, "DOUBLE_TIMEOUT 3 @10");
        }
    }

    @Test
    void ownVote_isOneLikeOthers() {
        assertEveryOrder(
                Protocol.basic().replicas(4).ownIndex(3),
                List.of(ownVote(5, 5, 4), vote(3, 5, -5, 4), vote(3, 8, 8, 7)),
                "DOUBLE_VOTE 3 @5");
        assertEveryOrder(
                Protocol.basic().replicas(4).ownIndex(3),
                List.of(vote2(3, 5, 5), ownVote(8, 8, 2), certificate(CertificateKind.QUORUM, 9, 9, 3, 0, 1, 3)),
                "LOCK_VIOLATION 3 @8",
                "LOCK_VIOLATION 3 @9");
        assertEveryOrder(
                Protocol.pipelined().replicas(4).ownIndex(3),
                List.of(ownVote(5, 5, 4), vote(3, 8, 8, 2), status(3, 9, 3)),
                "LOCK_CONCEALMENT 3 @9",
                "LOCK_VIOLATION 3 @8");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrder_givesTheSameAccusations_withVotesOfTheReplicaItself(long seed) {
        assertEveryOrderIsTheSame(Protocol.basic().replicas(4).ownIndex(3), seed);
        assertEveryOrderIsTheSame(Protocol.pipelined().replicas(4).ownIndex(3), seed);
    }

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrder_givesTheSameAccusations_basic(long seed) {
        assertEveryOrderIsTheSame(Protocol.basic().replicas(4), seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrder_givesTheSameAccusations_pipelined(long seed) {
        assertEveryOrderIsTheSame(Protocol.pipelined().replicas(4), seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrder_givesTheSameAccusations_timeoutsThatAreBroadcast(long seed) {
        assertEveryOrderIsTheSame(BROADCAST, seed);
    }

    /** What one replica has proven, its digest proves to whoever reads it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void digest_accusesWhomTheReplicaAccuses(long seed) {
        for (Protocol protocol :
                List.of(Protocol.basic().replicas(4), Protocol.pipelined().replicas(4))) {
            Random random = new Random(seed);
            List<Message> messages = Stream.generate(() -> message(protocol, random))
                    .limit(2 + random.nextInt(7))
                    .toList();
            Watch watch = new Watch(protocol);
            messages.forEach(message -> message.delivery().accept(watch));
            ObservationDigest digest =
                    ObservationDigest.decode(watch.monitor.digest().encode());
            ClusterObserver cluster = new ClusterObserver(protocol).merge(List.of(digest));
            assertThat(byType(cluster.evidence()))
                    .as("seed %d: %s", seed, messages)
                    .isEqualTo(byType(watch.monitor.evidence()));
        }
    }

    private static void assertEveryOrder(Protocol protocol, List<Message> messages, String... accusations) {
        for (List<Message> order : permutations(messages)) {
            assertThat(accusations(protocol, order)).as("%s", order).containsExactly(accusations);
        }
    }

    private static void assertEveryOrderIsTheSame(Protocol protocol, long seed) {
        Random random = new Random(seed);
        List<Message> messages = new ArrayList<>();
        int count = 2 + random.nextInt(7);
        while (messages.size() < count) {
            messages.add(message(protocol, random));
        }
        Set<String> expected = accusations(protocol, messages);
        for (int i = 0; i < 40; i++) {
            List<Message> order = new ArrayList<>(messages);
            Collections.shuffle(order, random);
            assertThat(accusations(protocol, order))
                    .as("seed %d: %s, where %s gave the other", seed, order, messages)
                    .isEqualTo(expected);
        }
    }

    /** Of few views, blocks and justifies, so that they contradict each other often. */
    private static Message message(Protocol protocol, Random random) {
        boolean isBasic = protocol.variant() == Protocol.basic().variant();
        long view = 2L + random.nextInt(VIEWS - 1);
        long block = random.nextInt(3) == 0 ? -view : view;
        long justify = random.nextInt(12) == 0 ? -1 : random.nextInt((int) view + 1);
        int validator = random.nextInt(4) == 0 ? 1 : 3;
        if (validator == protocol.ownIndex() && random.nextBoolean()) {
            return ownVote(view, block, Math.max(0, justify));
        }
        return switch (random.nextInt(isBasic ? 6 : 5)) {
            case 0, 1 -> vote(validator, view, block, justify);
            case 2 -> isBasic ? vote2(validator, view, block) : vote(validator, view, block, view - 1);
            case 3 ->
                protocol.timeoutStyle() == TimeoutStyle.BROADCAST
                        ? timeout(validator, view, justify)
                        : status(validator, view, justify);
            case 4 -> certificate(CertificateKind.QUORUM, view, block, Math.min(justify, view - 1), 0, 1, 3);
            default -> certificate(CertificateKind.DOUBLE, view, block, view, 0, 2, 3);
        };
    }

    private static Set<String> accusations(Protocol protocol, List<Message> messages) {
        Watch watch = new Watch(protocol, SafetyOptions.standard().accuseDoubleTimeouts());
        if (protocol.ownIndex() >= 0) {
            watch.led(1);
        }
        messages.forEach(message -> message.delivery().accept(watch));
        return accusations(watch.monitor.evidence());
    }

    private static Set<String> accusations(List<Evidence> evidence) {
        return evidence.stream()
                .map(e -> e.type().name() + " " + e.validator() + " @" + e.view())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<Finding, Set<Integer>> byType(List<Evidence> evidence) {
        return evidence.stream()
                .collect(Collectors.groupingBy(
                        Evidence::type, Collectors.mapping(Evidence::validator, Collectors.toSet())));
    }

    private static List<List<Message>> permutations(List<Message> messages) {
        if (messages.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Message>> all = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            List<Message> rest = new ArrayList<>(messages);
            Message last = rest.remove(i);
            for (List<Message> before : permutations(rest)) {
                List<Message> order = new ArrayList<>(before);
                order.add(last);
                all.add(order);
            }
        }
        return all;
    }

    private static Message vote(int validator, long view, long block, long justify) {
        return new Message(
                "vote " + validator + " @" + view + " of " + block + " justify " + justify,
                watch -> watch.vote(validator, view, block, justify));
    }

    private static Message ownVote(long view, long block, long justify) {
        return new Message(
                "own vote @" + view + " of " + block + " justify " + justify,
                watch -> watch.ownVote(view, block, justify));
    }

    private static Message vote2(int validator, long view, long block) {
        return new Message(
                "vote2 " + validator + " @" + view + " of " + block, watch -> watch.vote2(validator, view, block));
    }

    private static Message status(int validator, long view, long lock) {
        return new Message(
                "status " + validator + " @" + view + " lock " + lock, watch -> watch.status(validator, view, lock));
    }

    private static Message timeout(int validator, long view, long lock) {
        return new Message(
                "timeout " + validator + " @" + view + " lock " + lock,
                watch -> watch.claim(ViewChangeKind.TIMEOUT, validator, view, lock));
    }

    private static Message certificate(CertificateKind kind, long view, long block, long inner, int... signers) {
        return new Message(
                kind + " @" + view + " of " + block + " over " + inner,
                watch -> watch.certificate(kind, view, block, inner, signers));
    }
}
