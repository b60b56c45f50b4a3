package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on testing. */
class TestingPageTest {
    private static final Path PROGRAM =
            Path.of("src", "test", "java", "io", "quorumeter", "examples", "use", "NodeAlertsTest.java");

    @Test
    void page_hasTheTestOfAlertsAsItIsCompiled() throws IOException {
        String program = Files.readString(PROGRAM);
        assertThat(Files.readString(Path.of("..", "docs", "testing.md")))
                .contains(program.substring(program.indexOf("import ")));
    }
}
