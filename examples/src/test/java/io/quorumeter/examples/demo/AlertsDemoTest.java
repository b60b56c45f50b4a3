package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlertsDemoTest {

    @Test
    void calm_raisesNoAlertOfFaults() {
        DemoRun run = DemoRun.of("--duration", "4s", "--port", "0");
        assertThat(run.status()).isZero();
        assertThat(run.out()).doesNotContain("FIRING critical", "HotStuff2Byzantine");
    }

    @Test
    void partition_isToldByAll_andIsOverAfterItHealed() {
        DemoRun run = DemoRun.of("--duration", "12s", "--port", "0", "--fault", "partition:0+1@2s,heal@4s");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("replicas 0 and 1 are cut off from the others; 4 of 4 run, but no side has the 3");
        for (int replica = 0; replica < 4; replica++) {
            String alert = "replica " + replica + "  %s HotStuff2PartitionSuspected: ";
            assertThat(run.out())
                    .containsSubsequence(
                            String.format(alert, "FIRING critical"),
                            "the partition has healed",
                            String.format(alert, "RESOLVED"));
        }
        assertThat(run.out()).doesNotContain("HotStuff2ByzantineEvidence", "HotStuff2SafetyViolation");
    }

    @Test
    void partition_ofProcesses_isToldToo() {
        DemoRun run =
                DemoRun.of("--duration", "14s", "--port", "0", "--processes", "--fault", "partition:0+1@5s,heal@7s");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "replica 2  FIRING critical HotStuff2PartitionSuspected",
                        "the partition has healed",
                        "replica 2  RESOLVED HotStuff2PartitionSuspected");
    }

    @Test
    void doubleVotes_areToldByWhoeverCountsThem() {
        DemoRun run = DemoRun.of("--duration", "8s", "--port", "0", "--byzantine", "double-vote:3");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("FIRING warning HotStuff2ByzantineEvidence{type=\"double_vote\"}");
        assertThat(run.out()).doesNotContain("FORK", "HotStuff2SafetyViolation");
    }

    @Test
    void equivocation_isToldByWhatAllSawTogether() {
        DemoRun run = DemoRun.of("--duration", "8s", "--port", "0", "--byzantine", "equivocate:3");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains(
                        "cluster    FIRING warning HotStuff2ByzantineEvidence{type=\"double_proposal\",validator=\"3\"}");
        assertThat(run.out()).doesNotContain("FORK", "HotStuff2SafetyViolation", "HotStuff2PartitionSuspected");
    }
}
