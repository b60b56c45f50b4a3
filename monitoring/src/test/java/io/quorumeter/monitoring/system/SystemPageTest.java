package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Declaration;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.monitoring.own.MonitoringFamilies;
import io.quorumeter.testkit.metrics.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogues of the process, its machine and monitoring itself are what is declared, and what the page of all metrics ends with. */
class SystemPageTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final List<Declaration<?>> ROWS = Catalogue.rows(SystemFamilies.class);

    @Test
    void page_endsWithTheCatalogues() throws IOException {
        Path expected = Path.of("target", "metrics.md");
        Files.createDirectories(expected.toAbsolutePath().getParent());
        Files.writeString(expected, section());
        String page = Files.readString(PAGE);
        assertThat(page.substring(page.indexOf("## system\n")))
                .as("docs/metrics.md; if the catalogues are right, put monitoring/%s at its end", expected)
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
        String system =
                "The process, its JVM, its container and its machine, by `SystemMetrics` (`docs/system.md`), with their full names.";
        String monitoring = "What a `MonitoringSystem` (`docs/monitoring.md`) says of itself, with the full names.";
        return section("system", system, ROWS)
                + "\n"
                + section("monitoring", monitoring, Catalogue.rows(MonitoringFamilies.class));
    }

    private static String section(String title, String sentence, List<Declaration<?>> rows) {
        StringBuilder section = new StringBuilder("## " + title + "\n\n" + sentence + """


                | name | type | level | labels | meaning |
                |---|---|---|---|---|
                """);
        for (Declaration<?> row : rows) {
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
