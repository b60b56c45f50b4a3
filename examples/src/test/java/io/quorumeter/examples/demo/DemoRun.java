package io.quorumeter.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A run of the demo and all that came of it.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it complained of
 */
record DemoRun(int status, String out, String err) {

    private static final Pattern ROW =
            Pattern.compile("^ +(\\d+) +([\\d,]+) +([\\d,]+)  (p50 .*, p99 .*|none) +([\\d,]+)(?:  (.*))?$");

    /** A line of the table at the end. */
    record Row(int replica, int blocks, int transactions, String latency, int timeouts, String story) {}

    /** Runs it in this JVM. */
    static DemoRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = DemoCommand.run(arguments, new PrintWriter(out), new PrintWriter(err), new StopSignal());
        return new DemoRun(status, out.toString(), err.toString());
    }

    /** Runs it in this JVM until its output is as wished, or for two minutes. */
    static DemoRun until(Predicate<String> seen, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        StopSignal stop = new StopSignal();
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(
                () -> DemoCommand.run(arguments, new PrintWriter(out), new PrintWriter(err), stop));
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> status.isDone() || seen.test(out.toString()));
        } catch (ConditionTimeoutException tooLong) {
            // What the output lacks is for the test to say.
        } finally {
            stop.raise();
            status.join();
        }
        return new DemoRun(status.join(), out.toString(), err.toString());
    }

    /** Starts it in a JVM of its own, as the script does, with temporary files in {@code temp}. */
    static Process start(Path temp, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temp,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(temp.resolve("out").toFile())
                .redirectError(temp.resolve("err").toFile())
                .start();
    }

    /** Returns what a process started with {@link #start} said and how it ended. */
    static DemoRun ended(Process process, Path temp) throws IOException, InterruptedException {
        int status = process.waitFor();
        return new DemoRun(
                status,
                java.nio.file.Files.readString(temp.resolve("out"), UTF_8),
                java.nio.file.Files.readString(temp.resolve("err"), UTF_8));
    }

    List<Row> table() {
        return out.lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(
                        number(row.group(1)),
                        number(row.group(2)),
                        number(row.group(3)),
                        row.group(4).strip(),
                        number(row.group(5)),
                        row.group(6) == null ? "" : row.group(6)))
                .toList();
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace(",", ""));
    }
}
