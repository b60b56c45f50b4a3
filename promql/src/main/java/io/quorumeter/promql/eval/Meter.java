package io.quorumeter.promql.eval;

import static io.quorumeter.promql.model.PromQlException.Type.CANCELED;
import static io.quorumeter.promql.model.PromQlException.Type.TIMEOUT;

import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.limit.MemoryBudget;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.PromQlException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Counts what a running query holds and how long it takes, and stops it at its limits. Used by the query's thread alone. */
final class Meter implements AutoCloseable {
    /** In units of what a sample takes, some 10 ns. */
    private static final long WORK_A_LOOK = 1 << 16;

    /** Work that a call stands for whatever else it counts. */
    private static final int WORK_A_CALL = 256;

    private final Limits limits;
    private final MemoryBudget budget;
    private final BooleanSupplier cancelled;
    private final LongSupplier nanos;
    private final long deadline;
    private long samples;
    private long peak;
    private long bytes;
    private long work;

    /**
     * Starts to measure.
     *
     * @param cancelled whether the client has left
     * @param nanos a monotonic clock
     */
    Meter(Limits limits, MemoryBudget budget, BooleanSupplier cancelled, LongSupplier nanos) {
        this.limits = limits;
        this.budget = budget;
        this.cancelled = cancelled;
        this.nanos = nanos;
        this.deadline = nanos.getAsLong() + limits.timeout().toNanos();
    }

    /** Returns the limits. */
    Limits limits() {
        return limits;
    }

    /** Returns how many samples were held at once at most. */
    long peak() {
        return peak;
    }

    /** Counts samples and bytes that are held from now on. */
    void hold(long moreSamples, long moreBytes) {
        samples += moreSamples;
        peak = Math.max(peak, samples);
        limits.checkSamples(samples);
        budget.take(moreBytes);
        bytes += moreBytes;
    }

    /** Counts samples and bytes that are no longer held. */
    void release(long lessSamples, long lessBytes) {
        samples -= lessSamples;
        bytes -= lessBytes;
        budget.give(lessBytes);
    }

    /** Looks now and then whether time is over or the client has left; to be called in every loop over series or steps. */
    void tick() {
        tick(0);
    }

    /**
     * Looks as {@link #tick()} does, the sooner the more work there is.
     *
     * @param more how many samples, or as much else, one turn of the loop handles
     */
    void tick(long more) {
        work += WORK_A_CALL + more;
        if (work >= WORK_A_LOOK) {
            work = 0;
            look();
        }
    }

    /** Returns conditions that count comparing as work: however many series a source compares with them, it stops at the limits. */
    List<Matcher> metered(List<Matcher> conditions) {
        return conditions.stream()
                .map(condition -> condition.beforeMatching(this::tick))
                .toList();
    }

    /** Looks whether time is over or the client has left. */
    void look() {
        if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw PromQlException.of(CANCELED, "query was canceled");
        }
        if (nanos.getAsLong() - deadline > 0) {
            throw PromQlException.of(
                    TIMEOUT, "query timed out after " + limits.timeout().toMillis() + " ms (query_timeout)");
        }
    }

    /** Gives all memory back. */
    @Override
    public void close() {
        budget.give(bytes);
        bytes = 0;
    }
}
