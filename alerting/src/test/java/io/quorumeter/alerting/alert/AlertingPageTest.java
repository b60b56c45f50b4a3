package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.rule.Rule;
import io.quorumeter.snapshot.FamilySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    /** The first two columns of a row. */
    private static String head(String row) {
        return row.substring(0, row.indexOf('|', row.indexOf('|', 1) + 1) + 1);
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
    void page_hasEveryRuleWithItsSeverity() throws IOException {
        String page = Files.readString(DOCS.resolve("alerting.md"));
        List<String> rules = DefaultRules.groups(AlertConfig.defaults(), Duration.ofSeconds(1)).stream()
                .flatMap(group -> group.rules().stream())
                .filter(Rule.Alerting.class::isInstance)
                .map(Rule.Alerting.class::cast)
                .map(rule -> "| `" + rule.name() + "` | " + rule.labels().get("severity") + " |")
                .toList();
        assertThat(rows(page, "## The rules", "## The settings").stream().map(AlertingPageTest::head))
                .containsExactlyInAnyOrderElementsOf(rules);
    }

    @Test
    void pageOfMetrics_hasTheFamiliesOfAlerts() throws IOException {
        AlertFixture node = new AlertFixture();
        node.start(AlertFixture.quiet());
        String page = Files.readString(DOCS.resolve("metrics.md"));
        List<FamilySnapshot> families = node.collector.snapshot().families().stream()
                .filter(family -> family.descriptor().name().startsWith("quorumeter_alert")
                        || family.descriptor().name().startsWith("quorumeter_rule"))
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
