package io.quorumeter.network;

import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.spi.GuardedThread;
import org.jspecify.annotations.Nullable;

/**
 * Records that lack a part or name a message of a foreign enum. They are counted where they come, and the first of each kind is logged by
 * whoever takes the next snapshot, since the recording path never logs. Safe from any thread.
 */
final class RefusedRecords {
    private static final Declaration<Counter> DROPPED = Declaration.own(
                    "quorumeter_records_dropped_total",
                    "Records that were dropped: by name, as their family is beyond the limit or has no place, or they contradict it;"
                            + " others, as a part of them is null or of a foreign type")
            .counter()
            .level(MetricLevel.ESSENTIAL)
            .with("metric", "reason");

    private final Class<?> types;
    private final Counter nulls;
    private final Counter foreign;
    private volatile @Nullable String firstNull;
    private volatile @Nullable Enum<?> firstForeign;
    private boolean nullLogged;
    private boolean foreignLogged;

    RefusedRecords(MetricsCollector metrics, Class<?> types) {
        this.types = types;
        nulls = DROPPED.on(metrics, "hotstuff2_network", "null");
        foreign = DROPPED.on(metrics, "hotstuff2_network", "foreign_type");
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
