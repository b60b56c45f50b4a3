package io.quorumeter.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.partitioningBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Everything that users of a published module see has a comment with all its tags. The rows of a catalogue need none: a comment could only
 * repeat the help text that each row contains. The other groups of doclint are checked where the build makes the documentation.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");
    private static final Pattern ROW =
            Pattern.compile("Families\\.java:\\d+: .*\\R    public static final Declaration<");

    @Test
    void publishedModules_lackCommentsOnlyOnRowsOfCatalogues() throws IOException {
        Map<Boolean, List<String>> missing =
                missing().collect(partitioningBy(text -> ROW.matcher(text).find()));

        assertThat(missing.get(false)).isEmpty();
        assertThat(missing.get(true)).as("rows, which show that doclint ran").isNotEmpty();
    }

    /** Warnings with file and source line. Errors do not matter: optional libraries of the modules are not on the class path. */
    private static Stream<String> missing() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, UTF_8)) {
            List<String> options = List.of("-Xdoclint:missing/protected", "-Xmaxwarns", "10000", "-proc:none");
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources()));
            task.analyze();
        }
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getCode().equals("compiler.warn.proc.messager"))
                .map(Object::toString);
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : publishedModules()) {
            try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("module-info.java"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static List<Path> publishedModules() throws IOException {
        List<Path> modules = new ArrayList<>();
        for (String name : MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList()) {
            Path module = ROOT.resolve(name);
            if (!Files.readString(module.resolve("pom.xml")).contains("<maven.javadoc.skip>true<")) {
                modules.add(module);
            }
        }
        return modules;
    }
}
