package io.quorumeter.benchmarks.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.Quoting;
import io.quorumeter.promql.model.SampleBuffer;
import io.quorumeter.promql.model.Series;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Stale;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's Prometheus with the samples of a source or of a node that it scrapes, on a free port of the loopback interface. */
public final class Prometheus implements AutoCloseable {
    private static final int START_SECONDS = 60;
    private static final int LOAD_MINUTES = 10;

    private static final String WATCHING = """
            global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
            rule_files: [rules.yml]
            scrape_configs:
            - job_name: node
              static_configs: [{targets: ['NODE']}]
            """;

    private final Path folder;
    private final Process server;
    private final URI uri;

    private Prometheus(Path folder, Process server, URI uri) {
        this.folder = folder;
        this.server = server;
        this.uri = uri;
    }

    /** Writes everything that a source has, hands it to promtool and starts a server over that. */
    static Prometheus with(SeriesSource source) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("quorumeter-prometheus");
        try {
            Path samples = folder.resolve("samples.txt");
            write(source, samples);
            Path blocks = folder.resolve("blocks");
            run("promtool", "tsdb", "create-blocks-from", "openmetrics", samples.toString(), blocks.toString());
            Files.delete(samples);
            Files.writeString(folder.resolve("prometheus.yml"), "{}\n");
            return start(folder, blocks);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            delete(folder);
            throw failed;
        }
    }

    /**
     * Starts one that scrapes a node each second, and evaluates a file of rules as often.
     *
     * @param node where its metrics are
     * @param rules the text of the file
     * @return the server, ready
     * @throws IOException if it cannot be started
     */
    public static Prometheus watching(URI node, String rules) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("quorumeter-prometheus");
        try {
            Files.writeString(folder.resolve("rules.yml"), rules);
            Files.writeString(folder.resolve("prometheus.yml"), WATCHING.replace("NODE", node.getAuthority()));
            return start(folder, folder.resolve("blocks"));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            delete(folder);
            throw failed;
        }
    }

    /** {@return where it answers} */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.destroy();
        if (!server.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
        delete(folder);
    }

    /** As OpenMetrics text; it has no stale markers, so there must be none. */
    static void write(SeriesSource source, Path file) throws IOException {
        SampleBuffer samples = new SampleBuffer(size -> {});
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Series series : source.select(List.of(), 0, Long.MAX_VALUE / 2)) {
                samples.clear();
                series.read(0, Long.MAX_VALUE / 2, samples);
                String labels = text(series.labels());
                for (int i = 0; i < samples.size(); i++) {
                    double value = samples.values()[i];
                    if (Stale.is(value)) {
                        throw new IllegalStateException(labels + " ended, which OpenMetrics cannot express");
                    }
                    out.write(labels);
                    out.write(' ');
                    out.write(Numbers.format(value));
                    out.write(' ');
                    out.write(Numbers.format(samples.times()[i] / 1e3));
                    out.write('\n');
                }
            }
            out.write("# EOF\n");
        }
    }

    private static String text(Labels labels) {
        StringBuilder text = new StringBuilder(labels.get(Labels.NAME));
        char before = '{';
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).equals(Labels.NAME)) {
                text.append(before).append(labels.name(i)).append('=').append(Quoting.quote(labels.value(i)));
                before = ',';
            }
        }
        return before == ',' ? text.append('}').toString() : text.toString();
    }

    private static Prometheus start(Path folder, Path blocks) throws IOException, InterruptedException {
        int port = freePort();
        Process server = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + blocks,
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=error")
                .inheritIO()
                .start();
        Prometheus started = new Prometheus(folder, server, URI.create("http://127.0.0.1:" + port + "/"));
        started.awaitReady();
        return started;
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/-/ready")).build();
        HttpClient client = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline && server.isAlive()) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it does not listen yet
            }
            Thread.sleep(100);
        }
        server.destroyForcibly();
        throw new IOException("prometheus was not ready within " + START_SECONDS + " s");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("quorumeter-promtool", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            if (!process.waitFor(LOAD_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ":\n" + Files.readString(printed, UTF_8));
            }
        } finally {
            Files.delete(printed);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(Prometheus::deleteOne);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
