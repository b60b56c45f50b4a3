package io.quorumeter.promql.limit;

import java.util.concurrent.atomic.AtomicLong;

/** The memory of all queries together, {@code query_memory}; what a query takes it gives back at its end. */
public final class MemoryBudget {
    /** 64 MiB. */
    public static final long DEFAULT_BYTES = 64L << 20;

    private final long bytes;
    private final AtomicLong used = new AtomicLong();

    /** Creates a budget. */
    public MemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    /** Takes memory; returns false, and takes nothing, if there is not so much left. */
    public boolean take(long more) {
        if (used.addAndGet(more) > bytes) {
            used.addAndGet(-more);
            return false;
        }
        return true;
    }

    /** Gives memory back. */
    public void give(long less) {
        used.addAndGet(-less);
    }

    /** Returns how many bytes there are in all. */
    public long bytes() {
        return bytes;
    }

    /** Returns how many are taken. */
    public long used() {
        return used.get();
    }
}
