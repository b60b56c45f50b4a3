package io.quorumeter.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code ./benchmarks/run} where there is neither Java nor Maven, so that it can answer but not build. */
class RunScriptTest {
    private static final int LACKS_PACKAGES = 3;

    private record Outcome(int exitCode, String output) {}

    @TempDir
    private Path bin;

    @BeforeEach
    void machineWithoutJava() throws IOException {
        for (String tool : new String[] {"dirname", "cat", "sed"}) {
            Path file = Files.writeString(bin.resolve(tool), "#!/bin/sh\nexec " + find(tool) + " \"$@\"\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void help_isShownWithoutABuild(String asked) throws Exception {
        Outcome outcome = run(asked);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output())
                .startsWith("./benchmarks/run quick [word]")
                .contains("./benchmarks/run throughput ", "Exit code 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "quick counter more",
                "overhead now",
                "throughput now",
                "alerts now",
                "queries now",
                "slow",
                "--quick"
            })
    void wordsThatAreNoQuestion_areRefusedWithoutABuild(String words) throws Exception {
        Outcome outcome = run(words.isEmpty() ? new String[0] : words.split(" ", -1));
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).isEqualTo(run("--help").output());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quick",
                "quick counter",
                "full",
                "full text",
                "overhead",
                "throughput",
                "alerts",
                "queries",
                "stress",
                "stress -m tough -t A"
            })
    void words_thatAskForSomething_goOn(String words) throws Exception {
        assertThat(run(words.split(" ", -1)).exitCode()).isEqualTo(LACKS_PACKAGES);
    }

    @Test
    void queries_needPrometheus() throws Exception {
        assertThat(run("queries").output()).contains("--no-install-recommends", " prometheus");
        assertThat(run("quick").output()).doesNotContain("prometheus");
    }

    private Outcome run(String... words) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(find("bash").toString(), "run").redirectErrorStream(true);
        script.command().addAll(List.of(words));
        script.environment().remove("JAVA_HOME");
        script.environment().put("PATH", bin.toString());
        Process process = script.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private static Path find(String tool) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv("PATH"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(tool + " is not on the PATH"));
    }
}
