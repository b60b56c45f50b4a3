package io.quorumeter.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks into every jar that comes with a module, so that a client under other coordinates or shaded in is found too. */
class MonitoringClientsTest {
    private static final List<String> CLIENTS = List.of(
            "io/micrometer/",
            "io/prometheus/",
            "io/opentelemetry/",
            "io/opencensus/",
            "io/opentracing/",
            "com/codahale/metrics/",
            "com/yammer/metrics/",
            "io/dropwizard/metrics",
            "com/netflix/spectator/",
            "com/netflix/servo/",
            "com/timgroup/statsd/",
            "com/influxdb/",
            "org/influxdb/",
            "com/grafana/",
            "org/eclipse/microprofile/metrics/");

    @ParameterizedTest
    @ValueSource(strings = {"sdk-api", "sdk-core", "consensus", "network", "storage"})
    void classPath_carriesNoMonitoringClient(String module) throws IOException {
        String classPath = Files.readString(Path.of("..", module, "target", "class-path.txt"));
        Stream<Path> entries = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(classPath.strip())
                .filter(entry -> !entry.isEmpty())
                .map(Path::of);

        assertThat(entries)
                .allSatisfy(entry -> assertThat(clientClassesIn(entry)).isEmpty());
    }

    private static List<String> clientClassesIn(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            return clientClassesUnder(entry);
        }
        try (FileSystem jar = FileSystems.newFileSystem(entry)) {
            return clientClassesUnder(jar.getPath("/"));
        }
    }

    private static List<String> clientClassesUnder(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".class"))
                    .filter(file -> CLIENTS.stream().anyMatch(file::contains))
                    .toList();
        }
    }
}
