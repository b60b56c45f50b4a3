package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Bounds;
import io.quorumeter.CustomMetric;
import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.ExternalParser.Exposition;
import io.quorumeter.core.ExternalParser.ParsedFamily;
import io.quorumeter.core.ExternalParser.ParsedSample;
import io.quorumeter.export.MetricsExporter;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both text formats as Prometheus' own client and {@code promtool} read them, compared series by series with the snapshot. */
class ExpositionTest {
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "\"",
            "\\",
            "\\\\",
            "\\n",
            "\n",
            "a\"} 9\nevil_total 1",
            "\u0000",
            "\t\u0001\u007f\u0085\u2028\u2029",
            "\uD83D\uDE00 \uD834\uDD1E",
            "\uD83D",
            "\uDE00x",
            "{},=#",
            "# EOF\n",
            "é€",
            "x".repeat(1 << 20));
    private static final Instant BEGIN = Instant.parse("2024-05-06T07:08:09.125Z");

    private enum Mode {
        SYNCING,
        VOTING
    }

    private final MetricsCollector metrics = Quorumeter.collector()
            .clock(InstantSource.fixed(BEGIN))
            .nanoTime(() -> 0)
            .create();
    private final PrometheusText text = new PrometheusText();

    @ParameterizedTest
    @ValueSource(strings = {"prometheus", "openmetrics"})
    void everySeriesAndValue_isReadAsItWasRecorded(String format) throws Exception {
        recordOneOfEverything();
        MetricsSnapshot snapshot = metrics.snapshot();
        boolean openMetrics = format.equals("openmetrics");
        MetricsExporter exporter = openMetrics ? text.openMetrics() : text;
        Exposition read = ExternalParser.parse(exporter.export(snapshot), format);
        assertThat(differences(expected(snapshot, openMetrics), read.values())).isEmpty();
        assertThat(read.samples().size()).isGreaterThan(2 * HOSTILE.size());
    }

    @Test
    void promtool_findsNothingWrong() throws Exception {
        recordOneOfEverything();
        byte[] exposition = text.export(metrics.snapshot());
        assertThat(ExternalParser.lint(exposition).lines())
                .contains("level no help text")
                .allMatch(line -> line.endsWith(" no help text") || line.equals("exit code 3"));
        byte[] broken = new String(exposition, StandardCharsets.UTF_8)
                .replace("# TYPE votes_total counter\n", "# TYPE votes_total gauge\n")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(ExternalParser.lint(broken)).contains("votes_total ");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomCollectors_areReadAsTheyAre(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            String label =
                    Labels.of("a", HOSTILE.get(random.nextInt(HOSTILE.size()))).value(0);
            metrics.gauge("level_" + i % 7).with("a", label).create().set(random.nextGaussian() * Math.pow(10, i - 20));
            metrics.counter("work_" + i % 7 + "_total")
                    .with("a", label)
                    .create()
                    .increment(random.nextLong() >>> 12);
            var wait =
                    metrics.timer("wait_" + i % 5 + "_seconds").with("a", label).create();
            var size = metrics.histogram("size_" + i % 5).with("a", label).create();
            for (int j = 0; j < random.nextInt(50); j++) {
                wait.record(random.nextLong() >>> (2 + random.nextInt(60)));
                size.record(random.nextDouble() * (1L << random.nextInt(40)));
            }
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        Map<String, Double> plain =
                ExternalParser.parse(text.export(snapshot), "prometheus").values();
        assertThat(differences(expected(snapshot, false), plain))
                .as("seed %d", seed)
                .isEmpty();
        byte[] openMetrics = text.openMetrics().export(snapshot);
        Map<String, Double> open =
                ExternalParser.parse(openMetrics, "openmetrics").values();
        assertThat(differences(expected(snapshot, true), open))
                .as("seed %d", seed)
                .isEmpty();
    }

    @Test
    void openMetrics_hasTypesUnitsAndHelp() throws Exception {
        recordOneOfEverything();
        Exposition read = openMetrics();
        assertThat(read.families())
                .contains(
                        new ParsedFamily("votes", "counter", "", "A \"vote\"\nback\\slash"),
                        new ParsedFamily("sent_bytes", "counter", "bytes", ""),
                        new ParsedFamily("wait_seconds", "histogram", "seconds", "Waiting"),
                        new ParsedFamily("mode", "stateset", "", ""),
                        new ParsedFamily("build", "info", "", "The build"),
                        new ParsedFamily("recent_bytes", "summary", "bytes", ""));
        assertThat(read.samples())
                .filteredOn(sample -> sample.name().equals("stamped_seconds"))
                .extracting(ParsedSample::seconds)
                .containsExactly(1234.567);
    }

    @Test
    void openMetrics_showsExemplarsOfCountersAndBuckets() throws Exception {
        metrics.counter("votes_total").create().incrementWithExemplar(2, 1, 255, 1_500);
        metrics.timer("wait_seconds")
                .bounds(Bounds.of(0.001, 1))
                .create()
                .recordWithExemplar(5_000_000, 0x0123456789abcdefL, 3, 2_000);
        assertThat(openMetrics().samples())
                .filteredOn(sample -> !sample.trace().isEmpty())
                .extracting(sample -> sample.name() + sample.labels() + sample.trace() + " " + sample.exemplar())
                .containsExactly(
                        "votes_total{}000000000000000100000000000000ff 2.0",
                        "wait_seconds_bucket{le=1.0}0123456789abcdef0000000000000003 0.005");
        assertThat(new String(text.export(metrics.snapshot()), StandardCharsets.UTF_8))
                .doesNotContain("trace_id");
    }

    @Test
    void openMetrics_whereTwoFamiliesWouldHaveOneName_showsTheFullName() throws Exception {
        metrics.gauge("view").create().set(7L);
        metrics.counter("view_total").create().increment(3);
        metrics.info("view_info", "", Labels.of("kind", "basic"));
        Exposition read = openMetrics();
        assertThat(read.family("view").type()).isEqualTo("gauge");
        assertThat(read.family("view_total").type()).isEqualTo("unknown");
        assertThat(read.family("view_info").type()).isEqualTo("gauge");
        assertThat(read.values()).containsEntry("view{}", 7.0).containsEntry("view_total{}", 3.0);
    }

    @Test
    void openMetrics_whenTheNameIsTakenLater_givesItUp() throws Exception {
        metrics.counter("view_total").create().increment(3);
        assertThat(openMetrics().family("view").type()).isEqualTo("counter");
        metrics.gauge("view").create().set(7L);
        Exposition read = openMetrics();
        assertThat(read.family("view").type()).isEqualTo("gauge");
        assertThat(read.family("view_total").type()).isEqualTo("unknown");
    }

    @Test
    void constantLabels_areOnEverySeries() throws Exception {
        recordOneOfEverything();
        MetricsSnapshot plain = metrics.snapshot();
        MetricsSnapshot labelled =
                new MetricsSnapshot(plain.time(), plain.families(), Labels.of("chain", "a\"b"), List.of());
        for (String format : List.of("prometheus", "openmetrics")) {
            MetricsExporter exporter = format.equals("prometheus") ? text : text.openMetrics();
            exporter.export(plain);
            assertThat(ExternalParser.parse(exporter.export(labelled), format).samples())
                    .isNotEmpty()
                    .allMatch(sample -> "a\"b".equals(sample.labels().get("chain")));
            assertThat(ExternalParser.parse(exporter.export(plain), format).samples())
                    .noneMatch(sample -> sample.labels().containsKey("chain"));
        }
    }

    @Test
    void prefix_renamesAStateSetsLabelWithIt() throws Exception {
        metrics.stateSet("hotstuff2_mode", Mode.class).create().set(Mode.VOTING);
        byte[] exposition = new OpenMetricsText(Naming.prefix("mine")).export(metrics.snapshot());
        assertThat(ExternalParser.parse(exposition, "openmetrics").values())
                .containsEntry("mine_mode{mine_mode=voting}", 1.0)
                .containsEntry("mine_mode{mine_mode=syncing}", 0.0);
    }

    @Test
    void boundsBelowZero_areLeftOut() throws Exception {
        metrics.histogram("size").bounds(Bounds.of(-1, 0, 1)).create().record(1L);
        assertThat(openMetrics().values())
                .containsEntry("size_bucket{le=0.0}", 0.0)
                .containsEntry("size_bucket{le=1.0}", 1.0)
                .containsEntry("size_sum{}", 1.0)
                .doesNotContainKey("size_bucket{le=-1.0}");
    }

    private Exposition openMetrics() throws Exception {
        return ExternalParser.parse(text.openMetrics().export(metrics.snapshot()), "openmetrics");
    }

    private void recordOneOfEverything() {
        for (int i = 0; i < HOSTILE.size(); i++) {
            metrics.incrementCounterBy("hostile_total", i + 1, "peer", HOSTILE.get(i));
        }
        metrics.counter("votes_total").help("A \"vote\"\nback\\slash").create().increment(Long.MAX_VALUE / 1024);
        metrics.counter("sent_bytes_total").create().increment(5);
        metrics.gauge("level").with("at", "a").create().set(0.1 + 0.2);
        metrics.gauge("level").with("at", "b").create().set(Double.NEGATIVE_INFINITY);
        metrics.gauge("level").with("at", "c").create().set(-1e-300);
        metrics.gauge("level").with("at", "d").create().set(-17L);
        metrics.recordCustomMetric(new CustomMetric(
                "stamped_seconds", "", MetricType.GAUGE, Labels.of(), 2.5, Instant.ofEpochMilli(1_234_567)));
        metrics.info("build_info", "The build", Labels.of("version", "1\n2", "jdk", "17"));
        metrics.stateSet("mode", Mode.class).create().set(Mode.VOTING);
        var wait =
                metrics.timer("wait_seconds").help("Waiting").with("step", "x").create();
        var size = metrics.histogram("size_bytes").create();
        var recent = metrics.summary("recent_bytes").create();
        for (int i = 1; i < 1_000; i++) {
            wait.record(i * 100_003L);
            size.record(i * 7L);
            size.record(i / 7.0);
            recent.record((long) i);
        }
        metrics.timer("idle_seconds").create();
        metrics.summary("silent").create();
    }

    /** What the formats are to say, from the snapshot's own answers. */
    private static Map<String, Double> expected(MetricsSnapshot snapshot, boolean openMetrics) {
        Map<String, Double> expected = new HashMap<>();
        for (FamilySnapshot family : snapshot.families()) {
            String name = family.descriptor().name();
            MetricType type = family.descriptor().type();
            for (int i = 0; i < family.size(); i++) {
                Map<String, String> labels = new TreeMap<>();
                family.labels(i).forEach(labels::put);
                if (family.hasDistributions()) {
                    expected.put(ExternalParser.key(name + "_count", labels), (double) family.count(i));
                    expected.put(ExternalParser.key(name + "_sum", labels), exactSum(family, i));
                }
                switch (type) {
                    case HISTOGRAM -> putBuckets(family, i, labels, expected);
                    case SUMMARY -> putQuantiles(family, i, labels, expected);
                    default -> expected.put(ExternalParser.key(name, labels), family.value(i));
                }
                labels.keySet().removeAll(Set.of("le", "quantile"));
                if (openMetrics && (type == MetricType.COUNTER || family.hasDistributions())) {
                    String base = type == MetricType.COUNTER ? name.substring(0, name.length() - 6) : name;
                    expected.put(ExternalParser.key(base + "_created", labels), BEGIN.toEpochMilli() / 1e3);
                }
            }
        }
        return expected;
    }

    private static double exactSum(FamilySnapshot family, int series) {
        BigDecimal whole = BigDecimal.valueOf(family.wholeSum(series));
        return family.isWholeSum(series)
                ? whole.movePointLeft(family.perUnit() == 1 ? 0 : 9).doubleValue()
                : family.sum(series);
    }

    /** What is missing, too much, or different; short where maps of thousands would be shown. */
    private static List<String> differences(Map<String, Double> expected, Map<String, Double> actual) {
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(expected.get(key), actual.get(key)))
                .map(key -> key + " is " + actual.get(key) + " and should be " + expected.get(key))
                .limit(10)
                .toList();
    }

    private static void putBuckets(
            FamilySnapshot family, int series, Map<String, String> labels, Map<String, Double> expected) {
        String bucket = family.descriptor().name() + "_bucket";
        for (int b = 0; b < family.bounds().size(); b++) {
            double bound = family.bounds().get(b);
            labels.put("le", CanonicalNumber.of(bound));
            expected.put(ExternalParser.key(bucket, labels), (double)
                    family.distribution(series).countAtOrBelow(bound));
        }
        labels.put("le", "+Inf");
        expected.put(ExternalParser.key(bucket, labels), (double) family.count(series));
    }

    private static void putQuantiles(
            FamilySnapshot family, int series, Map<String, String> labels, Map<String, Double> expected) {
        for (double quantile : family.quantiles()) {
            labels.put("quantile", Double.toString(quantile));
            expected.put(
                    ExternalParser.key(family.descriptor().name(), labels),
                    family.distribution(series).quantile(quantile));
        }
    }
}
