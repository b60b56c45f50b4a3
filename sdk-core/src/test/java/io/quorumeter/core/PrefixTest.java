package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the exporter's prefix does to names. */
class PrefixTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final PrometheusText text = new PrometheusText("my");

    @Test
    void replacesTheCataloguesPrefixAndNoOther() {
        metrics.counter("hotstuff2_votes_total").create();
        metrics.counter("votes_total").create();

        assertThat(text()).contains("# TYPE my_votes_total counter", "# TYPE votes_total counter");
    }

    @Test
    void leavesANameAlone_thatWouldBeAnotherFamilys_alsoOneThatComesLater() {
        metrics.gauge("hotstuff2_view").create().set(7);
        assertThat(text()).contains("my_view 7\n");
        metrics.gauge("my_view").create().set(8);

        assertThat(text())
                .contains("# TYPE my_view gauge\nmy_view 8\n")
                .containsOnlyOnce("# TYPE my_view ")
                .contains("# TYPE hotstuff2_view gauge\nhotstuff2_view 7\n");
    }

    @Test
    void nameThatIsTaken_isLoggedOnceWithBoth() {
        metrics.gauge("hotstuff2_view").create();
        metrics.gauge("hotstuff2_height").create();
        metrics.gauge("my_view").create();
        text();
        text();
        assertThat(log.logged())
                .singleElement()
                .satisfies(one -> assertThat(one.getMessage())
                        .contains("'hotstuff2_view'", "'my_view'", "choose another prefix"));
    }

    private String text() {
        return new String(text.export(metrics.snapshot()), StandardCharsets.UTF_8);
    }
}
