package io.quorumeter.network;

import io.quorumeter.Counter;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.spi.GuardedThread;
import io.quorumeter.spi.OwnFamilies;
import org.jspecify.annotations.Nullable;

/**
 * Records that lack a part or name a message of a foreign enum. They are counted where they come, and the first of each kind is logged by
 * whoever takes the next snapshot, since the recording path never logs. Safe from any thread.
 */
final class RefusedRecords {
    private final Class<?> types;
    private final Counter nulls;
    private final Counter foreign;
    private volatile @Nullable String firstNull;
    private volatile @Nullable Enum<?> firstForeign;
    private boolean nullLogged;
    private boolean foreignLogged;

    RefusedRecords(MetricsCollector metrics, Class<?> types) {
        this.types = types;
        nulls = dropped(metrics, "null");
        foreign = dropped(metrics, "foreign_type");
    }

    private static Counter dropped(MetricsCollector metrics, String reason) {
        Labels labels = Labels.of("metric", "hotstuff2_network", "reason", reason);
        return metrics.provider().series(Counter.class, OwnFamilies.RECORDS_DROPPED, labels);
    }

    /** Counts a record of this method whose part is null; says whether it is. */
    boolean lacks(@Nullable Object part, String method) {
        if (part != null) {
            return false;
        }
        nulls.increment();
        if (firstNull == null) {
            firstNull = method;
        }
        return true;
    }

    void foreign(Enum<?> message) {
        foreign.increment();
        if (firstForeign == null) {
            firstForeign = message;
        }
    }

    /** Logs the first of each kind, once. */
    synchronized void log() {
        String method = firstNull;
        if (method != null && !nullLogged) {
            nullLogged = true;
            warn("NetworkMetrics." + method + " was called with null, which counts as nothing but a dropped record");
        }
        Enum<?> message = firstForeign;
        if (message != null && !foreignLogged) {
            foreignLogged = true;
            warn("messages of type " + message.getDeclaringClass().getName() + "." + message.name()
                    + " are not counted: these NetworkMetrics are by the constants of " + types.getName());
        }
    }

    private static void warn(String seen) {
        GuardedThread.log(System.Logger.Level.WARNING, seen, null);
    }
}
