package io.quorumeter.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code ./verify} with a PATH that holds just what a test put there; Maven is never the real one. Python's path begins there. */
class VerifyScriptTest {
    private record Outcome(int exitCode, String output) {}

    @TempDir
    private Path bin;

    @BeforeEach
    void machineWithEverything() throws IOException {
        for (String tool : List.of("dirname", "sed", "id", "grep", "mktemp")) {
            command(tool, "exec " + find(tool) + " \"$@\"");
        }
        command("java", "echo '    java.specification.version = 17' >&2");
        command("javac", "exit 0");
        command("mvn", "echo 'maven ran'; exit 1");
        command("prometheus", "exit 0");
        command("promtool", "exit 0");
        Files.writeString(bin.resolve("prometheus_client.py"), "");
    }

    @Test
    void verify_withoutMaven_namesItsPackage() throws Exception {
        Files.delete(bin.resolve("mvn"));

        assertRefusal(verify(), "maven");
    }

    @Test
    void verify_withoutCompiler_namesTheJdk() throws Exception {
        Files.delete(bin.resolve("javac"));

        assertRefusal(verify(), "openjdk-17-jdk-headless");
    }

    @Test
    void verify_onJava11_namesTheJdk() throws Exception {
        command("java", "echo '    java.specification.version = 11' >&2");

        assertRefusal(verify(), "openjdk-17-jdk-headless");
    }

    @Test
    void verify_withoutPrometheus_stopsBeforeTheTests() throws Exception {
        Files.delete(bin.resolve("promtool"));

        assertRefusal(verify(), "prometheus");
    }

    @Test
    void verify_withoutPrometheusPythonClient_stopsBeforeTheTests() throws Exception {
        hidePythonClient();

        assertRefusal(verify(), "python3-prometheus-client");
    }

    @Test
    void verify_withoutAnything_namesAllPackagesInOneLine() throws Exception {
        hidePythonClient();
        for (String tool : List.of("java", "mvn", "prometheus")) {
            Files.delete(bin.resolve(tool));
        }

        assertRefusal(verify(), "openjdk-17-jdk-headless maven prometheus python3-prometheus-client");
    }

    @Test
    void verify_withFailingBuild_fails() throws Exception {
        Outcome outcome = verify();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("maven ran", "verify: FAILED").doesNotContain("passed");
    }

    private static void assertRefusal(Outcome outcome, String packages) {
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.output())
                .contains("apt-get update && apt-get install -y --no-install-recommends " + packages + "\n")
                .doesNotContain("maven ran");
    }

    /** Found before the real one. */
    private void hidePythonClient() throws IOException {
        Files.writeString(bin.resolve("prometheus_client.py"), "raise ImportError");
    }

    private Outcome verify() throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(find("bash").toString(), "../verify").redirectErrorStream(true);
        script.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA25_HOME"));
        script.environment().put("PATH", bin.toString());
        script.environment().put("PYTHONPATH", bin.toString());
        Process process = script.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private void command(String name, String body) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String tool) {
        Stream<String> folders =
                Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(System.getenv("PATH"));
        return folders.map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(tool + " is not on the PATH"));
    }
}
