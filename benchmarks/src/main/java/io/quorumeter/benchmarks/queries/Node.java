package io.quorumeter.benchmarks.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A {@link NodeProcess}, seen from this one. */
final class Node implements AutoCloseable {
    private static final String HEAP_LIMIT = "-Xmx256m";
    private static final int STOP_SECONDS = 20;

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter words;
    private final URI uri;

    /** Starts one with a distance of ticks; zero for none, and no monitoring system. */
    Node(Duration interval) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP_LIMIT,
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProcess.class.getName(),
                        Long.toString(interval.toMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(UTF_8);
        words = process.outputWriter(UTF_8);
        uri = URI.create(line());
    }

    URI uri() {
        return uri;
    }

    /** Asks for one of the numbers of {@link NodeProcess}. */
    synchronized long ask(String word) throws IOException {
        words.write(word + "\n");
        words.flush();
        return Long.parseLong(line());
    }

    /** {@return the largest of several answers, with a pause before each} */
    long most(String word, int looks, Duration pause) throws IOException, InterruptedException {
        long most = Long.MIN_VALUE;
        for (int i = 0; i < looks; i++) {
            Thread.sleep(pause.toMillis());
            most = Math.max(most, ask(word));
        }
        return most;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        words.close();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        answers.close();
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the process of the node ended");
        }
        return line;
    }
}
