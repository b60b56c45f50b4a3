package io.quorumeter.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a script finds on a machine: a PATH that holds just what a test put there, and no JDK named otherwise.
 *
 * @param bin the only folder on it
 */
public record BareMachine(Path bin) {
    /** How a script ended and what it said. */
    public record Outcome(int exitCode, String output) {}

    /** Adds tools of the real machine. */
    public void tools(String... names) throws IOException {
        for (String name : names) {
            command(name, "exec " + find(name) + " \"$@\"");
        }
    }

    /** Adds or replaces a command that does what a line of shell says. */
    public void command(String name, String body) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Makes a folder that looks like a JDK of that feature version. */
    public static Path jdk(Path home, int version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        BareMachine machine = new BareMachine(home.resolve("bin"));
        machine.command("java", "echo '    java.specification.version = " + version + "' >&2; echo \"ran $0 $*\"");
        machine.command("javac", "exit 0");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        return home;
    }

    /** Prepares a run of a script on this machine, with the real bash. */
    public ProcessBuilder bash(String script) {
        ProcessBuilder process = new ProcessBuilder(find("bash").toString(), script).redirectErrorStream(true);
        process.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA25_HOME"));
        process.environment().put("PATH", bin.toString());
        return process;
    }

    /** Runs it to its end, without input. */
    public static Outcome run(ProcessBuilder script) throws IOException, InterruptedException {
        Process process = script.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
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
