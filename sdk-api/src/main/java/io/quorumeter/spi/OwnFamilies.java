package io.quorumeter.spi;

import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import java.util.List;

/** The families in which several modules of the SDK describe themselves. */
public final class OwnFamilies {
    /** Loops of threads that ended by an error; without labels. */
    public static final FamilyDeclaration THREAD_RESTARTS = counter(
            GuardedThread.RESTARTS,
            "Loops of the library's threads that ended by an error and were started again",
            List.of());

    /** What consumers of events and exporters threw, by {@code consumer}, which hosts name. */
    public static final FamilyDeclaration CONSUMER_ERRORS = counter(
            "quorumeter_consumer_errors_total",
            "Exceptions caught from listeners and exporters",
            List.of("consumer"),
            "consumer");

    /** Records that reached no series, by {@code metric} and {@code reason}. */
    public static final FamilyDeclaration RECORDS_DROPPED = counter(
            "quorumeter_records_dropped_total",
            "Records that were dropped: by name, as their family is beyond the limit or has no place, or they contradict it;"
                    + " others, as a part of them is null or of a foreign type",
            List.of("metric", "reason"));

    private OwnFamilies() {}

    private static FamilyDeclaration counter(String name, String help, List<String> labels, String... open) {
        MetricDescriptor counter = new MetricDescriptor(name, help, MetricType.COUNTER, MetricLevel.ESSENTIAL, labels);
        return new FamilyDeclaration(counter, FamilyDeclaration.Kind.COUNTER, List.of(open));
    }
}
