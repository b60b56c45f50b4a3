package io.quorumeter.promql.limit;

import io.quorumeter.promql.model.PromQlException;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of all queries together, {@code query_memory}; what a query takes it gives back at its end. */
public final class MemoryBudget {
    /** 64 MiB. */
    public static final long DEFAULT_BYTES = 64L << 20;

    private final long bytes;
    private final AtomicLong used = new AtomicLong();

    /**
     * Creates a budget.
     *
     * @param bytes how many bytes all queries together may take
     */
    public MemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes memory, or nothing if there is not so much left.
     *
     * @param more how many bytes to take
     * @throws PromQlException of type {@code execution} if they are not left
     */
    public void take(long more) {
        if (used.addAndGet(more) > bytes) {
            used.addAndGet(-more);
            throw PromQlException.of(
                    PromQlException.Type.EXECUTION,
                    "all queries together would take more than " + bytes + " bytes (query_memory)");
        }
    }

    /**
     * Gives memory back.
     *
     * @param less how many bytes to give back, at most those taken
     */
    public void give(long less) {
        used.addAndGet(-less);
    }

    /** {@return how many bytes there are in all} */
    public long bytes() {
        return bytes;
    }

    /** {@return how many bytes are taken} */
    public long used() {
        return used.get();
    }
}
