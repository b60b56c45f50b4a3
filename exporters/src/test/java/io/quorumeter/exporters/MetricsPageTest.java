package io.quorumeter.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.FamilySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    @Test
    void page_namesTheFamiliesOfExporters() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "metrics.md"));
        MetricsCollector metrics = Quorumeter.newCollector();
        new Scraper(new Sources(List.of(metrics)), new PrometheusText(), Duration.ofSeconds(10)).close();
        List<FamilySnapshot> families = metrics.snapshot().families().stream()
                .filter(family -> family.descriptor().labelNames().contains("exporter"))
                .toList();
        assertThat(families).hasSize(3);
        for (FamilySnapshot family : families) {
            assertThat(page).contains(row(family));
        }
    }

    private static String row(FamilySnapshot family) {
        String labels = family.descriptor().labelNames().stream()
                .map(label -> label.equals("exporter")
                        ? "*exporter*"
                        : label + ": "
                                + family.allLabels().stream()
                                        .map(one -> String.valueOf(one.get(label)))
                                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("<br>"));
        return "| `" + family.descriptor().name() + "` | "
                + family.descriptor().type().name().toLowerCase(Locale.ROOT) + " | " + labels + " | "
                + family.descriptor().help() + ". |\n";
    }
}
