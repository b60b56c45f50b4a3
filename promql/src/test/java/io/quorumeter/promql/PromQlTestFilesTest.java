package io.quorumeter.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.script.TestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs files in Prometheus' test language: those under {@code promqltest}, by version, and any folder of Prometheus' own:
 *
 * <pre>-Dpromqltest.dir=/path/to/testdata -Dpromqltest.semantics=2</pre>
 */
class PromQlTestFilesTest {
    private static final Path OWN = Path.of("src", "test", "resources", "promqltest");

    @Test
    void ownFilesOfBothVersions_pass() throws IOException {
        run(OWN.resolve("both"), Semantics.V2);
        run(OWN.resolve("both"), Semantics.V3);
    }

    @Test
    void ownFilesOf2_pass() throws IOException {
        run(OWN.resolve("v2"), Semantics.V2);
    }

    @Test
    void ownFilesOf3_pass() throws IOException {
        run(OWN.resolve("v3"), Semantics.V3);
    }

    @Test
    void filesOfTheGivenFolder_pass() throws IOException {
        String folder = System.getProperty("promqltest.dir");
        if (folder != null) {
            run(Path.of(folder), Semantics.valueOf("V" + System.getProperty("promqltest.semantics", "3")));
        }
    }

    private static void run(Path folder, Semantics semantics) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(".test"))
                    .sorted()
                    .toList();
        }
        List<String> failures = new ArrayList<>();
        int passed = 0;
        for (Path file : files) {
            TestFile test = new TestFile(file, semantics).run();
            System.out.println(semantics + " " + test);
            passed += test.passed();
            failures.addAll(test.failures());
        }
        System.out.println(semantics + " " + folder + ": passed " + passed + " of " + (passed + failures.size()));
        assertThat(failures).as(String.join("\n", failures)).isEmpty();
        assertThat(passed).isPositive();
    }
}
