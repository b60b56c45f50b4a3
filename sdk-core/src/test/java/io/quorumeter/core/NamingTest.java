package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.MetricsCollector;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a prefix and new names do to the text, and which new names are refused. */
class NamingTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final PrometheusText text = new PrometheusText(Naming.prefix("my"));

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

    @Test
    void renamedFamily_isShownSo_withoutThePrefix_andReadUnderItsOwnName() {
        metrics.counter("hotstuff2_votes_total").help("Votes").create().increment(3);
        metrics.stateSet("mode", Mode.class).create();
        metrics.histogram("size_bytes").create().record(1);
        Naming naming = Naming.prefix("my")
                .rename("hotstuff2_votes_total", "ballots_total")
                .rename("mode", "node_mode")
                .rename("size_bytes", "length_bytes");
        String shown = new String(new PrometheusText(naming).export(metrics.snapshot()), StandardCharsets.UTF_8);
        assertThat(shown)
                .contains("# HELP ballots_total Votes\n", "ballots_total 3\n", "length_bytes_sum 1")
                .contains("node_mode{node_mode=\"live\"} 1")
                .doesNotContain("votes_total", "size_bytes", " mode");
        assertThat(metrics.snapshot().value("hotstuff2_votes_total")).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource({"a=9, b", "work, 9b", "work_total, work", "work, work_total", "size_bytes, size_ratio", "up_info, up"})
    void newName_thatSaysSomethingElse_isRefusedWithBoth(String declared, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Naming.asDeclared().rename(declared, shown))
                .withMessageContaining("'" + declared + "'")
                .withMessageContaining("'" + shown + "'");
    }

    @Test
    void newName_isGivenOnce_andTheLastOneHolds() {
        Naming naming = Naming.asDeclared().rename("a", "c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> naming.rename("b", "c"))
                .withMessageContaining("another family is");
        assertThat(naming.rename("a", "d").rename("b", "c").of("a")).isEqualTo("d");
        assertThat(naming.of("a")).isEqualTo("c");
    }

    private enum Mode {
        LIVE
    }

    private String text() {
        return new String(text.export(metrics.snapshot()), StandardCharsets.UTF_8);
    }
}
