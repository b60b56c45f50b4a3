package io.quorumeter.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Where and of what the figures are. */
final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    static List<String> describe(Path home) throws IOException, InterruptedException {
        return List.of(
                "CPU: " + cpu() + ", " + Runtime.getRuntime().availableProcessors() + " cores seen by the JVM",
                "JDK: " + System.getProperty("java.vm.name") + " " + Runtime.version(),
                "Date: " + LocalDate.now(ZoneOffset.UTC) + ", commit " + commit(home));
    }

    private static String cpu() throws IOException {
        if (Files.isReadable(CPU_INFO)) {
            try (Stream<String> lines = Files.lines(CPU_INFO)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            }
        }
        return System.getProperty("os.arch");
    }

    private static String commit(Path home) throws IOException, InterruptedException {
        String head = git(home, "rev-parse", "--short", "HEAD");
        if (head.isEmpty()) {
            return "unknown";
        }
        String changed =
                git(home, "status", "--porcelain", "--untracked-files=no", "--", "..", ":!results", ":!RESULTS.md");
        return changed.isEmpty() ? head : head + " with changes";
    }

    private static String git(Path home, String... words) throws IOException, InterruptedException {
        ProcessBuilder git = new ProcessBuilder("git");
        git.command().addAll(List.of(words));
        Process process;
        try {
            process = git.directory(home.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noGit) {
            return "";
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        return process.waitFor() == 0 ? output : "";
    }
}
