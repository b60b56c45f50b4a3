package io.quorumeter.testkit.metrics;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file with the exposition that a test expects, in Prometheus' text format, without the engine's own families. Where it does not match,
 * the message shows the lines that differ with those around them. With the system property {@value #UPDATE} set to {@code true} the
 * files are written instead, to be reviewed and committed.
 *
 * <pre>{@code
 * GoldenExposition.at(Path.of("src/test/resources/after-three-blocks.txt")).check(metrics);
 * }</pre>
 *
 * <p>Times and values must be those of a {@link VirtualClock}, or no two runs are the same.
 */
public final class GoldenExposition {
    /** The system property that has files written: {@code mvn test -Dquorumeter.golden.update=true}. */
    public static final String UPDATE = "quorumeter.golden.update";

    private final Path file;

    private GoldenExposition(Path file) {
        this.file = file;
    }

    /**
     * Names the file.
     *
     * @param file where it is or will be
     * @return what checks against it
     */
    public static GoldenExposition at(Path file) {
        return new GoldenExposition(file);
    }

    /**
     * Checks what a collector holds now.
     *
     * @param collector what was recorded to
     * @throws AssertionError when it is not what the file says, or there is no file
     * @throws UncheckedIOException when the file cannot be read or written
     */
    public void check(MetricsCollector collector) {
        check(collector.snapshot());
    }

    /**
     * Checks a snapshot.
     *
     * @param snapshot what was recorded
     * @throws AssertionError when it is not what the file says, or there is no file
     * @throws UncheckedIOException when the file cannot be read or written
     */
    public void check(MetricsSnapshot snapshot) {
        String actual = text(snapshot);
        try {
            if (Boolean.getBoolean(UPDATE)) {
                write(actual);
            } else if (!Files.exists(file)) {
                throw new AssertionError("There is no file " + file + " yet. Run the test with -D" + UPDATE
                        + "=true to write it, and review it. It would be:\n" + actual);
            } else {
                compare(Files.readString(file).replace("\r\n", "\n"), actual);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("golden file " + file, failed);
        }
    }

    private void compare(String expected, String actual) {
        if (!expected.equals(actual)) {
            List<String> changes =
                    LineDiff.between(expected.lines().toList(), actual.lines().toList());
            throw new AssertionError("The exposition is not that of " + file + " (- expected, + actual):\n"
                    + String.join("\n", changes) + "\nIf it is right, run the test with -D" + UPDATE + "=true.");
        }
    }

    private void write(String actual) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, actual);
    }

    private static String text(MetricsSnapshot snapshot) {
        List<FamilySnapshot> families = snapshot.families().stream()
                .filter(family -> !SeriesText.isOfTheEngine(family))
                .toList();
        MetricsSnapshot own = new MetricsSnapshot(snapshot.time(), families, snapshot.constantLabels(), List.of());
        return new String(new PrometheusText().export(own), StandardCharsets.UTF_8);
    }
}
