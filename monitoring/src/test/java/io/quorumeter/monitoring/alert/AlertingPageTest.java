package io.quorumeter.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.snapshot.FamilySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages say what the code says. */
class AlertingPageTest {
    private static final Path DOCS = Path.of("..", "docs");

    private static List<String> rows(String page, String before, String after) {
        String part = page.substring(page.indexOf(before), page.indexOf(after));
        return part.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 2) + 1) + 1))
                .toList();
    }

    @Test
    void page_hasEverySettingWithItsDefault() throws IOException {
        String page = Files.readString(DOCS.resolve("alerting.md"));
        assertThat(rows(page, "## The settings", "## Who is told"))
                .containsExactlyElementsOf(Stream.of(AlertSetting.values())
                        .map(setting -> "| `" + setting.key() + "` | " + setting.toPlain(setting.defaultValue()) + " |")
                        .toList());
    }

    @Test
    void page_hasEveryRuleWithItsSeverity() throws IOException {
        String page = Files.readString(DOCS.resolve("alerting.md"));
        assertThat(rows(page, "## The rules", "## The settings"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(AlertRule.values())
                        .map(rule -> "| `" + rule.alertName() + "` | "
                                + rule.severity().name().toLowerCase(Locale.ROOT) + " |")
                        .toList());
    }

    @Test
    void pageOfMetrics_hasTheFamiliesOfAlerts() throws IOException {
        AlertFixture node = new AlertFixture();
        node.start(AlertFixture.quiet());
        String page = Files.readString(DOCS.resolve("metrics.md"));
        List<FamilySnapshot> families = node.collector.snapshot().families().stream()
                .filter(family -> family.descriptor().name().startsWith("quorumeter_alert"))
                .toList();
        assertThat(families).hasSize(3);
        for (FamilySnapshot family : families) {
            assertThat(page.lines()
                            .filter(line ->
                                    line.contains("`" + family.descriptor().name() + "`")))
                    .singleElement()
                    .asString()
                    .contains(family.descriptor().type().name().toLowerCase(Locale.ROOT))
                    .endsWith("| " + family.descriptor().help() + ". |");
        }
    }
}
