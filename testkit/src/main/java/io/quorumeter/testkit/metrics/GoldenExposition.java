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
 * GoldenExposition.at(Path.of("src/test/resources/after-three-blocks.txt"))
 *         .only("hotstuff2_consensus_blocks", "myapp_")
 *         .check(metrics);
 * }</pre>
 *
 * <p>Times and values must be those of a {@link VirtualClock}, or no two runs are the same.
 */
public final class GoldenExposition {
    /** The system property that has files written: {@code mvn test -Dquorumeter.golden.update=true}. */
    public static final String UPDATE = "quorumeter.golden.update";

    private final Path file;
    private final List<String> prefixes;

    private GoldenExposition(Path file, List<String> prefixes) {
        this.file = file;
        this.prefixes = prefixes;
    }

    /**
     * Names the file.
     *
     * @param file where it is or will be
     * @return what checks against it
     */
    public static GoldenExposition at(Path file) {
        return new GoldenExposition(file, List.of());
    }

    /**
     * Leaves out all families but some, so that the file holds what the test is about.
     *
     * @param prefixes how their full names begin, a whole name being one too; none for all families
     * @return what checks these only
     */
    public GoldenExposition only(String... prefixes) {
        return new GoldenExposition(file, List.of(prefixes));
    }

    /**
     * Checks what a collector holds now.
     *
     * @param collector what was recorded to
     * @throws AssertionError when it is not what the file says, there is no file, or a prefix has no family
     * @throws UncheckedIOException when the file cannot be read or written
     */
    public void check(MetricsCollector collector) {
        check(collector.snapshot());
    }

    /**
     * Checks a snapshot.
     *
     * @param snapshot what was recorded
     * @throws AssertionError when it is not what the file says, there is no file, or a prefix has no family
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

    private String text(MetricsSnapshot snapshot) {
        List<FamilySnapshot> families = snapshot.families().stream()
                .filter(family -> !SeriesText.isOfTheEngine(family))
                .toList();
        for (String prefix : prefixes) {
            if (families.stream().noneMatch(family -> name(family).startsWith(prefix))) {
                throw new AssertionError(
                        "No family of the exposition for " + file + " begins with \"" + prefix + "\".");
            }
        }
        if (!prefixes.isEmpty()) {
            families = families.stream()
                    .filter(family -> prefixes.stream().anyMatch(name(family)::startsWith))
                    .toList();
        }
        MetricsSnapshot own = new MetricsSnapshot(snapshot.time(), families, snapshot.constantLabels(), List.of());
        return new String(new PrometheusText().export(own), StandardCharsets.UTF_8);
    }

    private static String name(FamilySnapshot family) {
        return family.descriptor().name();
    }
}
