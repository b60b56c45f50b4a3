package io.quorumeter.alerting.rule;

import io.quorumeter.promql.ast.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes groups of rules as {@link RuleFile} reads them; the labels of a group stand at its rules. */
final class RuleWriter {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();

    private RuleWriter() {}

    static String write(List<RuleGroup> groups) {
        return YAML.writeValueAsString(
                Map.of("groups", groups.stream().map(RuleWriter::group).toList()));
    }

    private static Map<String, Object> group(RuleGroup group) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("name", group.name());
        group.interval().ifPresent(interval -> put(keys, "interval", interval));
        put(keys, "query_offset", group.queryOffset());
        if (group.limit() > 0) {
            keys.put("limit", group.limit());
        }
        keys.put("rules", group.rules().stream().map(RuleWriter::rule).toList());
        return keys;
    }

    private static Map<String, Object> rule(Rule rule) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put(rule instanceof Rule.Alerting ? "alert" : "record", rule.name());
        keys.put("expr", rule.text());
        if (rule instanceof Rule.Alerting alerting) {
            put(keys, "for", alerting.holdFor());
            put(keys, "keep_firing_for", alerting.keepFiringFor());
            put(keys, "labels", alerting.labels());
            put(keys, "annotations", alerting.annotations());
        } else if (rule instanceof Rule.Recording recording) {
            put(keys, "labels", recording.labels());
        }
        return keys;
    }

    private static void put(Map<String, Object> keys, String key, Duration duration) {
        if (!duration.isZero()) {
            keys.put(key, Durations.print(duration.toMillis()));
        }
    }

    private static void put(Map<String, Object> keys, String key, Map<String, ?> texts) {
        if (!texts.isEmpty()) {
            Map<String, String> plain = new LinkedHashMap<>();
            texts.forEach((name, text) -> plain.put(name, text.toString()));
            keys.put(key, plain);
        }
    }
}
