package io.quorumeter.core.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What a delivery counts, for its owner to bind to a collector. Safe from any thread. */
public final class DeliveryStatistics {
    private static final long NONE = Long.MAX_VALUE;

    private final InstantSource clock;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLongArray dropped = new AtomicLongArray(DropReason.values().length);
    private final AtomicLong pendingRecords = new AtomicLong();
    private final AtomicLong pendingBytes = new AtomicLong();
    private volatile long oldestMillis = NONE;

    DeliveryStatistics(InstantSource clock) {
        this.clock = clock;
    }

    /** {@return records that the target has taken} */
    public long delivered() {
        return delivered.get();
    }

    /** {@return attempts that failed and are followed by another} */
    public long retried() {
        return retried.get();
    }

    /**
     * Returns the records dropped for a reason.
     *
     * @param reason why
     * @return how many
     */
    public long dropped(DropReason reason) {
        return dropped.get(reason.ordinal());
    }

    /** {@return records that wait, the one being sent included} */
    public long pendingRecords() {
        return pendingRecords.get();
    }

    /** {@return their bytes} */
    public long pendingBytes() {
        return pendingBytes.get();
    }

    /** {@return the age of the oldest record that waits; zero when none does. It goes on over restarts where there is a spool} */
    public Duration oldestAge() {
        long since = oldestMillis;
        return Duration.ofMillis(since == NONE ? 0 : Math.max(0, clock.millis() - since));
    }

    void pending(long records, long bytes) {
        pendingRecords.addAndGet(records);
        pendingBytes.addAndGet(bytes);
    }

    void delivered(long bytes) {
        delivered.incrementAndGet();
        pending(-1, -bytes);
    }

    void retry() {
        retried.incrementAndGet();
    }

    void dropped(DropReason reason, long records, long bytes) {
        dropped.addAndGet(reason.ordinal(), records);
        pending(-records, -bytes);
    }

    /** Counts a record that the spool lost before it was opened, and that was never pending here. */
    void damaged() {
        dropped.incrementAndGet(DropReason.DAMAGED.ordinal());
    }

    void oldest(long millis) {
        oldestMillis = millis;
    }

    void noneWaits() {
        oldestMillis = NONE;
    }
}
