package io.quorumeter.benchmarks.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs all jcstress tests of this module for a short time; {@code ./benchmarks/run stress} runs them for longer. */
class StressTest {
    private static final Pattern FINISHED = Pattern.compile(
            "Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs");
    private static final Pattern PASSED = Pattern.compile("All remaining tests: (\\d+) matching test results");

    @TempDir
    private Path folder;

    @Test
    void everyStressTest_runShortly_seesNothingForbidden() throws Exception {
        Process jcstress = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.openjdk.jcstress.Main",
                        "-m",
                        "quick",
                        "-sc",
                        "false",
                        "-f",
                        "1",
                        "-fsm",
                        "1",
                        "-iters",
                        "1",
                        "-time",
                        "100",
                        "-jvmArgs",
                        "-Xmx256m")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        jcstress.getOutputStream().close();
        String output = new String(jcstress.getInputStream().readAllBytes(), UTF_8);

        assertThat(jcstress.waitFor()).as(output).isZero();
        assertThat(lastFinished(output)).as(output).endsWith("0 failed, 0 soft errs, 0 hard errs");
        assertThat(passed(output)).as(output).isEqualTo(stressTests());
    }

    private static String lastFinished(String output) {
        return FINISHED.matcher(output)
                .results()
                .map(found -> found.group())
                .reduce((earlier, later) -> later)
                .orElse("");
    }

    private static int passed(String output) {
        Matcher passed = PASSED.matcher(output);
        return passed.find() ? Integer.parseInt(passed.group(1)) : 0;
    }

    /** How many there are, by the list that the compiler left for jcstress: a line each. */
    private static int stressTests() throws IOException {
        try (InputStream list = StressTest.class.getResourceAsStream("/META-INF/TestList")) {
            assertThat(list).isNotNull();
            return (int) new String(list.readAllBytes(), UTF_8).lines().count();
        }
    }
}
