package io.quorumeter.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of the configuration has every key; its table is written here, to be copied to the page. */
class ConfigPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "| key of the file | default | must be | effect |\n|---|---|---|---|\n";

    private static String row(Key key) {
        String standard = key.standard().isEmpty() ? "none" : "`" + key.standard() + "`";
        return "| " + key.path() + " | " + standard + " | " + key.right() + " | "
                + (key.effect().isEmpty() ? "none yet, which a warning says" : key.effect()) + " |\n";
    }

    @Test
    void table_hasEveryKey() throws IOException {
        StringBuilder table = new StringBuilder(BEGIN);
        Keys.ALL.forEach(key -> table.append(row(key)));
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("configuration.md"), table);
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN);
        assertThat(begin).isNotNegative();
        assertThat(page.substring(begin, page.indexOf("\n\n", begin) + 1)).isEqualTo(table.toString());
    }
}
