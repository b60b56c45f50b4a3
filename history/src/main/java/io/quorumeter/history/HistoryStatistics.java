package io.quorumeter.history;

/**
 * What a history keeps.
 *
 * @param series how many series have samples
 * @param samples how many samples, stale markers included
 * @param appendedSamples how many samples were added since the beginning, those included that were dropped since
 * @param chunks in how many pieces they are kept
 * @param bytes estimate of the memory that they take
 * @param oldestMillis the time of the oldest sample, in Unix milliseconds; 0 when there is none
 * @param newestMillis the time of the newest sample, in Unix milliseconds; 0 when there is none
 * @param refusedSeries how many series were not kept, because the limit of series or of memory was reached
 * @param droppedTicks how many snapshots were not appended, because their time was not later than that of the last
 * @param shortenings how many times samples younger than the retention were dropped to stay within the limit of memory
 */
public record HistoryStatistics(
        int series,
        long samples,
        long appendedSamples,
        long chunks,
        long bytes,
        long oldestMillis,
        long newestMillis,
        long refusedSeries,
        long droppedTicks,
        long shortenings) {}
