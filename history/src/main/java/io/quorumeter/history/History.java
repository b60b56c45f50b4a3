package io.quorumeter.history;

import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Value;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.Collection;
import java.util.List;

/**
 * Series over time, made of snapshots. One thread appends, any number of threads read; a reader neither waits for the writer nor makes it
 * wait.
 *
 * <p>A family becomes the series of its Prometheus text under its declared name, with the constant labels of its collector: a counter,
 * gauge, fact or state is one series; a histogram or timer has {@code _bucket} with {@code le}, {@code _sum} and {@code _count}; a summary
 * has its quantiles, {@code _sum} and {@code _count}. Beside each histogram stand the quantiles of what it recorded in the last minute, at
 * full resolution: {@code :p50}, {@code :p90}, {@code :p99} and {@code :max} behind the family's name, NaN while nothing was recorded.
 */
public interface History extends SeriesSource {
    /**
     * Appends one value of each series. Series that the snapshot does not show any more get a stale marker and end.
     *
     * @param snapshot used during the call only
     * @param unixMillis the time of all values; one that is not later than the last is dropped and counted
     */
    default void append(MetricsSnapshot snapshot, long unixMillis) {
        append(snapshot, unixMillis, upToNow -> List.of());
    }

    /**
     * Appends one value of each series, and those of the series that are derived from them at the same moment. Series that neither shows any
     * more get a stale marker and end.
     *
     * @param snapshot used during the call only
     * @param unixMillis the time of all values; one that is not later than the last is dropped and counted
     * @param derived is asked once, unless the tick is dropped; an exception is rethrown after the tick was stored without derived series
     */
    void append(MetricsSnapshot snapshot, long unixMillis, Derived derived);

    /** Makes series from those that are there, as recording rules do. */
    @FunctionalInterface
    interface Derived {
        /**
         * {@return one value of each derived series, with a name each and no two of the same labels}
         *
         * @param upToNow all series with the values of this moment, but derived ones only before it; for this call only, on its thread
         */
        Collection<Value.Sample> values(SeriesSource upToNow);
    }

    /**
     * Shows what would be here if a snapshot was appended, without appending it.
     *
     * @param snapshot has to be held as long as the answer is used
     * @param unixMillis the time of its values
     * @return the series with those values on top, but without new quantiles of the last minute; for one thread
     */
    default SeriesSource with(MetricsSnapshot snapshot, long unixMillis) {
        return new Momentary(this, snapshot, unixMillis);
    }

    /**
     * Ends all series with stale markers, as at a stop of the process. A later snapshot begins them again.
     *
     * @param unixMillis the time of the markers; one that is not later than the last value is taken for the millisecond after that
     */
    void end(long unixMillis);

    /** {@return what is kept now} */
    HistoryStatistics statistics();
}
