package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeveralCollectorsTest {
    private final MetricsCollector one = collector("one");
    private final MetricsCollector two = collector("two");
    private final PrometheusText text = new PrometheusText();

    @Test
    void family_ofBoth_standsOnceWithTheSeriesOfEach_inTheOrderOfNames() {
        one.counter("blocks_total").help("Blocks").create().increment(3);
        two.counter("blocks_total").help("Blocks").create().increment(4);
        one.gauge("a_depth").create().set(1);
        two.gauge("c_depth").create().set(2);
        assertThat(page("a_depth", "blocks_total", "c_depth")).isEqualTo("""
                        # TYPE a_depth gauge
                        a_depth{instance="one"} 1
                        # TYPE blocks_total counter
                        # HELP blocks_total Blocks
                        blocks_total{instance="one"} 3
                        blocks_total{instance="two"} 4
                        # TYPE c_depth gauge
                        c_depth{instance="two"} 2
                        """);
    }

    @Test
    void page_ofTwo_isReadByPrometheusClient_inBothFormats() throws Exception {
        one.timer("commit_seconds").create().record(7_000_000);
        two.timer("commit_seconds").create().record(9_000_000);
        String openMetrics = text.openMetrics()
                .write(snapshots(), Set.of(), new TextBuffer())
                .toString();
        assertThat(openMetrics)
                .containsOnlyOnce("# TYPE commit_seconds histogram")
                .endsWith("\n# EOF\n");
        assertThat(openMetrics).containsOnlyOnce("# EOF");
        assertThat(page())
                .contains("commit_seconds_count{instance=\"one\"} 1", "commit_seconds_count{instance=\"two\"} 1");
    }

    @Test
    void names_chooseFamilies_byTheNameOfAnyOfTheirLines() {
        one.counter("blocks_total").create();
        one.timer("commit_seconds").create();
        assertThat(page("blocks").lines().filter(line -> !line.startsWith("#")))
                .containsExactly("blocks_total{instance=\"one\"} 0");
        for (String line :
                List.of("commit_seconds", "commit_seconds_bucket", "commit_seconds_sum", "commit_seconds_count")) {
            assertThat(page(line))
                    .contains("commit_seconds_sum{instance=\"one\"} 0")
                    .doesNotContain("blocks");
        }
        assertThat(page("nothing_of_this_name")).isEmpty();
    }

    @Test
    void type_thatContradicts_isRefusedNamingBoth() {
        one.gauge("peers").create();
        two.timer("commit_seconds").create();
        one.histogram("commit_seconds").create();
        page();
        two.stateSet("peers", Mode.class).create();
        refused(
                "family 'peers' has a GAUGE in collector 1 ",
                "and a STATE_SET in collector 2 ",
                "instance",
                "one",
                "two");
    }

    @Test
    void help_thatContradicts_isRefusedNamingBoth() {
        one.gauge("peers").help("Connected").create();
        two.gauge("peers").help("Known").create();
        refused("family 'peers' has the help 'Connected' in collector 1 ", "and 'Known' in collector 2 ");
    }

    @Test
    void series_thatIsThereTwice_isRefusedNamingBoth_alsoWhenItComesLater() {
        MetricsCollector same = collector("one");
        List<MetricsCollector> three = List.of(two, one, same);
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> text.write(snapshots(three), Set.of(), new TextBuffer()))
                .withMessageContaining("is in collector 2 ")
                .withMessageContaining(" and in collector 3 ")
                .withMessageContaining("constant labels of its own");

        MetricsCollector unnamed = Quorumeter.newCollector();
        one.gauge("peers").create();
        List<MetricsCollector> pair = List.of(one, unnamed);
        text.write(snapshots(pair), Set.of(), new TextBuffer());
        unnamed.gauge("peers").with("instance", "one").create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> text.write(snapshots(pair), Set.of(), new TextBuffer()))
                .withMessageContaining("series peers{instance=one} is in collector 1 ")
                .withMessageContaining("and in collector 2");
    }

    private enum Mode {
        ON,
        OFF
    }

    private void refused(String... parts) {
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(this::page)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
    }

    private String page(String... names) {
        return text.write(snapshots(), Set.of(names), new TextBuffer()).toString();
    }

    private List<MetricsSnapshot> snapshots() {
        return snapshots(List.of(one, two));
    }

    private static List<MetricsSnapshot> snapshots(List<MetricsCollector> collectors) {
        return collectors.stream().map(MetricsCollector::snapshot).toList();
    }

    private static MetricsCollector collector(String instance) {
        return Quorumeter.newCollector(MetricsConfig.defaults().withConstantLabels(Labels.of("instance", instance)));
    }
}
