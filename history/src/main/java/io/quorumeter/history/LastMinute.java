package io.quorumeter.history;

import io.quorumeter.snapshot.Distribution.IndexVisitor;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.spi.Buckets;
import java.util.Arrays;

/**
 * The quantiles of what a distribution gained in the last minute, at full resolution. Its buckets are looked at every ten seconds, and
 * kept as they were at the last seven looks, in memory that is used again.
 */
final class LastMinute {
    /** What is shown, as the name has it behind a colon. */
    static final String[] NAMES = {"p50", "p90", "p99", "max"};

    private static final double[] SHARES = {0.5, 0.9, 0.99, 1};
    private static final int LOOKS = 7;
    private static final long SPACING_MILLIS = 10_000;

    private final Look[] looks = new Look[LOOKS];
    private final double[] values = new double[SHARES.length];
    private int taken;
    private long bytes;
    private long nextLook = Long.MIN_VALUE;

    /** The buckets at a time, by rising index. */
    private static final class Look {
        private static final Look NONE = new Look();

        private final IndexVisitor adding = this::add;
        private int[] index = {};
        private long[] counts = {};
        private int size;

        long bytes() {
            return (long) index.length * (Integer.BYTES + Long.BYTES);
        }

        void read(FamilySnapshot family, int series) {
            size = 0;
            family.forEachBucket(series, adding);
        }

        private void add(int bucket, long count) {
            if (size == index.length) {
                index = Arrays.copyOf(index, Math.max(8, size + (size >> 1)));
                counts = Arrays.copyOf(counts, index.length);
            }
            index[size] = bucket;
            counts[size++] = count;
        }

        /** Returns the place of a bucket, or of the first one behind it, from a place on. */
        int find(int bucket, int from) {
            int at = from;
            while (at < size && index[at] < bucket) {
                at++;
            }
            return at;
        }

        /** Returns how much a bucket holds that has this place, if it is there. */
        long countAt(int at, int bucket) {
            return at < size && index[at] == bucket ? counts[at] : 0;
        }
    }

    /** Returns the quantiles as of the last look, which is now when ten seconds have passed; NaN when nothing was gained. */
    double[] values(FamilySnapshot family, int series, long unixMillis) {
        if (unixMillis >= nextLook) {
            boolean isFirst = taken == 0;
            nextLook = unixMillis + (isFirst ? phase(family, series) : SPACING_MILLIS);
            look(family, series);
        }
        return values;
    }

    /** Returns how many bytes the looks take. */
    long bytes() {
        return bytes;
    }

    /** Spreads the looks at many distributions over the ticks. */
    private static long phase(FamilySnapshot family, int series) {
        return 1 + (family.labels(series).hashCode() & 0xffff) % SPACING_MILLIS;
    }

    private void look(FamilySnapshot family, int series) {
        Look now = looks[taken % LOOKS];
        if (now == null) {
            now = new Look();
            looks[taken % LOOKS] = now;
        }
        bytes -= now.bytes();
        now.read(family, series);
        bytes += now.bytes();
        taken++;
        Look oldest = looks[taken < LOOKS ? 0 : taken % LOOKS];
        Look before = taken == 1 || oldest == null ? Look.NONE : oldest;
        long total = gained(now, before);
        if (total < 0) { // it began again
            before = Look.NONE;
            total = gained(now, before);
        }
        for (int i = 0; i < SHARES.length; i++) {
            values[i] = total == 0
                    ? Double.NaN
                    : quantile(now, before, (long) Math.ceil(SHARES[i] * total)) / family.perUnit();
        }
    }

    /** Returns how many values came between two looks; −1 when a bucket lost some. */
    private static long gained(Look now, Look before) {
        long total = 0;
        int at = 0;
        long known = 0;
        for (int i = 0; i < now.size; i++) {
            at = before.find(now.index[i], at);
            long earlier = before.countAt(at, now.index[i]);
            if (now.counts[i] < earlier) {
                return -1;
            }
            known += earlier > 0 ? 1 : 0;
            total += now.counts[i] - earlier;
        }
        return known == before.size ? total : -1;
    }

    private static double quantile(Look now, Look before, long rank) {
        long seen = 0;
        int at = 0;
        for (int i = 0; i < now.size; i++) {
            at = before.find(now.index[i], at);
            seen += now.counts[i] - before.countAt(at, now.index[i]);
            if (seen >= rank) {
                return now.index[i] == 0 ? 0 : Buckets.middle(now.index[i]);
            }
        }
        return Double.NaN;
    }
}
