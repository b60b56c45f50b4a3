package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.snapshot.Counts;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * An estimate of the time that goes into the engine. What it does by itself, snapshots and ticks, is measured. Records are not: to time
 * them would cost several times what they do. So each snapshot takes a sample instead, {@value #SAMPLE} records into a histogram of
 * its own, and the number of values that came into all histograms since the last snapshot counts that much each; of the last
 * {@value #KEPT} samples the least, because what makes one slow is not the record. Updates of counters and gauges leave no trace by
 * which to count them, and so are not in it, nor is what waits for callbacks.
 */
final class Overhead {
    private static final int SAMPLE = 256;
    private static final int KEPT = 16;

    private final LongAdder nanos = new LongAdder();
    private final LiveHistogram scratch = new LiveHistogram(
            Rejections.untaken(), Bounds.of(1), MemoryAccount.unlimited().share());
    private final long[] samples = new long[KEPT];
    private int taken;
    private long records;
    private volatile double ofRecords;

    /** What the engine did took so many nanoseconds. */
    void took(long duration) {
        nanos.add(duration);
    }

    /** A snapshot was read; called by one thread at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
    void read(List<FamilySnapshot> families) {
        long now = 0;
        for (int f = 0; f < families.size(); f++) { // an iterator would be garbage
            FamilySnapshot family = families.get(f);
            for (int i = 0; family.hasDistributions() && i < family.size(); i++) {
                now = Counts.sum(now, family.count(i));
            }
        }
        samples[taken++ % KEPT] = sample();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < Math.min(taken, KEPT); i++) {
            least = Math.min(least, samples[i]);
        }
        long more = Math.max(0, now - records); // fewer when series ended
        records = now;
        ofRecords += (double) more * least / SAMPLE;
    }

    /** Seconds since the collector was made. */
    double seconds() {
        return (nanos.sum() + ofRecords) / 1e9;
    }

    /** Whether this thread's samples are records as its owner, which are what the engine's records mostly are. */
    boolean isOwnedBy(Thread reader) {
        return scratch.first == reader || scratch.second == reader;
    }

    private long sample() {
        scratch.releaseEnded(); // or all records come to be measured as those of threads that share
        long begin = System.nanoTime();
        for (int i = 0; i < SAMPLE; i++) {
            scratch.record(i);
        }
        return System.nanoTime() - begin;
    }
}
