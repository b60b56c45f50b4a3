package io.quorumeter.testkit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenExpositionTest {
    @TempDir
    Path folder;

    private final TestMetricsCollector metrics = TestMetricsCollector.create();

    @Test
    void missingFile_isNamedWithWhatItWouldBe() {
        metrics.counter("x_total").help("Things").create().increment();
        assertThatThrownBy(() -> GoldenExposition.at(folder.resolve("new.txt")).check(metrics))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-D" + GoldenExposition.UPDATE + "=true")
                .hasMessageContaining("x_total 1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void writtenFile_matchesUntilSomethingChanges() throws IOException {
        Path file = folder.resolve("sub").resolve("golden.txt");
        for (int i = 0; i < 9; i++) {
            metrics.counter("count_" + i + "_total").help("Count").create().increment(i);
        }
        update(file);
        assertThat(Files.readString(file)).contains("count_8_total 8").doesNotContain("quorumeter_");
        MetricsAssertions.assertThat(metrics).matchesGolden(file);

        metrics.incrementCounter("count_4_total");
        assertThatThrownBy(() -> GoldenExposition.at(file).check(metrics))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\n- count_4_total 4\n+ count_4_total 5\n")
                .hasMessageContaining("  # TYPE count_4_total counter")
                .message()
                .doesNotContain("count_1_total");
    }

    @Test
    void prefixes_sayWhichFamiliesGoIn() throws IOException {
        for (String name : List.of("apples_total", "pears_total", "plums_total")) {
            metrics.counter(name).help("Fruit").create().increment();
        }
        Path file = folder.resolve("some.txt");
        Files.writeString(file, """
                # TYPE apples_total counter
                # HELP apples_total Fruit
                apples_total 1
                # TYPE plums_total counter
                # HELP plums_total Fruit
                plums_total 1
                """);
        MetricsAssertions.assertThat(metrics).matchesGolden(file, "app", "plums_total");

        metrics.incrementCounter("pears_total");
        MetricsAssertions.assertThat(metrics).matchesGolden(file, "app", "plums_total");
        assertThatThrownBy(() -> MetricsAssertions.assertThat(metrics).matchesGolden(file))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("+ pears_total 2");
        assertThatThrownBy(() -> MetricsAssertions.assertThat(metrics).matchesGolden(file, "app", "plumbs"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("begins with \"plumbs\"");
    }

    @Test
    void linesOfWindows_matchToo() throws IOException {
        metrics.counter("x_total").create();
        Path file = folder.resolve("golden.txt");
        update(file);
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
        GoldenExposition.at(file).check(metrics);
    }

    @Test
    void diff_keepsWhatIsCommon() {
        assertThat(LineDiff.between(List.of("a", "b", "c", "d"), List.of("a", "x", "c", "d", "e")))
                .containsExactly("  a", "- b", "+ x", "  c", "  d", "+ e");
        assertThat(LineDiff.between(List.of(), List.of("a"))).containsExactly("+ a");
    }

    @Test
    void diffOfLongTexts_isShort() {
        List<String> one = IntStream.range(0, 5_000).mapToObj(i -> "one " + i).toList();
        List<String> other =
                IntStream.range(0, 5_000).mapToObj(i -> "other " + i).toList();
        assertThat(LineDiff.between(one, other)).hasSize(81).last().isEqualTo("… and more");
        assertThat(LineDiff.between(Collections.nCopies(5_000, "same"), Collections.nCopies(4_999, "same")))
                .contains("- same")
                .hasSizeLessThan(10);
    }

    private void update(Path file) {
        System.setProperty(GoldenExposition.UPDATE, "true");
        try {
            GoldenExposition.at(file).check(metrics);
        } finally {
            System.clearProperty(GoldenExposition.UPDATE);
        }
    }
}
