package io.quorumeter.core;

import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.core.Admission.Dropping;
import io.quorumeter.spi.GuardedThread;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts the records by name that are dropped, and logs the first of each name with what would be right. Names may be made of data, so
 * only some of them are counted and logged by themselves.
 */
final class DroppedRecords {
    /** Names of which the first record is logged. */
    static final int MOST_LOGGED = 100;

    private final Admission admission;
    private final SelfMetrics self;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean limitLogged = new AtomicBoolean();

    DroppedRecords(Admission admission, SelfMetrics self) {
        this.admission = admission;
        this.self = self;
    }

    /** Counts a record to this name, for a clash or whatever else was thrown on its way. */
    void count(String name, Exception why) {
        Dropping reason = why instanceof Admission.Clash clash ? clash.reason() : Dropping.CONFLICT;
        String counted = admission.countedAs(name, reason);
        self.recordsDropped(counted, reason).increment();
        boolean isFirst = reason == Dropping.FAMILY_LIMIT
                ? limitLogged.compareAndSet(false, true)
                : logged.size() < MOST_LOGGED && logged.add(counted);
        if (isFirst) {
            GuardedThread.log(
                    System.Logger.Level.WARNING,
                    "a record by name " + Labels.of("metric", name, "reason", LabelValue.of(reason))
                            + " is dropped, and further ones will be, counted in quorumeter_records_dropped_total: "
                            + why.getMessage(),
                    why instanceof Admission.Clash ? null : why);
        }
    }
}
