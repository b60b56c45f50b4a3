package io.quorumeter.examples.use;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.PrometheusExporter;
import io.quorumeter.history.Head;
import io.quorumeter.monitoring.system.SystemMetrics;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.promql.PromQl;
import io.quorumeter.storage.StorageMetrics;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.HdrHistogram.Histogram;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import picocli.CommandLine;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A node that is a module needs the bindings and the contract on its module path, and nothing else; to run, the engine and its
 * libraries.
 */
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
                import io.quorumeter.ValidatorSet;
                import io.quorumeter.consensus.HotStuff2Events;
                import io.quorumeter.consensus.Protocol;
                import io.quorumeter.network.NetworkMetrics;
                import io.quorumeter.storage.StorageMetrics;

                public final class Node {
                    private Node() {}

                    public static HotStuff2Events events(MetricsCollector metrics) {
                        metrics.gauge("depth").observe(() -> 7);
                        new NetworkMetrics(metrics, ValidatorSet.ofSize(4).ownIndex(0));
                        new StorageMetrics(metrics);
                        return HotStuff2Events.on(metrics, Protocol.basic().replicas(4));
                    }
                }
                """);
        compile(
                folder,
                modulePath(MetricsCollector.class, HotStuff2Events.class, NetworkMetrics.class, StorageMetrics.class),
                module,
                node);
    }

    @Test
    void nodeThatIsAModule_runsWithEventsEndpointAndHdrHistogram(@TempDir Path folder) throws Exception {
        Path module = Files.writeString(folder.resolve("module-info.java"), """
                module some.node {
                    requires io.quorumeter.core;
                    requires io.quorumeter.exporters;
                }
                """);
        Path node = Files.createDirectories(folder.resolve("some/node")).resolve("Node.java");
        Files.writeString(node, """
                package some.node;

                import io.quorumeter.Metrics;
                import io.quorumeter.MetricsCollector;
                import io.quorumeter.core.HdrHistograms;
                import io.quorumeter.core.Quorumeter;
                import io.quorumeter.exporters.PrometheusExporter;
                import java.util.List;
                import java.util.concurrent.CopyOnWriteArrayList;
                import org.HdrHistogram.Histogram;

                public final class Node {
                    private Node() {}

                    public static void main(String[] arguments) throws Exception {
                        MetricsCollector metrics = Quorumeter.newCollector();
                        List<String> heard = new CopyOnWriteArrayList<>();
                        metrics.events().subscribe("node", String.class, heard::add);
                        metrics.events().publish("event");
                        System.out.println("flushed " + metrics.flush().join().isComplete() + " " + heard);
                        metrics.histogram("size_bytes").create().record(7);
                        Histogram histogram = HdrHistograms.toHistogram(
                                metrics.snapshot().distribution("size_bytes").orElseThrow());
                        System.out.println("hdr " + histogram.getTotalCount());
                        try (var endpoint = new PrometheusExporter(0, "hotstuff2").registerMetrics(metrics).startServer();
                                var page = endpoint.uri().toURL().openStream()) {
                            System.out.println("scraped " + new String(page.readAllBytes()).contains("size_bytes_count 1"));
                        }
                        System.out.println("global " + Metrics.global().isEnabled());
                        for (Class<?> one : List.of(Node.class, MetricsCollector.class, Quorumeter.class, PrometheusExporter.class)) {
                            System.out.println(one.getModule());
                        }
                    }
                }
                """);
        String path = modulePath(
                MetricsCollector.class,
                Quorumeter.class,
                PrometheusExporter.class,
                Server.class,
                HttpField.class,
                EndPoint.class,
                Callback.class,
                LoggerFactory.class,
                Histogram.class,
                MpscVarHandleArrayQueue.class,
                MessagePassingQueue.class);
        compile(folder, path, module, node);

        assertThat(run(folder, path))
                .containsExactly(
                        "flushed true [event]",
                        "hdr 1",
                        "scraped true",
                        "global true",
                        "module some.node",
                        "module io.quorumeter.api",
                        "module io.quorumeter.core",
                        "module io.quorumeter.exporters");
    }

    @Test
    void nodeThatIsAModule_isWatched_whenItRequiresMonitoringAndAnEngine(@TempDir Path folder) throws Exception {
        Path module = Files.writeString(folder.resolve("module-info.java"), """
                module some.node {
                    requires io.quorumeter.core;
                    requires io.quorumeter.monitoring;
                }
                """);
        Path node = Files.createDirectories(folder.resolve("some/node")).resolve("Node.java");
        Files.writeString(node, """
                package some.node;

                import io.quorumeter.consensus.HotStuff2Events;
                import io.quorumeter.consensus.Protocol;
                import io.quorumeter.core.Quorumeter;
                import io.quorumeter.alerting.alert.AlertConfigFormat;
                import io.quorumeter.alerting.alert.AlertManager;
                import io.quorumeter.alerting.health.HealthChecker;
                import io.quorumeter.alerting.health.HealthJson;
                import io.quorumeter.monitoring.system.SystemMetrics;
                import java.nio.file.Path;

                public final class Node {
                    private Node() {}

                    public static void main(String[] arguments) {
                        var metrics = Quorumeter.newCollector();
                        var events = HotStuff2Events.on(metrics, Protocol.basic().replicas(4));
                        try (var alerts = AlertManager.on(metrics)
                                .config(AlertConfigFormat.YAML.read("max_block_time: 20s"))
                                .start()) {
                            events.safetyStatePersistFailed();
                            alerts.evaluate();
                            alerts.activeAlerts().forEach(alert -> System.out.println(alert.name()));
                            String health = HealthJson.write(
                                    HealthChecker.of(alerts, events.metrics()).overallHealthStatus());
                            System.out.println(HealthJson.readStatus(health).level());
                        }
                        System.out.println(AlertManager.class.getModule());
                        System.out.println(SystemMetrics.class.getModule());
                    }
                }
                """);
        String path = modulePath(
                MetricsCollector.class,
                Quorumeter.class,
                HotStuff2Events.class,
                NetworkMetrics.class,
                StorageMetrics.class,
                AlertManager.class,
                SystemMetrics.class,
                PrometheusExporter.class,
                Head.class,
                PromQl.class,
                com.google.re2j.Pattern.class,
                CommandLine.class,
                Server.class,
                HttpField.class,
                EndPoint.class,
                Callback.class,
                LoggerFactory.class,
                ObjectMapper.class,
                JsonParser.class,
                JsonFormat.class,
                YAMLMapper.class,
                Load.class,
                Histogram.class,
                MpscVarHandleArrayQueue.class,
                MessagePassingQueue.class);
        compile(folder, path, module, node);
        assertThat(run(folder, path))
                .containsExactly(
                        "HotStuff2SafetyStateNotPersisted",
                        "FAILING",
                        "module io.quorumeter.alerting",
                        "module io.quorumeter.monitoring");
    }

    /** Runs the node, and returns what it prints. */
    private static List<String> run(Path folder, String path) throws IOException, InterruptedException {
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "--module-path",
                        folder + File.pathSeparator + path,
                        "--module",
                        "some.node/some.node.Node")
                .redirectErrorStream(true)
                .start();
        run.getOutputStream().close();
        List<String> lines =
                new String(run.getInputStream().readAllBytes(), UTF_8).lines().toList();
        assertThat(run.waitFor()).as(lines.toString()).isZero();
        return lines;
    }

    private static void compile(Path folder, String modulePath, Path... sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-Xlint:all", "-Werror", "--module-path", modulePath, "-d", folder.toString()),
                            null,
                            files.getJavaFileObjects(sources))
                    .call();
            assertThat(said.toString()).isEmpty();
            assertThat(compiled).isTrue();
        }
    }

    private static String modulePath(Class<?>... classes) {
        return Stream.of(classes).map(ModulePathTest::home).collect(joining(File.pathSeparator));
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
