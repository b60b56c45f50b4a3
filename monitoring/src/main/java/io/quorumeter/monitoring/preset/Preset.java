package io.quorumeter.monitoring.preset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.alerting.rule.RuleGroup;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A system whose rules a node can have in addition to its own, for {@code MonitoringSystem.create(…).preset(…)}. */
public enum Preset {
    /** QuDAG: seventeen rules over the metrics of {@link QudagMetrics}. */
    QUDAG;

    /** {@return its rules} */
    public List<RuleGroup> rules() {
        return RuleFile.parse(file(), text(), Semantics.V3).groups();
    }

    /** {@return its rules as a file of Prometheus' format, in YAML} */
    public String text() {
        try (InputStream resource = Objects.requireNonNull(Preset.class.getResourceAsStream(file()), this::file)) {
            return new String(resource.readAllBytes(), UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String file() {
        return name().toLowerCase(Locale.ROOT) + ".yml";
    }
}
