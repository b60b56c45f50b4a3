package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsOffTest {

    private static final Pattern ENDPOINT = Pattern.compile("http://\\S+/metrics");
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (hotstuff2_\\S+) ");
    private static final Pattern COMMITTED =
            Pattern.compile("(?m)^hotstuff2_consensus_transactions_committed_total [1-9]");
    private static final Pattern LATENCIES =
            Pattern.compile("(?m)^hotstuff2_consensus_block_commit_latency_seconds_count [1-9]");

    private volatile String served = "";

    /** Runs the demo until a replica serves that it has committed. */
    private DemoRun runUntilCommitted(String... arguments) {
        return DemoRun.until(
                out -> {
                    Matcher endpoint = ENDPOINT.matcher(out);
                    if (out.contains("commit p50") && endpoint.find()) {
                        served = get(URI.create(endpoint.group()));
                    }
                    return COMMITTED.matcher(served).find()
                            && LATENCIES.matcher(served).find();
                },
                arguments);
    }

    private static String get(URI uri) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private Set<String> families() {
        Set<String> families = new TreeSet<>();
        FAMILY.matcher(served).results().forEach(found -> families.add(found.group(1)));
        return families;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--metrics=off", "--metrics=off --processes"})
    void run_off_commits_andServesOnlyWhatTheReportNeeds(String words) {
        DemoRun run = runUntilCommitted(("--port 0 " + words).split(" ", -1));

        assertThat(families())
                .containsExactly(
                        "hotstuff2_consensus_block_commit_latency_seconds",
                        "hotstuff2_consensus_committed_height",
                        "hotstuff2_consensus_current_view",
                        "hotstuff2_consensus_local_timeouts_total",
                        "hotstuff2_consensus_transactions_committed_total");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("Metrics are off", "NOT WATCHED", "All 4 replicas committed the same chain")
                .containsPattern("\\ds  view +[1-9]\\d* +height +[1-9].*commit p50");
        assertThat(run.table()).hasSize(4).allSatisfy(row -> {
            assertThat(row.transactions()).isPositive();
            assertThat(row.latency()).contains("p99");
        });
    }

    @Test
    void run_off_withAPartition_countsTimeouts_andTellsOfNoAlert() {
        DemoRun run = DemoRun.of(
                "--port", "0", "--metrics", "off", "--duration", "4s", "--fault", "partition:0+1@1s,heal@3500ms");
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("PARTITION: replicas 0 and 1 could not reach replicas 2 and 3 from 1s to 3.5s.")
                .doesNotContain("FIRING", "alert told");
        assertThat(run.table())
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.timeouts()).isPositive());
    }

    @Test
    void run_on_servesMuchMore_andSaysNothingOfIt() {
        DemoRun run = runUntilCommitted("--port", "0", "--metrics", "on");
        assertThat(families()).hasSizeGreaterThan(50);
        assertThat(run.out()).doesNotContain("Metrics are off", "NOT WATCHED");
    }
}
