package io.quorumeter.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class AlertmanagerSilencesTest {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String url = "";

    @SuppressWarnings("NullAway.Init")
    private Process server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        assertThat(PROGRAM).as("apt-get install prometheus-alertmanager").isExecutable();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        Path config = Files.writeString(folder.resolve("am.yml"), "{route: {receiver: a}, receivers: [{name: a}]}");
        server = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> run("silence", "list") == 0);
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--url";
        all[args.length + 1] = url;
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    @Test
    void silence_isAddedListedAndExpired() {
        assertThat(out.toString()).isEqualTo("(no silences)\n");
        int added = run("silence", "add", "alertname=A", "peer=~1|2", "--for", "2h", "--comment", "why", "--by", "me");
        assertThat(added).as(err.toString()).isZero();
        String id = out.toString().strip();

        assertThat(run("silence", "list")).isZero();
        assertThat(out.toString())
                .startsWith(id + "  active  until ")
                .endsWith("  {alertname=\"A\", peer=~\"1|2\"}  me: why\n");
        assertThat(run("silence", "list", "-o", "json")).isZero();
        assertThat(out.toString()).startsWith("[{\"id\":\"" + id + '"');

        assertThat(run("silence", "expire", id)).isZero();
        assertThat(run("silence", "list")).isZero();
        assertThat(out.toString()).isEqualTo("(no silences)\n");
        assertThat(run("silence", "list", "--expired")).isZero();
        assertThat(out.toString()).startsWith(id + "  expired");
    }

    @Test
    void maintenance_isASilenceOfEverything() {
        assertThat(run("maintenance", "--for", "10m", "--comment", "new disk")).isZero();
        assertThat(run("silence", "list")).isZero();
        assertThat(out.toString()).contains("{alertname=~\".+\"}").contains(": new disk");
    }

    @Test
    void silence_refusedOrUnknown_exitCodeIs1() {
        assertThat(run("silence", "add", "alertname=~.*", "--for", "2h")).isEqualTo(1);
        assertThat(err.toString()).contains("status 400");
        assertThat(run("silence", "expire", "00000000-0000-0000-0000-000000000000"))
                .isEqualTo(1);
    }

    @Test
    void silence_wrongArguments_exitCodeIs2() {
        assertThat(run("silence", "add", "alertname", "--for", "2h")).isEqualTo(2);
        assertThat(run("silence", "add", "alertname=A")).isEqualTo(2);
        assertThat(run("silence", "add", "alertname=A", "--for", "soon")).isEqualTo(2);
        assertThat(run("maintenance")).isEqualTo(2);
    }
}
