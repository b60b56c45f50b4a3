package io.quorumeter.core;

import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.core.Admission.Forgetting;
import io.quorumeter.spi.GuardedThread;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is said of records by name that there is no place for. A record never throws, whatever it names: it is forgotten and counted, and
 * the first of each name is logged with what would be right. Names may be made of data, so only some of them are told apart and logged.
 */
final class ForgottenRecords {
    /** Names of which the first record is logged. */
    static final int MOST_TOLD = 100;

    /** What records are counted under whose name is null. */
    private static final String NO_NAME = "null";

    private final Admission admission;
    private final SelfMetrics self;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean toldOfLimit = new AtomicBoolean();

    ForgottenRecords(Admission admission, SelfMetrics self) {
        this.admission = admission;
        this.self = self;
    }

    /** Counts a record whose name is null. */
    void nameless() {
        count(NO_NAME, new MetricDeclarationException("its name is null; write the name of a family"));
    }

    /** Counts a record to this name, and logs it when it is the first: a clash, or whatever else was thrown on its way. */
    void count(String name, Exception why) {
        Forgetting reason = why instanceof Admission.Clash clash ? clash.reason() : Forgetting.CONFLICT;
        String counted = admission.countedAs(name, reason);
        self.recordsDropped(counted, reason).increment();
        boolean isFirst = reason == Forgetting.FAMILY_LIMIT
                ? toldOfLimit.compareAndSet(false, true)
                : told.size() < MOST_TOLD && told.add(counted);
        if (isFirst) {
            tell(name, reason, why);
        }
    }

    private static void tell(String name, Forgetting reason, Exception why) {
        try {
            GuardedThread.log(
                    System.Logger.Level.WARNING,
                    "a record by name " + Labels.of("metric", name, "reason", LabelValue.of(reason))
                            + " is forgotten, and further ones will be, counted in quorumeter_records_dropped_total: "
                            + why.getMessage(),
                    why instanceof Admission.Clash ? null : why);
        } catch (RuntimeException noLabel) { // a record never throws, whatever its name
            return;
        }
    }
}
