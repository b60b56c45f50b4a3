package io.quorumeter.examples.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A real Prometheus (Debian's package {@code prometheus}) that scrapes the given loopback ports every second. */
final class PrometheusServer implements AutoCloseable {
    private static final Pattern INSTANT =
            Pattern.compile("^(?<series>.*) => (?<value>\\S+) @\\[(?<time>[0-9.]+)]$", Pattern.MULTILINE);

    private final Process process;
    private final String url;

    /** A value and the Unix time of the sample or of the evaluation. */
    record Sample(double value, double time) {}

    private PrometheusServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static PrometheusServer start(Path folder, List<Integer> targets) throws IOException {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                linesOfThePage()
                        .replace("5s", "1s")
                        .replace(
                                "\"127.0.0.1:9464\"",
                                targets.stream()
                                        .map(port -> "'127.0.0.1:" + port + "'")
                                        .collect(Collectors.joining(","))));
        String address = "127.0.0.1:" + freePort();
        Process process;
        try {
            process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("tsdb"),
                            "--web.listen-address=" + address)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
        } catch (IOException missing) {
            throw new IOException(
                    "this test needs a real Prometheus; as root, type: apt-get install -y prometheus", missing);
        }
        PrometheusServer server = new PrometheusServer(process, "http://" + address);
        try {
            await("Prometheus to be ready").atMost(Duration.ofSeconds(30)).until(server::isReady);
        } catch (RuntimeException | Error notReady) {
            server.close();
            throw notReady;
        }
        return server;
    }

    /** What docs/reading.md says to write into {@code prometheus.yml}. */
    private static String linesOfThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reading.md"));
        int begin = page.indexOf("scrape_configs:");
        return page.substring(begin, page.indexOf("```", begin));
    }

    /** Evaluates an expression now: each series' text with its value. */
    Map<String, Sample> query(String expression) {
        String answer = run(List.of("promtool", "query", "instant", url, expression), "");
        Map<String, Sample> samples = new HashMap<>();
        Matcher line = INSTANT.matcher(answer);
        while (line.find()) {
            samples.put(
                    line.group("series"),
                    new Sample(Double.parseDouble(line.group("value")), Double.parseDouble(line.group("time"))));
        }
        return samples;
    }

    /** What {@code promtool check metrics} has to say of an exposition; empty when it finds nothing. */
    static String lint(String exposition) {
        return run(List.of("promtool", "check", "metrics"), exposition);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/-/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String run(List<String> command, String input) {
        try {
            Path stdin = Files.createTempFile("promtool", ".in");
            try {
                Files.writeString(stdin, input);
                Process tool = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(stdin.toFile())
                        .start();
                String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int exit = tool.waitFor();
                return exit == 0 ? output : output + "exit code " + exit;
            } finally {
                Files.delete(stdin);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "this test needs promtool; as root, type: apt-get install -y prometheus", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
