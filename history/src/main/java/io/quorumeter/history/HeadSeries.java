package io.quorumeter.history;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.SampleBuffer;
import io.quorumeter.promql.model.Stale;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A series of a {@link Head}: sealed chunks in order of time and, while it goes on, one that grows. One thread writes; any number of
 * threads read. A chunk is sealed by adding its copy to the sealed ones before its writer is dropped; a reader looks at them in the other
 * order, so it may see a chunk twice and leaves out one of the two, but never misses it.
 */
final class HeadSeries {
    private static final Chunk[] NONE = {};

    /** An estimate of what a series takes besides its labels and chunks. */
    private static final int OVERHEAD = 200;

    private final Labels labels;
    private volatile Chunk[] sealed = NONE;
    private volatile @Nullable ChunkWriter open;

    /** Who writes the series; of no concern to readers. */
    @Nullable
    Object owner;

    HeadSeries(Labels labels) {
        this.labels = labels;
    }

    Labels labels() {
        return labels;
    }

    /** Returns a number that differs between series, by which their work is spread over ticks. */
    int phase() {
        return labels.hashCode() & 0xffff;
    }

    /** Estimates what a series takes besides its chunks. */
    static int overhead(Labels labels) {
        int bytes = OVERHEAD;
        for (int i = 0; i < labels.size(); i++) {
            bytes += labels.value(i).length();
        }
        return bytes;
    }

    /** Returns the tick whose value a growing chunk takes next; −1 if none grows. */
    long nextTick() {
        ChunkWriter writer = open;
        return writer == null ? -1 : writer.nextTick();
    }

    /** Returns the last value of the chunk that grows, for the thread that writes. */
    double newest() {
        ChunkWriter writer = open;
        return writer == null ? Stale.MARKER : writer.newest();
    }

    boolean isEmpty() {
        return open == null && sealed.length == 0;
    }

    /** Adds this tick's value; returns how many bytes that took. */
    int add(long tick, double value) {
        ChunkWriter writer = open;
        if (writer == null) {
            writer = new ChunkWriter(tick, value);
            open = writer;
            return writer.size();
        }
        int before = writer.size();
        writer.add(value);
        return writer.size() - before;
    }

    /** Seals the chunk that grows, if there is one; returns how many bytes that freed. */
    long seal() {
        ChunkWriter writer = open;
        if (writer == null) {
            return 0;
        }
        Chunk chunk = writer.seal();
        Chunk[] more = Arrays.copyOf(sealed, sealed.length + 1);
        more[sealed.length] = chunk;
        sealed = more;
        open = null;
        return writer.size() - chunk.size();
    }

    /** Drops the oldest sealed chunk if it ends at this tick or before, and returns it; null when no chunk ends so early. */
    @Nullable
    Chunk dropBefore(long tick) {
        Chunk[] all = sealed;
        if (all.length == 0 || all[0].endTick() > tick) {
            return null;
        }
        sealed = Arrays.copyOfRange(all, 1, all.length);
        return all[0];
    }

    /** Returns whether there may be samples from one tick to before another. */
    boolean hasBetween(long from, long to) {
        ChunkWriter writer = open;
        Chunk[] all = sealed;
        return (writer != null && writer.firstTick() < to)
                || (all.length > 0 && all[0].firstTick() < to && all[all.length - 1].endTick() > from);
    }

    /** Appends the samples of the ticks from one to before another, up to which the head has published. */
    void read(Times.View times, long from, long to, SampleBuffer into) {
        ChunkWriter writer = open;
        long next = 0;
        for (Chunk chunk : sealed) {
            next = chunk.endTick();
            if (next > from && chunk.firstTick() < to) {
                chunk.read(times, from, to, into);
            }
        }
        if (writer != null && writer.firstTick() >= next && writer.firstTick() < to) {
            writer.read(times, from, to, into);
        }
    }
}
