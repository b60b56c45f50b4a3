package io.quorumeter.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.examples.BareMachine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code ./verify} with a PATH that holds just what a test put there; Maven is never the real one. Python's path begins there. */
class VerifyScriptTest {
    @TempDir
    private Path bin;

    private BareMachine machine;

    @BeforeEach
    void machineWithEverything() throws IOException {
        machine = new BareMachine(bin);
        machine.tools("dirname", "sed", "id", "grep", "mktemp", "cat");
        machine.command("java", "echo '    java.specification.version = 17' >&2");
        machine.command("javac", "exit 0");
        machine.command("mvn", "echo 'maven ran'; exit 1");
        machine.command("prometheus", "exit 0");
        machine.command("promtool", "exit 0");
        machine.command("amtool", "exit 0");
        machine.command("prometheus-node-exporter", "exit 0");
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
        machine.command("java", "echo '    java.specification.version = 11' >&2");

        assertRefusal(verify(), "openjdk-17-jdk-headless");
    }

    @Test
    void verify_whoseJavaHomeIsNoJdk_saysSo_andAdvisesNoInstallation() throws Exception {
        Path old = BareMachine.jdk(bin.resolve("old"), 11);
        for (String home : List.of("/nonexistent", bin.toString(), old.toString())) {
            assertRefused(verify(Map.of("JAVA_HOME", home)), 3, "JAVA_HOME is " + home + ", ", "unset JAVA_HOME");
        }
    }

    @Test
    void verify_whoseJava25HomeIsNoJdk25_saysSo() throws Exception {
        Path old = BareMachine.jdk(bin.resolve("old"), 17);
        for (String home : List.of("/nonexistent", old.toString())) {
            assertRefused(verify(Map.of("JAVA25_HOME", home)), 3, "JAVA25_HOME is " + home + ", which is no JDK 25");
        }
    }

    @Test
    void verify_help_isShown() throws Exception {
        for (String word : List.of("-h", "--help")) {
            Outcome outcome = verify(Map.of(), word);
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.output())
                    .startsWith("Usage: verify\n")
                    .contains("Exit status", "JAVA25_HOME", "root")
                    .doesNotContain("maven ran");
        }
    }

    @Test
    void verify_words_areRefused() throws Exception {
        for (String word : List.of("--quick", "test", "-x", "")) {
            assertRefused(verify(Map.of(), word), 2, "'" + word + "'", "--help");
        }
    }

    private static void assertRefused(Outcome outcome, int exitCode, String... expected) {
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.output()).contains(expected).doesNotContain("apt-get", "maven ran", "unbound", "line ");
    }

    @Test
    void verify_withoutPrometheus_stopsBeforeTheTests() throws Exception {
        Files.delete(bin.resolve("promtool"));

        assertRefusal(verify(), "prometheus");
    }

    @Test
    void verify_withoutAlertmanager_stopsBeforeTheTests() throws Exception {
        Files.delete(bin.resolve("amtool"));

        assertRefusal(verify(), "prometheus-alertmanager");
    }

    @Test
    void verify_withoutNodeExporter_stopsBeforeTheTests() throws Exception {
        Files.delete(bin.resolve("prometheus-node-exporter"));

        assertRefusal(verify(), "prometheus-node-exporter");
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

    @Test
    void verify_whoseTestkitFailsOnAnotherJUnit_fails() throws Exception {
        machine.command("java", "echo '    java.specification.version = 25' >&2"); // so that nothing runs twice
        machine.command("mvn", "case $* in *testkit/compatibility*) echo 'a test failed'; exit 1;; esac");

        Outcome outcome = verify();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("a test failed", "verify: FAILED: the testkit in a project")
                .doesNotContain("passed");
    }

    @Test
    void verify_comparesTheTestsOfBothJdks_butForThoseOfServers() throws Exception {
        Path folder = Files.createDirectories(bin.resolve("project"));
        Files.copy(Path.of("../verify"), folder.resolve("verify"));
        Files.copy(
                Path.of("../.ci/toolchain.sh"),
                Files.createDirectories(folder.resolve(".ci")).resolve("toolchain.sh"));
        Path sources = Files.createDirectories(folder.resolve("module/src/test/java/some"));
        Files.writeString(sources.resolve("ServerTest.java"), "@Tag(\"servers\")\nclass ServerTest {}\n");
        Files.writeString(sources.resolve("OtherTest.java"), "class OtherTest {}\n");
        Path twin = Files.createDirectories(folder.resolve("twin/src/test/java/some/more"));
        Files.writeString(twin.resolve("ServerTest.java"), "@Tag(\"servers\")\nclass ServerTest {}\n");
        report(folder, "module/target/surefire-reports", "some.ServerTest", 2);
        report(folder, "module/target/surefire-reports", "some.OtherTest", 3);
        report(folder, "twin/target/surefire-reports", "some.more.ServerTest", 5);
        machine.command("mvn", "case $* in *compatibility*) exit 1;; esac");
        Map<String, String> both =
                Map.of("JAVA25_HOME", BareMachine.jdk(bin.resolve("new"), 25).toString());

        report(folder, "module/target/surefire-reports-25", "some.OtherTest", 2);
        assertThat(verify(folder.resolve("verify"), both).output())
                .contains("verify: FAILED: 3 tests without a server ran on JDK 17, but 2 on JDK 25");
        report(folder, "module/target/surefire-reports-25", "some.OtherTest", 3);
        assertThat(verify(folder.resolve("verify"), both).output())
                .contains("verify: FAILED: the testkit in a project");
    }

    private static void report(Path project, String folder, String name, int tests) throws IOException {
        Path reports = Files.createDirectories(project.resolve(folder));
        Files.writeString(reports.resolve("TEST-" + name + ".xml"), "<testsuite name=\"a\" tests=\"" + tests + "\">\n");
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
        return verify(Map.of());
    }

    private Outcome verify(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        return verify(Path.of("../verify"), environment, words);
    }

    private Outcome verify(Path file, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        ProcessBuilder script = machine.bash(file.toString());
        script.environment().put("PYTHONPATH", bin.toString());
        script.environment().putAll(environment);
        script.command().addAll(List.of(words));
        return BareMachine.run(script);
    }
}
