package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorumeter.examples.demo.DemoRun.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    /** A second in which nothing was committed, when the two that are left have timed out at least twice each. */
    private static final Pattern NOTHING_BUT_TIMEOUTS = Pattern.compile("no commits +time-outs ([6-9]|\\d\\d)");

    @TempDir
    Path temp;

    private static void flipByte(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 0x10));
            channel.write(one.flip(), at);
        }
    }

    private static void assertAgreed(DemoRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("the same chain").contains("compared block by block");
        assertThat(run.out()).doesNotContain("FORK", "DAMAGED", "FAILED");
        assertThat(run.status()).isZero();
    }

    @Test
    void run_calm_commitsTheSameChainEverywhere() {
        DemoRun run = DemoRun.of("--duration", "2500ms", "--port", "0");
        assertAgreed(run);
        assertThat(run.out())
                .contains("All 4 replicas committed the same chain")
                .contains("/metrics");
        assertThat(run.table()).hasSize(4).allSatisfy(row -> {
            assertThat(row.blocks()).isEqualTo(run.table().get(0).blocks()).isGreaterThan(5);
            assertThat(row.transactions()).isGreaterThan(500);
            assertThat(row.latency()).contains("p99");
        });
    }

    @Test
    void run_askedForMoreThanItCan_saysSo() {
        DemoRun run = DemoRun.of("--duration", "1s", "--port", "0", "--rate", "300000", "--batch", "100");
        assertAgreed(run);
        assertThat(run.out())
                .containsPattern("\nLess than asked for: [\\d,]+ of 300,000 transactions/s were committed\\.\n");
    }

    @Test
    void run_crashAndRestart_catchesUp() {
        DemoRun run = DemoRun.of("--duration", "2500ms", "--port", "0", "--fault", "crash:2@1s,restart:2@2s");
        assertAgreed(run);
        assertThat(run.out()).contains("replica 2 crashed; 3 of 4 run").contains("replica 2 restarted; 4 of 4 run");
        assertThat(run.table().get(2).story()).isEqualTo("crashed at 1s, restarted at 2s");
        assertThat(run.table())
                .extracting(Row::blocks)
                .containsOnly(run.table().get(0).blocks());
    }

    @Test
    void run_twoOfFourCrashed_commitsNothingMore_andSaysSo() {
        DemoRun run = DemoRun.until(
                out -> NOTHING_BUT_TIMEOUTS.matcher(out).find(), "--port", "0", "--fault", "crash:1@1s,crash:3@1s");
        assertAgreed(run);
        assertThat(run.out()).contains("2 of 4 run, 3 are needed").contains("No quorum at the end");
        assertThat(run.table())
                .satisfiesExactly(
                        row -> assertThat(row.timeouts()).isGreaterThanOrEqualTo(2),
                        row -> assertThat(row.story()).isEqualTo("crashed at 1s"),
                        row -> assertThat(row.timeouts()).isGreaterThanOrEqualTo(2),
                        row -> assertThat(row.story()).isEqualTo("crashed at 1s"));
    }

    @Test
    void run_crashedForGood_holdsTheBeginningOfTheChain() {
        DemoRun run = DemoRun.of("--duration", "3s", "--port", "0", "--fault", "crash:0@1s");
        assertAgreed(run);
        assertThat(run.out()).contains("replica 0 holds the first ");
        assertThat(run.table().get(0).blocks()).isBetween(1, run.table().get(1).blocks() - 1);
    }

    @Test
    void run_sameFolderAgain_goesOn_untilAByteIsFlipped() throws Exception {
        String data = temp.resolve("data").toString();
        DemoRun first = DemoRun.of("--duration", "1s", "--port", "0", "--data", data);
        assertAgreed(first);
        DemoRun second = DemoRun.of("--duration", "2s", "--port", "0", "--data", data);
        assertAgreed(second);
        assertThat(second.table().get(0).blocks())
                .isGreaterThan(first.table().get(0).blocks() + 2);

        Path store = temp.resolve("data/replica-3/store.mv");
        flipByte(store, Files.size(store) * 2 / 3);
        DemoRun third = DemoRun.of("--duration", "2s", "--port", "0", "--data", data);
        assertThat(third.status()).isEqualTo(1);
        assertThat(third.err())
                .isEqualTo("demo: the store of replica 3 is damaged: its bytes are not those it was closed with\n");
        assertThat(third.out()).isEmpty();
    }

    @Test
    void run_storeDamagedWhileItsReplicaIsDown_isFoundAtTheRestart() throws Exception {
        Path data = temp.resolve("data");
        StringWriter out = new StringWriter();
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> DemoCommand.run(
                new String[] {
                    "--duration", "4s", "--port", "0", "--data", data.toString(), "--fault", "crash:2@1s,restart:2@3s"
                },
                new PrintWriter(out),
                new PrintWriter(out),
                new StopSignal()));
        await().atMost(Duration.ofSeconds(30)).until(() -> out.toString().contains("replica 2 crashed"));
        Path store = data.resolve("replica-2/store.mv");
        for (long at = 8_192; at < Files.size(store); at += 500) {
            flipByte(store, at);
        }
        assertThat(status.join()).isEqualTo(1);
        assertThat(out.toString())
                .contains("replica 2 could not be restarted: its store: ")
                .contains("FAILED: replica 2: its store: ")
                .contains("DAMAGED: the store of replica 2 is damaged: ");
    }

    @Test
    void run_processes_areKilledAndRestarted() {
        DemoRun run =
                DemoRun.of("--duration", "4s", "--port", "0", "--processes", "--fault", "crash:1@2s,restart:1@3s");
        assertAgreed(run);
        assertThat(run.table().get(1).story()).isEqualTo("crashed at 2s, restarted at 3s");
        assertThat(run.table())
                .extracting(Row::blocks)
                .allSatisfy(blocks -> assertThat(blocks).isPositive());
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void run_stoppedByASignal_endsInOrder() throws Exception {
        Process demo = DemoRun.start(temp, "--port", "0");
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(temp.resolve("out")).contains("    1s  view"));
            demo.toHandle().destroy();
            DemoRun run = DemoRun.ended(demo, temp);
            assertAgreed(run);
            assertThat(run.table()).hasSize(4);
            assertThat(temp)
                    .isDirectoryNotContaining(
                            path -> path.getFileName().toString().startsWith("quorumeter"));
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void run_whoseReaderIsGone_endsByItself() {
        PrintWriter closed = new PrintWriter(new StringWriter());
        closed.close();
        StringWriter err = new StringWriter();
        int status = DemoCommand.run(new String[] {"--port", "0"}, closed, new PrintWriter(err), new StopSignal());
        assertThat(status).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void run_killed_takesItsProcessesWithIt() throws Exception {
        Process demo = DemoRun.start(temp, "--port", "0", "--processes");
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(temp.resolve("out")).contains("    1s  view"));
            var replicas = demo.descendants().toList();
            assertThat(replicas).hasSize(4);
            demo.destroyForcibly().waitFor();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(replicas).noneMatch(ProcessHandle::isAlive));
        } finally {
            demo.destroyForcibly();
        }
    }
}
