package io.quorumeter.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.PrometheusExporter;
import io.quorumeter.exporters.ScrapeEndpoint;
import java.io.File;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** What an endpoint changes of the process that it runs in: nothing. */
class ProcessTest {
    private static final List<String> EXPECTED = List.of(
            "scraped true", "HTTP/1.1 400 Bad Request", "own server own", "properties changed {}", "context kept true");

    @TempDir
    private Path folder;

    /** A node with a server of its own and an endpoint, that prints what it finds. */
    static final class Node {
        private Node() {}

        public static void main(String[] arguments) throws Exception {
            TimeZone.getDefault(); // the JDK notes it in a property at the first use
            Map<Object, Object> before = properties();
            HttpServer own = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            own.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, 4);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write("own\n".getBytes(StandardCharsets.UTF_8));
                }
            });
            own.start();
            MetricsCollector metrics = Quorumeter.newCollector();
            ScrapeEndpoint endpoint =
                    new PrometheusExporter(0, "").registerMetrics(metrics).startServer();
            System.out.println("scraped " + get(endpoint.uri()).contains("quorumeter_series"));
            try (var raw = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
                raw.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                System.out.println(new String(raw.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElseThrow());
            }
            System.out.println("own server "
                    + get(URI.create("http://127.0.0.1:" + own.getAddress().getPort()))
                            .strip());
            endpoint.close();
            own.stop(0);
            Map<Object, Object> changed = properties();
            changed.entrySet().removeAll(before.entrySet());
            System.out.println("properties changed " + changed);
            System.out.println("context kept "
                    + (Thread.currentThread().getContextClassLoader() == ClassLoader.getSystemClassLoader()));
            if (arguments.length > 0) {
                LoggerFactory.getLogger("node").warn("of the node's own");
            }
        }

        private static Map<Object, Object> properties() {
            return new TreeMap<>(System.getProperties());
        }

        private static String get(URI uri) throws Exception {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    /** A provider of the node's, which prints what it is given. */
    public static final class Provider implements SLF4JServiceProvider {
        @Override
        public ILoggerFactory getLoggerFactory() {
            return logger -> new LegacyAbstractLogger() {
                private static final long serialVersionUID = 1;

                @Override
                protected void handleNormalizedLoggingCall(
                        Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
                    System.out.println("node's log: " + logger + " " + level + " " + message);
                }

                @Override
                protected String getFullyQualifiedCallerName() {
                    return logger;
                }

                @Override
                public boolean isTraceEnabled() {
                    return true;
                }

                @Override
                public boolean isDebugEnabled() {
                    return true;
                }

                @Override
                public boolean isInfoEnabled() {
                    return true;
                }

                @Override
                public boolean isWarnEnabled() {
                    return true;
                }

                @Override
                public boolean isErrorEnabled() {
                    return true;
                }
            };
        }

        @Override
        public IMarkerFactory getMarkerFactory() {
            return new BasicMarkerFactory();
        }

        @Override
        public MDCAdapter getMDCAdapter() {
            return new NOPMDCAdapter();
        }

        @Override
        public String getRequestedApiVersion() {
            return "2.0.99";
        }

        @Override
        public void initialize() {}
    }

    @Test
    void program_withoutAProviderOfSlf4j_seesNothingOnItsErrorStream_andNothingChanged() throws Exception {
        assertThat(run()).containsExactlyElementsOf(EXPECTED);
    }

    @Test
    void program_withAProvider_keepsItToItself() throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("META-INF/services"))
                        .resolve(SLF4JServiceProvider.class.getName()),
                Provider.class.getName());
        List<String> expected = new ArrayList<>(EXPECTED);
        expected.add("node's log: node WARN of the node's own");
        assertThat(run("log")).containsExactlyElementsOf(expected);
    }

    /** What a node prints, which has nothing to say on its error stream. */
    private List<String> run(String... arguments) throws Exception {
        String classPath = Stream.of(
                        Node.class,
                        PrometheusExporter.class,
                        Quorumeter.class,
                        MetricsCollector.class,
                        Histogram.class,
                        MpscVarHandleArrayQueue.class,
                        MessagePassingQueue.class,
                        Server.class,
                        HttpField.class,
                        EndPoint.class,
                        Callback.class,
                        LoggerFactory.class)
                .map(one ->
                        one.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator, folder + File.pathSeparator, ""));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath, Node.class.getName()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        Process node =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        node.waitFor();
        assertThat(Files.readString(errors)).isEmpty();
        return said;
    }
}
