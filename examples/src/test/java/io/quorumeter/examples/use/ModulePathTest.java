package io.quorumeter.examples.use;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StorageMetrics;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is a module needs the bindings and the contract on its module path, and nothing else. */
class ModulePathTest {
    @Test
    void nodeThatIsAModule_compilesWithoutAWarningWithOurModulesAlone(@TempDir Path folder) throws Exception {
        Path module = Files.writeString(folder.resolve("module-info.java"), """
                module some.node {
                    requires transitive io.quorumeter.consensus;
                    requires io.quorumeter.network;
                    requires io.quorumeter.storage;
                    exports some.node;
                }
                """);
        Path node = Files.createDirectories(folder.resolve("some/node")).resolve("Node.java");
        Files.writeString(node, """
                package some.node;

                import io.quorumeter.MetricsCollector;
                import io.quorumeter.consensus.HotStuff2Events;
                import io.quorumeter.consensus.Protocol;
                import io.quorumeter.network.NetworkMetrics;
                import io.quorumeter.network.Validators;
                import io.quorumeter.storage.StorageMetrics;

                public final class Node {
                    private Node() {}

                    public static HotStuff2Events events(MetricsCollector metrics) {
                        metrics.gauge("depth").observe(() -> 7);
                        new NetworkMetrics(metrics, Validators.of(4, 0));
                        new StorageMetrics(metrics);
                        return HotStuff2Events.on(metrics, Protocol.basic().replicas(4));
                    }
                }
                """);
        String modulePath = Stream.of(
                        MetricsCollector.class, HotStuff2Events.class, NetworkMetrics.class, StorageMetrics.class)
                .map(ModulePathTest::home)
                .collect(joining(System.getProperty("path.separator")));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-Xlint:all", "-Werror", "--module-path", modulePath, "-d", folder.toString()),
                            null,
                            files.getJavaFileObjects(module, node))
                    .call();
            assertThat(said.toString()).isEmpty();
            assertThat(compiled).isTrue();
        }
    }

    private static String home(Class<?> of) {
        try {
            return Path.of(of.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
