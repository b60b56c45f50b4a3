package io.quorumeter.monitoring.system;

import java.lang.management.GarbageCollectorMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Records the collections that a garbage collector made since the last reading. Its bean says how long they took together, so each of
 * several is recorded with the same duration.
 */
final class CollectionReader implements SystemReader {
    private final GarbageCollectorMXBean bean;
    private final SystemSeries.Durations durations;
    private long lastCount;
    private long lastMillis;

    CollectionReader(GarbageCollectorMXBean bean, SystemSeries shown) {
        this.bean = bean;
        durations = shown.durations(SystemFamilies.JVM_COLLECTION, bean.getName());
        lastCount = bean.getCollectionCount();
        lastMillis = bean.getCollectionTime();
    }

    @Override
    public void read() {
        long count = bean.getCollectionCount() - lastCount;
        if (count > 0) {
            long millis = Math.max(bean.getCollectionTime() - lastMillis, 0);
            durations.record(TimeUnit.MILLISECONDS.toNanos(millis) / count, count);
            lastCount += count;
            lastMillis += millis;
        }
    }
}
