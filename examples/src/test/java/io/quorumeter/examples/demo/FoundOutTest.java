package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.safety.Evidence;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FoundOutTest {
    private final FoundOut found = new FoundOut(options(new ByzantineRoles(Map.of(3, Misbehaviour.DOUBLE_VOTE)), true));

    private static DemoOptions options(ByzantineRoles roles, boolean metrics) {
        return new DemoOptions(
                4,
                0,
                16,
                1,
                Duration.ofMillis(50),
                Optional.empty(),
                0,
                Optional.empty(),
                new FaultSchedule(List.of()),
                roles,
                OptionalLong.empty(),
                false,
                metrics);
    }

    private static String evidence(int replica) {
        return "FIRING warning HotStuff2ByzantineEvidence{type=\"double_vote\"}: proven misbehaviour: double_vote, "
                + "pieces of evidence within 5m: 1: validator " + replica + " (abc): double_vote in view 9";
    }

    private static Evidence piece(int replica) {
        return new Evidence(ByzantineAct.DOUBLE_VOTE, 9, replica, "abc", 0, List.of(), 0, -1, "test");
    }

    @Test
    void act_isSaidWithWhoDidIt_howOften_andWhoSawIt() {
        found.alert(2, evidence(3));
        found.alert(0, evidence(3));
        found.alert(AlertListener.CLUSTER, evidence(3));
        found.alert(1, evidence(3).replace("FIRING warning", "RESOLVED"));
        found.together(List.of(piece(3)), act -> 41);
        assertThat(found.lines())
                .containsExactly(
                        "FOUND OUT: replica 3 (double-vote) by double_vote, 41 times, seen by replicas 0 and 2 and in"
                                + " what the replicas saw together.");
    }

    @Test
    void act_thatIsSeenTogetherOnly_saysSo() {
        found.together(List.of(piece(3)), act -> 1);
        assertThat(found.lines())
                .containsExactly(
                        "FOUND OUT: replica 3 (double-vote) by double_vote, 1 time, in what the replicas saw together.");
    }

    @Test
    void actsOfSeveral_areCountedForEach() {
        found.together(List.of(piece(3), piece(1), piece(3)), act -> 41);
        assertThat(found.lines())
                .containsExactly(
                        "FOUND OUT: replica 1 (honest) by double_vote, 1 time, in what the replicas saw together.",
                        "FOUND OUT: replica 3 (double-vote) by double_vote, 2 times, in what the replicas saw together.");
    }

    @Test
    void whoWasNotFoundOut_isNamed() {
        found.acted(3, 1);
        found.acted(0, 0);
        assertThat(found.lines())
                .containsExactly(
                        "NOT FOUND OUT: replica 3 (double-vote) acted 1 time, and left proof wherever that arrived,"
                                + " but nobody told of it.");
    }

    @Test
    void whoNeverActed_isNotSaidToHaveBeenMissed() {
        found.acted(3, 0);
        assertThat(found.lines())
                .containsExactly(
                        "NEVER ACTED: replica 3 (double-vote) did nothing wrong in this run by its own count.");
    }

    @Test
    void whatLeavesNoProof_isSaidToLeaveNone() {
        FoundOut silence = new FoundOut(options(new ByzantineRoles(Map.of(3, Misbehaviour.SILENT)), true));
        silence.acted(3, 1_234);
        assertThat(silence.lines())
                .containsExactly(
                        "CANNOT BE PROVEN: replica 3 (silent) acted 1,234 times, which leaves no signed proof; to"
                                + " others it is an anomaly or a slow network.");
    }

    @Test
    void partition_isSaidWithItsSides_itsTime_andWhoToldOfIt() {
        found.alert(3, evidence(3));
        found.fault(new Fault(Fault.Kind.PARTITION, List.of(0, 1), Duration.ofSeconds(10)));
        found.alert(0, "FIRING critical HotStuff2PartitionSuspected: network partition suspected");
        found.alert(2, "FIRING critical HotStuff2PartitionSuspected: network partition suspected");
        found.fault(new Fault(Fault.Kind.HEAL, List.of(), Duration.ofSeconds(20)));
        found.alert(1, "RESOLVED HotStuff2PartitionSuspected: over after 9 s");
        found.fault(new Fault(Fault.Kind.PARTITION, List.of(3), Duration.ofSeconds(25)));
        assertThat(found.lines())
                .endsWith(
                        "PARTITION: replicas 0 and 1 could not reach replicas 2 and 3 from 10s to 20s; told by alerts of"
                                + " replicas 0 and 2.",
                        "PARTITION: replica 3 could not reach replicas 0, 1 and 2 from 25s to the end; no alert told of it.");
    }

    @Test
    void alerts_thatNoReplicaResolved_areStillFiring() {
        String down =
                "FIRING warning HotStuff2ValidatorDown{validator=\"abc\"}: validator abc (index 2) is not connected";
        assertThat(found.stillFiring()).isEmpty();
        for (int replica : new int[] {3, 0, 1, 2}) {
            found.alert(replica, down);
        }
        found.alert(0, "FIRING critical HotStuff2PartitionSuspected: network partition suspected");
        found.alert(1, "FIRING critical HotStuff2PartitionSuspected: network partition suspected");
        found.alert(1, "RESOLVED HotStuff2PartitionSuspected: over after 9 s");
        found.alert(3, down.replace("FIRING warning", "RESOLVED"));
        found.alert(AlertListener.CLUSTER, evidence(3));
        found.fault(new Fault(Fault.Kind.CRASH, 2, Duration.ofSeconds(1)));
        assertThat(found.stillFiring())
                .hasValue(
                        "Still firing: HotStuff2PartitionSuspected of replica 0; HotStuff2ValidatorDown of replicas 0 and 1.");
    }

    @Test
    void partition_withoutMetrics_saysNothingOfAlerts() {
        FoundOut unwatched = new FoundOut(options(new ByzantineRoles(Map.of()), false));
        unwatched.fault(new Fault(Fault.Kind.PARTITION, 0, Duration.ofSeconds(1)));
        assertThat(unwatched.lines())
                .containsExactly("PARTITION: replica 0 could not reach replicas 1, 2 and 3 from 1s to the end.");
    }
}
