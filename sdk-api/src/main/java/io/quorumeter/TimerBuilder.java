package io.quorumeter;

import io.quorumeter.spi.InstrumentProvider;

/** A family of timers being declared; its name ends in {@code _seconds}. See {@link FamilyBuilder}. */
public final class TimerBuilder extends FamilyBuilder<Timer, TimerBuilder> {
    TimerBuilder(InstrumentProvider engine, Declaration<Timer> row) {
        super(engine, row);
    }

    /**
     * Sets where the exposition cuts the distribution; {@link Bounds#processing()} unless set.
     *
     * @param upper the bounds, in seconds
     * @return this declaration
     */
    public TimerBuilder bounds(Bounds upper) {
        return now(declaration -> declaration.bounds(upper));
    }

    /**
     * Keeps a random share of the durations, which the collector's setting {@code metrics_sampling_rate} gives; all of them unless that is
     * set. See {@link #sampled(double)}.
     *
     * @return this declaration
     */
    public TimerBuilder sampled() {
        return now(Declaration::sampled);
    }

    /**
     * Keeps a random share of the durations, for what happens so often that even one clock read each is too much. Each one kept counts for
     * as many as it stands for, so that counts, sums and buckets are estimates that are right on average: with a share {@code p} of
     * {@code n} durations the count is within {@code 2 * sqrt(n * (1 - p) / p)} of {@code n} nineteen times out of twenty. For one that is
     * left out, {@link Timer#begin()}, {@link Timer#start()} and {@link Timer#time(ThrowingRunnable)} read no clock. The help text says
     * that the family is sampled, and {@code quorumeter_sampling_ratio} how much.
     *
     * <p>Rare and important records are never left out: all negative durations are dropped and counted, and {@link
     * Timer#record(long, long)} and {@link Timer#recordWithExpectedInterval} keep what they are given. Counters are never sampled: count
     * exactly with a {@link Counter} beside it.
     *
     * @param share above 0 and up to 1; all declarations of the family say the same
     * @return this declaration
     * @throws MetricDeclarationException when it is not
     */
    public TimerBuilder sampled(double share) {
        return now(declaration -> declaration.sampled(share));
    }

    /**
     * Creates timers of an operation that may fail, or returns them when they are there: the family gets the label {@code result} with
     * {@code ok} and {@code error}.
     *
     * @return the operation; keep it in a field
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public OperationTimer createOperation() {
        return row.operation().on(engine, null, texts);
    }
}
