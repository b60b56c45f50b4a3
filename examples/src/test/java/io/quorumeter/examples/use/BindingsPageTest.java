package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.core.bind.ComponentMetrics;
import io.quorumeter.core.bind.ExecutorMetrics;
import io.quorumeter.core.bind.QueueMetrics;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The bindings of executors, queues and services that the page on bindings shows. */
class BindingsPageTest {
    private record Certificate(String subject) {}

    private record Authority(String name) {
        Certificate issue(String request) {
            return new Certificate(name + "/" + request);
        }
    }

    private final MetricsCollector metrics = Quorumeter.newCollector();

    @Test
    void executorsQueuesAndServices_areMeasured() throws Exception {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(10);
        Authority authority = new Authority("root");
        String request = "node-1";
        // shown: services
        ExecutorService validation = ExecutorMetrics.bind(metrics, "validation", Executors.newFixedThreadPool(4));
        QueueMetrics inbox = QueueMetrics.bind(metrics, "inbox", queue);
        ComponentMetrics.Operation issue =
                ComponentMetrics.of(metrics, "certificate_authority").operation("issue");
        Certificate certificate = issue.call(() -> authority.issue(request));
        // end
        assertThat(certificate.subject()).isEqualTo("root/node-1");
        validation.submit(() -> queue.add("a message")).get();
        validation.shutdown();
        inbox.rejected();
        MetricsSnapshot now = metrics.snapshot();
        assertThat(now.total("hotstuff2_component_requests_total")).isEqualTo(1);
        assertThat(now.value("hotstuff2_queue_depth", "queue", "inbox")).hasValue(1);
        assertThat(now.value("hotstuff2_queue_rejected_total", "queue", "inbox"))
                .hasValue(1);
        assertThat(now.family("hotstuff2_executor_tasks_total")).isPresent();
    }

    @Test
    void page_showsThesePrograms() throws IOException {
        Path source = Path.of("src", "test", "java", "io", "quorumeter", "examples", "use", "BindingsPageTest.java");
        String program = Files.readString(source);
        int begin = program.indexOf("// shown: services");
        String shown = program.substring(program.indexOf('\n', begin) + 1, program.indexOf("        // end", begin));
        assertThat(Files.readString(Path.of("..", "docs", "bindings.md"))).contains(shown.indent(-8));
    }
}
