package io.quorumeter.history;

import io.quorumeter.promql.model.SampleBuffer;

/**
 * The values of one series in consecutive ticks, compressed by a {@link ChunkWriter}. Immutable.
 *
 * <pre>
 *  first value   8 bytes
 *  then tokens   varint: run &lt;&lt; 2 | kind; before kinds 0 and 1 apply, the last value is repeated {@code run} times
 *    0 DELTA     zigzag varint d       the next value is last + d, both whole numbers within 2^53
 *    1 BITS      control byte          NANOS: a zigzag varint follows, which is added to the last value in billionths;
 *                                      else zeros &lt;&lt; 4 | given: the bits that differ from the last value's begin with so many zero
 *                                      bytes, then so many bytes follow here, and the rest is zero
 *    2 STEADY    -                     the last DELTA is added {@code run} times, once a tick
 *    3 SAME      -                     the last value is repeated {@code run} times
 * </pre>
 *
 * A counter that stands still costs nothing, one that rises steadily next to nothing, and one that rises irregularly two or three bytes a
 * tick. Sums of durations are fractions whose bits differ widely, but whole numbers of nanoseconds, and are kept as those.
 */
final class Chunk {
    static final int DELTA = 0;
    static final int BITS = 1;
    static final int STEADY = 2;
    static final int SAME = 3;

    /** A control byte that is not made of zero and given bytes. */
    static final int NANOS = 0xf0;

    static final double PER_UNIT = 1e9;

    /** An estimate of what a chunk takes besides its bytes. */
    private static final int OVERHEAD = 56;

    private final long firstTick;
    private final int ticks;
    private final byte[] bytes;

    Chunk(long firstTick, int ticks, byte[] bytes) {
        this.firstTick = firstTick;
        this.ticks = ticks;
        this.bytes = bytes;
    }

    long firstTick() {
        return firstTick;
    }

    int ticks() {
        return ticks;
    }

    long endTick() {
        return firstTick + ticks;
    }

    long size() {
        return (long) OVERHEAD + bytes.length;
    }

    /** Appends the samples of the ticks from one to before another. */
    void read(Times.View times, long from, long to, SampleBuffer into) {
        new Reader(bytes, firstTick, times, from, Math.min(to, endTick()), into).read(bytes.length);
    }

    /** Returns the whole number of billionths nearest to a value. */
    static long nanos(double value) {
        return Math.round(value * PER_UNIT);
    }

    /** A pass over a chunk's bytes. */
    static final class Reader {
        private final byte[] bytes;
        private final Times.View times;
        private final long from;
        private final long to;
        private final SampleBuffer into;
        private int at;
        private long tick;
        private double value;
        private long delta;

        Reader(byte[] bytes, long firstTick, Times.View times, long from, long to, SampleBuffer into) {
            this.bytes = bytes;
            this.tick = firstTick;
            this.times = times;
            this.from = from;
            this.to = to;
            this.into = into;
        }

        /** Reads so many bytes. */
        void read(int length) {
            value = Double.longBitsToDouble(bits(Long.BYTES));
            add();
            while (at < length && tick < to) {
                long token = varint();
                long run = token >>> 2;
                switch ((int) token & 3) {
                    case DELTA -> {
                        repeat(run);
                        delta = zigzag();
                        value = (long) value + delta;
                        add();
                    }
                    case BITS -> {
                        repeat(run);
                        value = changed();
                        add();
                    }
                    case STEADY -> rise(run);
                    default -> repeat(run);
                }
            }
        }

        /** Reads the run at the end that has no token yet. */
        void readOn(boolean isSteady) {
            if (isSteady) {
                rise(to - tick);
            } else {
                repeat(to - tick);
            }
        }

        private double changed() {
            int control = bytes[at++] & 0xff;
            if (control == NANOS) {
                return (nanos(value) + zigzag()) / PER_UNIT;
            }
            int given = control & 0xf;
            long differing = bits(given) << ((Long.BYTES - (control >>> 4) - given) * Byte.SIZE);
            return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ differing);
        }

        private void repeat(long run) {
            long end = Math.min(tick + run, to);
            tick = Math.max(tick, Math.min(from, end));
            while (tick < end) {
                add();
            }
        }

        private void rise(long run) {
            for (long end = Math.min(tick + run, to); tick < end; ) {
                value = (long) value + delta;
                add();
            }
        }

        private void add() {
            if (tick >= from && tick < to) {
                into.add(times.at(tick), value);
            }
            tick++;
        }

        private long bits(int count) {
            long bits = 0;
            for (int i = 0; i < count; i++) {
                bits = (bits << Byte.SIZE) | (bytes[at++] & 0xff);
            }
            return bits;
        }

        private long zigzag() {
            long word = varint();
            return (word >>> 1) ^ -(word & 1);
        }

        private long varint() {
            long word = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                word |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return word;
                }
            }
        }
    }
}
