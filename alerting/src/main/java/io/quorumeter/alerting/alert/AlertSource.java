package io.quorumeter.alerting.alert;

import io.quorumeter.binding.Catalogued;
import io.quorumeter.consensus.ConsensusFamily;
import io.quorumeter.network.NetworkFamily;
import io.quorumeter.storage.StorageFamily;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What rules judge, each of which may fail to answer. */
enum AlertSource {
    /** The snapshot that the parts are read from. */
    SNAPSHOT(null),
    CONSENSUS(ConsensusFamily.class),
    NETWORK(NetworkFamily.class),
    STORAGE(StorageFamily.class),
    /** The process and its machine. */
    SYSTEM(null);

    private final @Nullable Class<? extends Catalogued> families;

    AlertSource(@Nullable Class<? extends Catalogued> families) {
        this.families = families;
    }

    /** The rules that judge this part by its families. */
    List<AlertRule> rules() {
        Class<? extends Catalogued> rows = families;
        return rows == null
                ? List.of()
                : Stream.of(AlertRule.values())
                        .filter(rule -> rule.reads().stream().anyMatch(rows::isInstance))
                        .toList();
    }
}
