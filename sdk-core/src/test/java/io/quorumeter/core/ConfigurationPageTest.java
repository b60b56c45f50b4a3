package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page of the settings says what the code does: every key, its default and what it may be. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void table_hasEveryKeyWithItsDefaultAndWhatItMayBe() throws IOException {
        Map<String, String> defaults = MetricsConfig.defaults().toMap();
        List<String> expected = Arrays.stream(ConfigKey.values())
                .map(key -> "| `" + key.key() + "` | " + shown(defaults.get(key.key())) + " | " + key.right() + " |")
                .toList();
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| `")) {
                rows.add(line.substring(0, line.lastIndexOf(" | ") + 2));
                assertThat(line.substring(line.lastIndexOf(" | ")))
                        .as("effect in: " + line)
                        .hasSizeGreaterThan(10);
            }
        }
        assertThat(rows).containsExactlyElementsOf(expected);
    }

    @Test
    void example_isReadAsItStands() throws IOException {
        String page = Files.readString(PAGE);
        String example = page.substring(
                page.indexOf("```properties\n") + 14, page.indexOf("```\n", page.indexOf("```properties\n")));
        Properties settings = new Properties();
        settings.load(new StringReader(example));
        assertThat(settings).isNotEmpty();
        assertThat(MetricsConfig.parse(settings)).isNotEqualTo(MetricsConfig.defaults());
    }

    private static String shown(@Nullable String value) {
        return value == null || value.isEmpty() ? "none" : "`" + value + "`";
    }
}
