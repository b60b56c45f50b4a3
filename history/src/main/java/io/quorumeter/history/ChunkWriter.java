package io.quorumeter.history;

import io.quorumeter.promql.model.SampleBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A {@link Chunk} that grows by a value a tick. One thread writes; any number of threads read what was published.
 *
 * <p>The last run has no token until another value ends it, so a value like the last one is written by counting. A reader therefore needs
 * three things of one moment: the bytes, how many of them count, and what the run without a token is. The latter two are one word, which
 * the writer sets after the bytes; and a reader first learns from the head up to which tick to read. A word that is newer than that tick
 * does no harm: it has tokens for all ticks before its own run, and reading stops at the tick.
 */
final class ChunkWriter {
    private static final VarHandle STATE;
    private static final double EXACT = 0x1p53;
    private static final int FEW = 24;

    /** An estimate of what a writer takes besides its bytes. */
    private static final int OVERHEAD = 80;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(ChunkWriter.class, "state", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final long firstTick;
    /** Volatile, so that a reader that sees a new array sees what was copied into it. */
    private volatile byte[] bytes = new byte[FEW];

    private int length;
    private int ticks;
    private double last;
    private long delta;
    private int run;
    private boolean steady;

    /** The length, doubled, and 1 when the run without a token is steady. */
    @SuppressWarnings("UnusedVariable") // by the handle
    private int state;

    ChunkWriter(long firstTick, double first) {
        this.firstTick = firstTick;
        this.last = first;
        bits(Double.doubleToRawLongBits(first), Long.BYTES);
        this.ticks = 1;
        publish();
    }

    long firstTick() {
        return firstTick;
    }

    /** Returns the tick whose value is added next. */
    long nextTick() {
        return firstTick + ticks;
    }

    /** Returns the last value, for the thread that writes. */
    double newest() {
        return last;
    }

    int size() {
        return OVERHEAD + bytes.length;
    }

    /** Adds the next tick's value. */
    void add(double value) {
        ticks++;
        long bits = Double.doubleToRawLongBits(value);
        long lastBits = Double.doubleToRawLongBits(last);
        if (bits == lastBits) {
            runOn(false);
            return;
        }
        boolean whole = isWhole(value) && isWhole(last);
        long difference = whole ? (long) value - (long) last : 0;
        if (whole && difference == delta) {
            runOn(true);
        } else if (whole) {
            token(Chunk.DELTA);
            zigzag(difference);
            delta = difference;
            publish();
        } else {
            token(Chunk.BITS);
            change(value, bits ^ lastBits);
            publish();
        }
        last = value;
    }

    /** Returns what was written as a chunk that takes no more than it needs. */
    Chunk seal() {
        if (run > 0) {
            token(steady ? Chunk.STEADY : Chunk.SAME);
        }
        return new Chunk(firstTick, ticks, Arrays.copyOf(bytes, length));
    }

    /** Appends the samples of the ticks from one to before another, up to which the head has published. */
    void read(Times.View times, long from, long to, SampleBuffer into) {
        int published = (int) STATE.getAcquire(this);
        Chunk.Reader reader = new Chunk.Reader(bytes, firstTick, times, from, to, into);
        reader.read(published >>> 1);
        reader.readOn((published & 1) != 0);
    }

    private void runOn(boolean rises) {
        if (rises == steady) {
            run++;
            return;
        }
        if (run > 0) {
            token(steady ? Chunk.STEADY : Chunk.SAME);
        }
        steady = rises;
        run = 1;
        publish();
    }

    /** Writes a token with the run before it, where that is one of the last value; a steady one has a token of its own. */
    private void token(int kind) {
        if (steady && kind < Chunk.STEADY) {
            varint(((long) run << 2) | Chunk.STEADY);
            run = 0;
        }
        varint(((long) run << 2) | kind);
        run = 0;
        steady = false;
    }

    private void change(double value, long differing) {
        long nanos = Chunk.nanos(value);
        long lastNanos = Chunk.nanos(last);
        if (isExact(nanos, value) && isExact(lastNanos, last)) {
            reserve();
            bytes[length++] = (byte) Chunk.NANOS;
            zigzag(nanos - lastNanos);
            return;
        }
        int zeros = Long.numberOfLeadingZeros(differing) / Byte.SIZE;
        int trailing = Long.numberOfTrailingZeros(differing) / Byte.SIZE;
        int given = Long.BYTES - zeros - trailing;
        reserve();
        bytes[length++] = (byte) ((zeros << 4) | given);
        bits(differing >>> (trailing * Byte.SIZE), given);
    }

    private static boolean isWhole(double value) {
        return value >= -EXACT
                && value <= EXACT
                && Double.doubleToRawLongBits((double) (long) value) == Double.doubleToRawLongBits(value);
    }

    private static boolean isExact(long nanos, double value) {
        return Math.abs(nanos) < (long) EXACT
                && Double.doubleToRawLongBits(nanos / Chunk.PER_UNIT) == Double.doubleToRawLongBits(value);
    }

    private void bits(long bits, int count) {
        reserve();
        for (int i = count - 1; i >= 0; i--) {
            bytes[length++] = (byte) (bits >>> (i * Byte.SIZE));
        }
    }

    private void zigzag(long number) {
        varint((number << 1) ^ (number >> 63));
    }

    private void varint(long word) {
        reserve();
        long rest = word;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Makes room for the longest piece, a varint of ten bytes. */
    private void reserve() {
        if (bytes.length - length < 10) {
            bytes = Arrays.copyOf(bytes, bytes.length + (bytes.length >> 1) + 10);
        }
    }

    private void publish() {
        STATE.setRelease(this, (length << 1) | (steady ? 1 : 0));
    }
}
