package io.quorumeter.promql.model;

/** A series of a {@link SeriesSource}: labels, and samples that are read when they are needed. */
public interface Series {
    /** {@return the labels, the metric's name among them} */
    Labels labels();

    /**
     * Appends the samples of a time range in order of time, no two of one time. Stale markers ({@link Stale#MARKER}) are samples like all
     * others.
     *
     * @param from the first millisecond since 1970 that counts
     * @param to the last millisecond that counts
     * @param into gets the samples, after those that it has
     */
    void read(long from, long to, SampleBuffer into);

    /**
     * Appends the newest sample of a time range, if there is one; a stale marker is a sample like all others.
     *
     * @param from the first millisecond since 1970 that counts
     * @param to the last millisecond that counts
     * @param into gets the sample, after those that it has
     */
    default void readNewest(long from, long to, SampleBuffer into) {
        int before = into.size();
        read(from, to, into);
        into.keepNewest(before);
    }
}
