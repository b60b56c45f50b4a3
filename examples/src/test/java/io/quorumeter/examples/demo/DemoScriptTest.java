package io.quorumeter.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorumeter.examples.BareMachine;
import io.quorumeter.examples.BareMachine.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code ./demo} in a small project of the test's own, with a PATH that holds just what the test put there. */
class DemoScriptTest {

    @TempDir
    private Path temp;

    private Path bin;
    private BareMachine machine;
    private Path home;
    private Path source;
    private Path temporary;

    @BeforeEach
    void machineWithEverything_andProjectThatIsNotBuilt() throws IOException {
        bin = Files.createDirectory(temp.resolve("bin"));
        machine = new BareMachine(bin);
        machine.tools(
                "dirname", "readlink", "sed", "mktemp", "find", "rm", "cp", "cat", "touch", "mkdir", "flock", "sleep");
        machine.command(
                "java",
                "case $1 in -XshowSettings*) echo '    java.specification.version = 17' >&2;; *) echo \"ran $*\";; esac");
        machine.command("javac", "exit 0");
        machine.command(
                "mvn",
                "echo built >>builds; mkdir -p examples/target/demo; touch examples/target/quorumeter-examples-1.jar");
        home = Files.createDirectory(temp.resolve("a project"));
        temporary = Files.createDirectory(temp.resolve("tmp"));
        Files.createDirectories(home.resolve(".ci"));
        Files.createDirectories(home.resolve(".mvn"));
        Files.copy(Path.of("../demo"), home.resolve("demo"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Path.of("../.ci/toolchain.sh"), home.resolve(".ci/toolchain.sh"));
        Files.copy(Path.of("../.ci/programs.sh"), home.resolve(".ci/programs.sh"));
        Path help = Path.of("src/main/resources/io/quorumeter/examples/demo/help.txt");
        Files.createDirectories(home.resolve("examples").resolve(help).getParent());
        Files.copy(help, home.resolve("examples").resolve(help));
        Files.createFile(home.resolve("pom.xml"));
        source = Files.createDirectories(home.resolve("examples/src/main/java")).resolve("A.java");
        Files.createFile(home.resolve("examples/pom.xml"));
        Files.createFile(source);
    }

    @Test
    void demo_withoutMaven_namesItsPackage() throws Exception {
        Files.delete(bin.resolve("mvn"));
        assertRefusal(demo(), "maven");
    }

    @Test
    void demo_withoutJava_namesItsPackage() throws Exception {
        Files.delete(bin.resolve("java"));
        assertRefusal(demo(), "openjdk-17-jdk-headless");
    }

    @Test
    void demo_withoutEither_namesBothInOneLine() throws Exception {
        Files.delete(bin.resolve("javac"));
        Files.delete(bin.resolve("mvn"));
        assertRefusal(demo(), "openjdk-17-jdk-headless maven");
    }

    @Test
    void demo_whoseJavaHomeIsNoJdk_saysSo_andAdvisesNoInstallation() throws Exception {
        Path runtime = BareMachine.jdk(temp.resolve("runtime"), 17);
        Files.delete(runtime.resolve("bin/javac"));
        Path old = BareMachine.jdk(temp.resolve("old"), 11);
        assertWrongJavaHome("/nonexistent", "JAVA_HOME is /nonexistent, which is not there");
        assertWrongJavaHome(source.toString(), "JAVA_HOME is " + source + ", which is not a folder");
        assertWrongJavaHome(bin.toString(), "JAVA_HOME is " + bin + ", which has no bin/java");
        assertWrongJavaHome(runtime.toString(), "JAVA_HOME is " + runtime + ", which has no bin/javac");
        assertWrongJavaHome(old.toString(), "JAVA_HOME is " + old + ", a JDK 11");
    }

    private void assertWrongJavaHome(String home, String expected) throws Exception {
        Outcome outcome = demo(home, List.of());
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.output())
                .contains(expected, "unset JAVA_HOME")
                .doesNotContain("apt-get", "ran ")
                .doesNotContain("unbound", "line ");
        assertThat(this.home.resolve("builds")).doesNotExist();
    }

    @Test
    void demo_withAJavaHome_runsOnIt() throws Exception {
        Path jdk = BareMachine.jdk(temp.resolve("a jdk"), 21);
        Files.delete(bin.resolve("java"));
        assertThat(demo(jdk.toString(), List.of()).output()).contains("ran " + jdk + "/bin/java -cp ");
        assertThat(demo("", List.of()).output()).as("an empty one is none").contains("openjdk-17-jdk-headless");
    }

    @Test
    void demo_notBuilt_buildsAndRuns_passingOptionsOn() throws Exception {
        Outcome outcome = demo("--data", "a folder");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output())
                .startsWith("demo: building")
                .contains("ran -cp " + home
                        + "/examples/target/demo/* io.quorumeter.examples.demo.Main --data a folder\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void demo_help_isShownWithoutABuild() throws Exception {
        Files.delete(bin.resolve("mvn"));
        for (String[] words : List.of(
                new String[] {"--help"}, new String[] {"-h"}, new String[] {"--replicas", "7", "--help"}, new String[] {
                    "--processes", "-h"
                })) {
            Outcome outcome = demo(words);
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.output()).isEqualTo(DemoRun.of("--help").out());
        }
    }

    @Test
    void demo_wordsThatAreNoOptions_areRefusedWithoutABuild() throws Exception {
        for (String word : List.of("--bogus", "--bogus=7", "--rep", "nonsense", "-x", "-help", "")) {
            Outcome outcome = demo(word, "--rate", "5");
            assertThat(outcome.exitCode()).as(word).isEqualTo(2);
            assertThat(outcome.output()).contains("'" + word + "'", "--help").containsOnlyOnce("\n");
        }
        assertThat(home.resolve("builds")).doesNotExist();
    }

    @Test
    void demo_optionsOfEveryForm_arePassedOn() throws Exception {
        String[] all = {"--rate", "-5", "--replicas=7", "--processes", "--fault", "crash:2@5s", "--data", "a --b"};
        assertThat(demo(all).output()).contains("Main " + String.join(" ", all) + "\n");
    }

    @Test
    void demo_throughALink_findsItsProject() throws Exception {
        demo();
        Path link = Files.createSymbolicLink(temp.resolve("link"), home.resolve("demo"));
        Outcome outcome = run(link);
        assertThat(outcome.output()).startsWith("ran -cp " + home);
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void demo_upToDate_doesNotBuildAgain() throws Exception {
        demo();
        assertThat(demo().output()).startsWith("ran ");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void demo_afterAChange_buildsAgain() throws Exception {
        demo();
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(demo().output()).startsWith("demo: building");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void demo_afterAFileWasRemoved_buildsAgain() throws Exception {
        demo();
        Files.delete(source);
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(demo().output()).startsWith("demo: building");
    }

    @Test
    void demo_withFailingBuild_showsWhatMavenSaid_andTriesAgainTheNextTime() throws Exception {
        machine.command(
                "mvn", "echo '[INFO] Downloaded from central: https://repo/a.pom (1 kB)'; echo 'no network'; exit 1");
        for (int i = 0; i < 2; i++) {
            Outcome outcome = demo();
            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.output())
                    .contains("no network", "the build failed")
                    .doesNotContain("ran ", "a.pom");
        }
    }

    @Test
    void demo_thatBuilds_showsEachModule_andThatItDownloads() throws Exception {
        machine.command("mvn", """
                echo '[INFO] Reactor Build Order:'
                echo '[INFO] Building Quorumeter 0.1.0-SNAPSHOT                                   [1/3]'
                echo '[INFO] Downloading from central: https://repo/a.pom'
                echo '[INFO] Downloaded from central: https://repo/a.pom (1 kB at 9 kB/s)'
                echo '[INFO] Downloaded from central: https://repo/b.pom (1 kB at 9 kB/s)'
                echo '[INFO] Building Quorumeter :: sdk-api 0.1.0-SNAPSHOT                        [2/3]'
                echo '[INFO] Downloaded from central: https://repo/c.pom (1 kB at 9 kB/s)'
                printf '[INFO] Building Quorumeter :: '
                sleep 0.5
                echo 'consensus 0.1.0-SNAPSHOT                      [3/3]'
                echo '[INFO] Building jar: a.jar'
                mkdir -p examples/target/demo
                touch examples/target/quorumeter-examples-1.jar""");
        List<String> lines = demo().output().lines().toList();
        assertThat(lines.get(0)).startsWith("demo: building;");
        assertThat(lines.subList(1, lines.size() - 1))
                .satisfiesOnlyOnce(line -> assertThat(line).matches("demo: downloading for .*, files so far: [1-3]"))
                .filteredOn(line -> !line.startsWith("demo: downloading"))
                .containsExactly(
                        "demo: building 1 of 3: Quorumeter",
                        "demo: building 2 of 3: sdk-api",
                        "demo: building 3 of 3: consensus");
        assertThat(lines.get(lines.size() - 1)).startsWith("ran ");
    }

    @Test
    void demo_thatIsEndedWhileItBuilds_endsMavenToo_andCleansUp() throws Exception {
        Path pid = home.resolve("pid");
        machine.command("mvn", "echo $$ >pid; exec sleep 60");
        Process demo = start();
        awaitText(pid);
        demo.toHandle().destroy();
        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(143);
        assertThat(new String(demo.getInputStream().readAllBytes(), UTF_8))
                .endsWith("demo: nothing was run, the build was interrupted\n");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
                .isEmpty();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void demo_whileAnotherBuilds_saysSo_andWaitsForThatBuild() throws Exception {
        Path go = home.resolve("go");
        machine.command("mvn", """
                echo built >>builds
                while [ ! -e go ]; do sleep 0.1; done
                mkdir -p examples/target/demo
                touch examples/target/quorumeter-examples-1.jar""");
        Process first = start();
        awaitText(home.resolve("builds"));
        Process second = start();
        try (BufferedReader said = second.inputReader()) {
            assertThat(said.readLine()).isEqualTo("demo: another program is building, waiting for it");
            Files.createFile(go);
            assertThat(said.readLine()).startsWith("ran ");
        }
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    private Process start() throws IOException {
        ProcessBuilder script = machine.bash(home.resolve("demo").toString()).directory(bin.toFile());
        script.environment().put("TMPDIR", temporary.toString());
        return script.start();
    }

    private static void awaitText(Path file) {
        await().until(() -> Files.exists(file) && Files.size(file) > 0);
    }

    private long builds() throws IOException {
        return Files.readAllLines(home.resolve("builds")).size();
    }

    private void assertRefusal(Outcome outcome, String packages) {
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.output())
                .contains("apt-get update && apt-get install -y --no-install-recommends " + packages + "\n")
                .doesNotContain("ran ");
        assertThat(home.resolve("builds")).doesNotExist();
    }

    /** Runs the script from a folder that is not the project's. */
    private Outcome demo(String... options) throws IOException, InterruptedException {
        return run(home.resolve("demo"), options);
    }

    private Outcome demo(String javaHome, List<String> options) throws IOException, InterruptedException {
        ProcessBuilder script = machine.bash(home.resolve("demo").toString()).directory(bin.toFile());
        script.environment().put("JAVA_HOME", javaHome);
        script.command().addAll(options);
        return BareMachine.run(script);
    }

    private Outcome run(Path demo, String... options) throws IOException, InterruptedException {
        ProcessBuilder script = machine.bash(demo.toString()).directory(bin.toFile());
        script.command().addAll(List.of(options));
        return BareMachine.run(script);
    }
}
