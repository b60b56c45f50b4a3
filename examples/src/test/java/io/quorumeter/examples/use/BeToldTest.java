package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.health.HealthIssue;
import io.quorumeter.alerting.health.HealthJson;
import io.quorumeter.alerting.health.HealthReport;
import io.quorumeter.alerting.health.HealthStatus;
import io.quorumeter.health.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the page on alerts and health. */
class BeToldTest {
    private static final Path PROGRAM =
            Path.of("src", "test", "java", "io", "quorumeter", "examples", "use", "BeTold.java");

    @TempDir
    private Path folder;

    private final BlockingQueue<Alert> pager = new LinkedBlockingQueue<>();

    @Test
    void safetyStateThatIsNotDurable_isToldAtOnce_andTheNodeIsFailing() throws InterruptedException {
        try (BeTold node = new BeTold(folder, pager::add, Health::ok)) {
            node.events.safetyStatePersistFailed();
            Alert alert = Objects.requireNonNull(pager.poll(30, TimeUnit.SECONDS), "nobody was told");
            assertThat(alert.name()).isEqualTo("HotStuff2SafetyStateNotPersisted");
            HealthStatus now = node.health.overallHealthStatus();
            assertThat(now).isInstanceOf(HealthStatus.Failing.class);
            assertThat(now.issues()).extracting(HealthIssue::since).contains(alert.firedAt());
        }
    }

    @Test
    void ownCheck_isPartOfTheReport() {
        try (BeTold node = new BeTold(
                folder, pager::add, () -> Health.critical("no connection").suggest("is it up?"))) {
            HealthReport report = node.health.detailedHealthReport();
            assertThat(report.status()).isInstanceOf(HealthStatus.Critical.class);
            assertThat(report.score()).isEqualTo((1 + 1 + 1 + 0.3) / 4);
            assertThat(HealthJson.write(report)).contains("\"no connection\"", "\"is it up?\"");
        }
    }

    @Test
    void page_hasTheProgramAsItIsCompiled() throws IOException {
        String program = Files.readString(PROGRAM);
        assertThat(Files.readString(Path.of("..", "docs", "alerting.md")))
                .contains(program.substring(program.indexOf("import ")));
    }
}
