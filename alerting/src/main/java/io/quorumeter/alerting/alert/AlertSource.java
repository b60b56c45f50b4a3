package io.quorumeter.alerting.alert;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What rules judge, each of which may fail to answer. */
enum AlertSource {
    /** The snapshot that the parts are read from. */
    SNAPSHOT(null),
    CONSENSUS("hotstuff2_consensus_"),
    NETWORK("hotstuff2_network_"),
    STORAGE("hotstuff2_storage_"),
    /** The process and its machine. */
    SYSTEM(null);

    private final @Nullable String families;

    AlertSource(@Nullable String families) {
        this.families = families;
    }

    /** The rules that judge this part by its families. */
    List<AlertRule> rules() {
        String beginning = families;
        return beginning == null
                ? List.of()
                : Stream.of(AlertRule.values())
                        .filter(rule ->
                                rule.reads().stream().anyMatch(row -> row.name().startsWith(beginning)))
                        .toList();
    }
}
