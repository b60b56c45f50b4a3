package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.snapshot.FamilySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages say what the code says. */
class AlertingPageTest {
    private static final Path DOCS = Path.of("..", "docs");

    private static List<String> rows(String page, String before, String after) {
        String part = page.substring(page.indexOf(before), page.indexOf(after));
        return part.lines().filter(line -> line.startsWith("| `")).toList();
    }

    /** The row up to its last column. */
    private static String head(String row) {
        return row.substring(0, row.lastIndexOf('|', row.length() - 2) + 1);
    }

    /** The highest of the levels of what a rule reads. */
    private static String level(AlertRule rule) {
        return rule.reads().stream()
                .map(row -> row.descriptor().level())
                .max(Comparator.naturalOrder())
                .map(level -> level.name().toLowerCase(Locale.ROOT) + " ")
                .orElse("");
    }

    @Test
    void page_hasEverySettingWithItsDefault() throws IOException {
        String page = Files.readString(DOCS.resolve("alerting.md"));
        assertThat(rows(page, "## The settings", "## Notifications").stream().map(AlertingPageTest::head))
                .containsExactlyElementsOf(Stream.of(AlertSetting.values())
                        .map(setting -> "| `" + setting.key() + "` | " + setting.toPlain(setting.defaultValue()) + " |")
                        .toList());
    }

    @Test
    void page_hasEveryRuleWithItsSeverityAndLevel() throws IOException {
        String page = Files.readString(DOCS.resolve("alerting.md"));
        assertThat(rows(page, "## The rules", "## The settings").stream().map(AlertingPageTest::head))
                .containsExactlyInAnyOrderElementsOf(Stream.of(AlertRule.values())
                        .map(rule -> "| `" + rule.alertName() + "` | "
                                + rule.severity().name().toLowerCase(Locale.ROOT) + " | " + level(rule) + "|")
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
        assertThat(families).hasSize(4);
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
