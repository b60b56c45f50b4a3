package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on testing. */
class TestingPageTest {
    private static final Path PROGRAMS = Path.of("src", "test", "java", "io", "quorumeter", "examples", "use");

    @ParameterizedTest
    @ValueSource(classes = {MyReplicaTest.class, NodeAlertsTest.class, MockedMetricsTest.class})
    void page_hasTheTestAsItIsCompiled(Class<?> test) throws IOException {
        String program = Files.readString(PROGRAMS.resolve(test.getSimpleName() + ".java"));
        assertThat(Files.readString(Path.of("..", "docs", "testing.md")))
                .contains(program.substring(program.indexOf("import ")));
    }
}
