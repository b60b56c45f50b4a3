package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.Labels;
import io.quorumeter.MetricLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsConfigTest {
    private static final Map<String, String> EVERYTHING = Map.ofEntries(
            Map.entry("collection_enabled", "false"),
            Map.entry("metrics_level", "detailed"),
            Map.entry("collection_interval", "500ms"),
            Map.entry("metrics_sampling_rate", "0.25"),
            Map.entry("max_metrics_memory", "64MiB"),
            Map.entry("series_limit", "20"),
            Map.entry("family_limit", "30"),
            Map.entry("stale_after", "10m"),
            Map.entry("callback_limit", "2s"),
            Map.entry("constant_labels", "chain=main,region=eu\\,west"),
            Map.entry("deny", "jvm_*,debug_?_total"));

    @Test
    void parse_everyKey_setsItsOwnComponent() {
        assertThat(MetricsConfig.parse(EVERYTHING))
                .isEqualTo(new MetricsConfig(
                        false,
                        MetricLevel.DETAILED,
                        Duration.ofMillis(500),
                        0.25,
                        64L << 20,
                        20,
                        30,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(2),
                        Labels.of("chain", "main", "region", "eu,west"),
                        List.of("jvm_*", "debug_?_total")));
        assertThat(EVERYTHING).hasSameSizeAs(ConfigKey.values());
    }

    @Test
    void parse_nothing_isTheDefaults() {
        assertThat(MetricsConfig.parse(Map.of())).isEqualTo(MetricsConfig.defaults());
    }

    @Test
    void parse_properties_readsTheirDefaultsToo() {
        Properties defaults = new Properties();
        defaults.setProperty("family_limit", "7");
        defaults.setProperty("series_limit", "8");
        Properties settings = new Properties(defaults);
        settings.setProperty("series_limit", " 9 ");
        assertThat(MetricsConfig.parse(settings))
                .isEqualTo(MetricsConfig.defaults().withFamilyLimit(7).withSeriesLimit(9));
    }

    @Test
    void toMap_parsedAgain_isTheSame() {
        assertThat(MetricsConfig.parse(EVERYTHING).toMap()).containsExactlyInAnyOrderEntriesOf(EVERYTHING);
        assertThat(MetricsConfig.parse(MetricsConfig.defaults().toMap())).isEqualTo(MetricsConfig.defaults());
        MetricsConfig odd = MetricsConfig.defaults()
                .withConstantLabels(Labels.of("path", "C:\\a,b=c"))
                .withCollectionInterval(Duration.ofNanos(1_500))
                .withMaxMetricsMemory(1_025);
        assertThat(MetricsConfig.parse(odd.toMap())).isEqualTo(odd);
    }

    @ParameterizedTest
    @CsvSource({
        "collection_enabled, yes, true or false",
        "metrics_level, all, standard",
        "collection_interval, 5, unit",
        "collection_interval, 0s, positive",
        "collection_interval, 2d, at most a day",
        "collection_interval, 99999999999d, at most a day",
        "metrics_sampling_rate, 0, above 0",
        "metrics_sampling_rate, 1.5, up to 1",
        "metrics_sampling_rate, NaN, up to 1",
        "max_metrics_memory, 64MB, MiB",
        "max_metrics_memory, 0, 1 byte or more",
        "max_metrics_memory, 99999999999GiB, GiB",
        "series_limit, -1, from 1",
        "series_limit, many, whole number",
        "family_limit, 0, from 1",
        "stale_after, -1s, never",
        "stale_after, 366d, 365d",
        "callback_limit, 9ms, from 10ms",
        "callback_limit, 2m, to 1m",
        "constant_labels, chain, chain=main",
        "constant_labels, 1=a, chain=main",
        "constant_labels, 'a=1,a=2', none of them twice",
        "constant_labels, le=1, 'le, quantile'",
        "constant_labels, result=a, exporter or result",
        "constant_labels, metric=a, exporter or result",
        "constant_labels, reason=a, exporter or result",
        "constant_labels, consumer=a, exporter or result",
        "constant_labels, exporter=a, exporter or result",
        "deny, a-b, jvm_*",
        "deny, 'a,,b', jvm_*",
    })
    void parse_wrongValue_namesKeyAndValueAndWhatIsRight(String key, String value, String right) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsConfig.parse(Map.of(key, value)))
                .withMessageStartingWith(key + " must be ")
                .withMessageContaining("'" + value + "'")
                .withMessageContaining(right);
    }

    @ParameterizedTest
    @CsvSource({
        "serieslimit, series_limit",
        "max_metric_memory, max_metrics_memory",
        "Deny, deny",
        "stale, stale_after",
        "'', deny"
    })
    void parse_unknownKey_suggestsTheNearest(String key, String nearest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsConfig.parse(Map.of(key, "1")))
                .withMessageContaining("'" + key + "'")
                .withMessageContaining("did you mean '" + nearest + "'");
    }

    @Test
    void parse_missingValue_isRefusedByItsKey() {
        Map<String, String> settings = new HashMap<>();
        settings.put("series_limit", null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsConfig.parse(settings))
                .withMessageContaining("series_limit");
    }

    @Test
    void with_wrongValue_isRefusedAsWhenParsed() {
        MetricsConfig config = MetricsConfig.defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withSeriesLimit(0))
                .withMessage("series_limit must be a whole number from 1, not '0'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quorumeter.collector().interval(Duration.ZERO))
                .withMessageContaining("collection_interval");
    }

    @Test
    void collections_areCopied() {
        List<String> deny = new ArrayList<>(List.of("a_*"));
        MetricsConfig config = MetricsConfig.defaults().withDeny(deny);
        deny.add("b_*");
        assertThat(config.deny()).containsExactly("a_*");
    }
}
