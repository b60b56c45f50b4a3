package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertSetting;
import io.quorumeter.examples.node.StoreFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertsDemoTest {

    private static final Pattern EQUIVOCATION = Pattern.compile("cluster    FIRING warning HotStuff2ByzantineEvidence"
            + "\\{key=.*type=\"double_proposal\",validator=\"3\"}");
    private static final Pattern DOUBLE_VOTE = Pattern.compile(
            "replica [012]  FIRING warning HotStuff2ByzantineEvidence" + "\\{type=\"?double_vote\"?}: .*validator 3 ");

    private static final String PARTITION = "replica 2  FIRING critical HotStuff2PartitionSuspected";

    private static boolean isPartitionOver(String out) {
        return IntStream.range(0, 4)
                .allMatch(replica -> out.contains("replica " + replica + "  RESOLVED HotStuff2PartitionSuspected"));
    }

    private static void assertAgreed(DemoRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).doesNotContain("FORK", "BEHIND", "HotStuff2SafetyViolation");
        assertThat(run.status()).as(run.out()).isZero();
    }

    /** The windows are short, so that the run comes past the warm-up and every rule has whole windows to judge. */
    @Test
    void calm_firesNothing() throws Exception {
        AlertConfig brisk = AlertConfig.defaults()
                .with(AlertSetting.WARM_UP, Duration.ofSeconds(2))
                .with(AlertSetting.RATE_WINDOW, Duration.ofSeconds(2))
                .with(AlertSetting.COUNT_WINDOW, Duration.ofSeconds(4));
        DemoOptions options = new DemoOptions(
                4,
                500,
                256,
                400,
                Duration.ofMillis(500),
                Optional.of(Duration.ofSeconds(7)),
                0,
                Optional.empty(),
                new FaultSchedule(List.of()),
                new ByzantineRoles(Map.of()),
                OptionalLong.empty(),
                false,
                true);
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        int status = new Demo(options, StoreFactory.onDisk(), brisk, printer, printer, new StopSignal()).run();
        assertThat(status).isZero();
        assertThat(out.toString()).contains("    6s  view").doesNotContain("FIRING");
    }

    @Test
    void partition_isToldByAll_andIsOverAfterItHealed() {
        DemoRun run = DemoRun.until(
                AlertsDemoTest::isPartitionOver, "--port", "0", "--fault", "partition:0+1@1s,heal@2500ms");
        assertAgreed(run);
        assertThat(run.out())
                .contains("replicas 0 and 1 are cut off from the others; 4 of 4 run, but no side has the 3");
        for (int replica = 0; replica < 4; replica++) {
            String alert = "replica " + replica + "  %s HotStuff2PartitionSuspected: ";
            assertThat(run.out())
                    .containsSubsequence(
                            "are cut off",
                            String.format(alert, "FIRING critical"),
                            "the network has healed",
                            String.format(alert, "RESOLVED"));
        }
        assertThat(run.out())
                .doesNotContain("HotStuff2ByzantineEvidence", "FOUND OUT")
                .contains(
                        "PARTITION: replicas 0 and 1 could not reach replicas 2 and 3 from 1s to 2.5s; told by alerts of"
                                + " replicas 0, 1, 2 and 3.");
    }

    @Test
    void crashedReplica_isNamedByTheOthers() {
        Pattern down = Pattern.compile("replica [013]  FIRING warning HotStuff2ValidatorDown\\{validator=\"?\\w+\"?}:"
                + " validator \\w+ \\(index 2\\) is not connected for [\\d.]+s");
        DemoRun run = DemoRun.until(out -> down.matcher(out).find(), "--port", "0", "--fault", "crash:2@3s");
        assertAgreed(run);
        assertThat(run.out()).containsPattern(down).doesNotContain("(index 1)");
    }

    @Test
    void silentReplica_isNamedByTheOthers() {
        Pattern silent =
                Pattern.compile("replica [023]  FIRING warning HotStuff2ValidatorSilent\\{validator=\"?\\w+\"?}:"
                        + " nothing signed by validator \\w+ \\(index 1\\) has arrived for 1[\\d.]+s");
        DemoRun run = DemoRun.until(out -> silent.matcher(out).find(), "--port", "0", "--byzantine", "silent:1");
        assertAgreed(run);
        assertThat(run.out()).containsPattern(silent).doesNotContain("(index 2) has arrived");
    }

    @Test
    void processes_tellOfAPartitionAndOfWhatTheySawTogether() {
        DemoRun run = DemoRun.until(
                out -> out.contains(PARTITION) && EQUIVOCATION.matcher(out).find(),
                "--port",
                "0",
                "--processes",
                "--byzantine",
                "equivocate:3",
                "--fault",
                "partition:0+1@2s,heal@4s");
        assertAgreed(run);
        assertThat(run.out()).contains(PARTITION).containsPattern(EQUIVOCATION);
    }

    @Test
    void doubleVotes_areToldByWhoeverCountsThem() {
        DemoRun run =
                DemoRun.until(out -> DOUBLE_VOTE.matcher(out).find(), "--port", "0", "--byzantine", "double-vote:3");
        assertAgreed(run);
        assertThat(run.out())
                .containsPattern(DOUBLE_VOTE)
                .containsPattern(
                        "FOUND OUT: replica 3 \\(double-vote\\) by double_vote(, \\d+ times?)?, seen by replicas? [012]");
    }

    @Test
    void moreThanFThatLeaveNoProof_areAnnounced_andSaidToHaveActed() {
        DemoRun run = DemoRun.of("--port", "0", "--duration", "2s", "--byzantine", "withhold-votes:2,silent:3");
        assertAgreed(run);
        assertThat(run.out())
                .containsOnlyOnce(
                        "MORE THAN f: 2 of 4 replicas break the protocol on purpose, and 4 replicas stand f = 1.")
                .containsPattern("CANNOT BE PROVEN: replica 2 \\(withhold-votes\\) acted [1-9]")
                .containsPattern("CANNOT BE PROVEN: replica 3 \\(silent\\) acted [1-9]")
                .doesNotContain("FOUND OUT");
    }

    @Test
    void equivocation_isToldByWhatAllSawTogether() {
        DemoRun run =
                DemoRun.until(out -> EQUIVOCATION.matcher(out).find(), "--port", "0", "--byzantine", "equivocate:3");
        assertAgreed(run);
        assertThat(run.out())
                .containsPattern(EQUIVOCATION)
                .doesNotContain("HotStuff2PartitionSuspected", "MORE THAN f");
        assertThat(run.out()).contains("FOUND OUT: replica 3 (equivocate) by double_proposal, ");
    }
}
