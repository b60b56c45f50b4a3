package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Declaration;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.testkit.metrics.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue of the process and its machine is what is declared, and what the page of all metrics says at its end. */
class SystemPageTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final List<Declaration<?>> ROWS = Catalogue.rows(SystemFamilies.class);

    @Test
    void page_endsWithTheCatalogue() throws IOException {
        Path expected = Path.of("target", "metrics.md");
        Files.createDirectories(expected.toAbsolutePath().getParent());
        Files.writeString(expected, section());
        String page = Files.readString(PAGE);
        assertThat(page.substring(page.indexOf("## system\n")))
                .as("docs/metrics.md; if the catalogue is right, put monitoring/%s at its end", expected)
                .isEqualTo(section());
    }

    @Test
    void everyRow_isDeclared_andNothingElse(@TempDir Path root) {
        Fixture machine = Fixture.in(root).read(2);
        machine.system();
        List<String> declared = machine.snapshot().families().stream()
                .map(family -> family.descriptor().name())
                .filter(name -> !name.startsWith("quorumeter_") || name.startsWith("quorumeter_system_"))
                .toList();
        assertThat(declared)
                .containsExactlyInAnyOrderElementsOf(ROWS.stream()
                        .filter(row -> !row.descriptor().help().endsWith("by the flight recorder."))
                        .map(Declaration::name)
                        .toList());
    }

    private static String section() {
        StringBuilder section = new StringBuilder("""
                ## system

                The process, its JVM, its container and its machine, by `SystemMetrics` (`docs/system.md`), with their full names.

                | name | type | level | labels | meaning |
                |---|---|---|---|---|
                """);
        for (Declaration<?> row : ROWS) {
            MetricDescriptor family = row.descriptor();
            section.append("| `").append(family.name()).append("` | ");
            section.append(family.type().name().toLowerCase(Locale.ROOT)).append(" | ");
            section.append(family.level().name().charAt(0)).append(" | ");
            section.append(
                    family.labelNames().stream().map(label -> label(row, label)).collect(Collectors.joining("<br>")));
            section.append(" | ").append(family.help()).append(" |\n");
        }
        return section.toString();
    }

    private static String label(Declaration<?> row, String label) {
        List<String> values = row.values(label);
        return values.isEmpty() ? "*" + label + "*" : label + ": " + String.join(", ", values);
    }
}
