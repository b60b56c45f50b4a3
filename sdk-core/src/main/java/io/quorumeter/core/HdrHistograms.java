package io.quorumeter.core;

import io.quorumeter.snapshot.Distribution;
import io.quorumeter.spi.Buckets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * Distributions as HdrHistogram has them, in memory and in its standard encoding (compressed, version 2), which its tools in many languages
 * read.
 *
 * <p>Values are raw: nanoseconds for a timer, the unit itself for everything else. HdrHistogram holds whole numbers. Those keep their
 * bucket, so that counts and quantiles of whole values are the same here and there. A value with a fraction counts at the whole number
 * nearest to the middle of its bucket: less than one unit off, 0.4 as 0. HdrHistogram keeps no sum; a decoded distribution has the
 * one that its buckets give, within 1&nbsp;%.
 */
public final class HdrHistograms {
    /** The longest encoding that is read, in bytes. */
    public static final int MAX_ENCODED_BYTES = 1 << 20;

    private static final int SIGNIFICANT_DIGITS = 2;
    private static final int MOST_DIGITS = 4;
    private static final int COMPRESSED_V2 = 0x1c849314;
    private static final int PLAIN_V2 = 0x1c849313;
    private static final int COMPRESSED_HEADER = 2 * Integer.BYTES;
    private static final int PLAIN_HEADER = 4 * Integer.BYTES + 3 * Long.BYTES;

    /** A count takes up to nine bytes, and four digits over the whole range have about 450,000 of them. */
    private static final int MOST_PLAIN_BYTES = 1 << 22;

    private static final int FEW_PLAIN_BYTES = 1 << 12;

    private HdrHistograms() {}

    /**
     * The same values in a new histogram of two significant digits that grows as needed.
     *
     * @param distribution of a snapshot
     * @return a histogram of raw values
     */
    public static Histogram toHistogram(Distribution distribution) {
        Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
        distribution.forEachIndex((bucket, count) -> histogram.recordValueWithCount(wholeValue(bucket), count));
        return histogram;
    }

    /**
     * HdrHistogram's standard encoding: compressed, version 2, two significant digits.
     *
     * @param distribution of a snapshot
     * @return the bytes
     */
    public static byte[] encode(Distribution distribution) {
        Histogram histogram = toHistogram(distribution);
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] bytes = new byte[histogram.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(bytes);
        return bytes;
    }

    /**
     * The values of a histogram in a distribution: to the precision that both have, which is 1&nbsp;% from two significant digits up.
     *
     * @param histogram of raw values
     * @param perUnit how many raw units make one of the distribution's: 1e9 for nanoseconds that are to be seconds, else 1
     * @return a distribution
     * @throws IllegalArgumentException when {@code perUnit} is not positive, or there are more values than a long can count
     */
    public static Distribution toDistribution(Histogram histogram, double perUnit) {
        if (!(perUnit > 0) || Double.isInfinite(perUnit)) {
            throw new IllegalArgumentException("a unit has a positive number of raw units, not " + perUnit);
        }
        long[] counts = new long[Buckets.PAGES * Buckets.PER_PAGE];
        double sum = 0;
        if (isBeyondCounting(histogram)) {
            throw new IllegalArgumentException("the histogram holds more values than a long can count");
        }
        for (HistogramIterationValue value : histogram.recordedValues()) {
            long middle = histogram.medianEquivalentValue(value.getValueIteratedTo());
            counts[Buckets.indexOf(middle)] += value.getCountAtValueIteratedTo();
            sum += (double) middle * value.getCountAtValueIteratedTo();
        }
        int[] indices = new int[counts.length];
        int size = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                indices[size] = i;
                counts[size++] = counts[i];
            }
        }
        boolean exact = sum < 0x1p53;
        return Distribution.of(
                Arrays.copyOf(indices, size),
                Arrays.copyOf(counts, size),
                exact ? (long) sum : 0,
                exact ? 0 : sum,
                perUnit);
    }

    /**
     * Reads HdrHistogram's standard encoding: compressed, version 2, up to four significant digits. The bytes may come from anywhere: what
     * is no such encoding, or would take more than a few megabytes, is refused.
     *
     * @param encoded at most {@link #MAX_ENCODED_BYTES}
     * @param perUnit how many raw units make one of the distribution's: 1e9 for nanoseconds that are to be seconds, else 1
     * @return a distribution
     * @throws IllegalArgumentException when the bytes are not such an encoding, saying what is wrong with them
     */
    public static Distribution decode(byte[] encoded, double perUnit) {
        ByteBuffer plain = checked(inflate(encoded));
        Histogram histogram;
        try {
            histogram = Histogram.decodeFromByteBuffer(plain, 1);
        } catch (RuntimeException damaged) { // whatever it comes upon in hostile counts
            throw refused("its counts cannot be read", damaged);
        }
        if (isBeyondCounting(histogram)) {
            throw refused("it holds more values than a long can count", null);
        }
        return toDistribution(histogram, perUnit);
    }

    /** Whether the counts add up to more than a long; the library's own total, by which it iterates, is then any number. */
    private static boolean isBeyondCounting(Histogram histogram) {
        long total = 0;
        for (HistogramIterationValue value : histogram.allValues()) {
            total += value.getCountAtValueIteratedTo();
            if (total < 0) {
                return true;
            }
        }
        return false;
    }

    private static byte[] inflate(byte[] encoded) {
        if (encoded.length < COMPRESSED_HEADER || encoded.length > MAX_ENCODED_BYTES) {
            throw refused(
                    "it has " + encoded.length + " bytes, and " + COMPRESSED_HEADER + " to " + MAX_ENCODED_BYTES
                            + " are read",
                    null);
        }
        ByteBuffer header = ByteBuffer.wrap(encoded);
        if (header.getInt() != COMPRESSED_V2) {
            throw refused("it does not begin as a compressed histogram of version 2 does", null);
        }
        int length = header.getInt();
        if (length < 0 || length > header.remaining()) {
            throw refused("it says " + length + " bytes follow, but there are " + header.remaining(), null);
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(encoded, COMPRESSED_HEADER, length);
            byte[] plain = new byte[FEW_PLAIN_BYTES];
            int size = 0;
            while (!inflater.finished()) {
                if (size == plain.length) {
                    if (size == MOST_PLAIN_BYTES) {
                        throw refused("it is " + MOST_PLAIN_BYTES + " bytes or longer when unpacked", null);
                    }
                    plain = Arrays.copyOf(plain, 2 * size);
                }
                int more = inflater.inflate(plain, size, plain.length - size);
                if (more == 0 && !inflater.finished()) {
                    throw refused("its compressed part ends too early", null);
                }
                size += more;
            }
            return Arrays.copyOf(plain, size);
        } catch (DataFormatException damaged) {
            throw refused("its compressed part is damaged", damaged);
        } finally {
            inflater.end();
        }
    }

    /** Looks at all that the header says, since the library makes room by it before it looks at the rest. */
    private static ByteBuffer checked(byte[] bytes) {
        ByteBuffer plain = ByteBuffer.wrap(bytes);
        if (bytes.length < PLAIN_HEADER || plain.getInt() != PLAIN_V2) {
            throw refused("its unpacked part does not begin as a histogram of version 2 does", null);
        }
        int payload = plain.getInt();
        int offset = plain.getInt();
        int digits = plain.getInt();
        long lowest = plain.getLong();
        long highest = plain.getLong();
        double ratio = plain.getDouble();
        if (payload < 0 || payload > plain.remaining()) {
            throw refused("it says " + payload + " bytes of counts follow, but there are " + plain.remaining(), null);
        }
        if (digits < 1 || digits > MOST_DIGITS) {
            throw refused("it has " + digits + " significant digits, and 1 to " + MOST_DIGITS + " are read", null);
        }
        if (lowest < 1 || lowest > Long.MAX_VALUE / 2 || highest < 2 * lowest) {
            throw refused("its range from " + lowest + " to " + highest + " is none", null);
        }
        if (offset != 0 || ratio != 1) {
            throw refused("it is of numbers with fractions (DoubleHistogram); only whole numbers are read", null);
        }
        return plain.rewind();
    }

    private static long wholeValue(int bucket) {
        double lower = Buckets.lower(bucket);
        double upper = Buckets.upper(bucket);
        double whole = Math.ceil(lower);
        return whole < upper ? (long) whole : Math.round((lower + upper) / 2);
    }

    private static IllegalArgumentException refused(String why, @Nullable Throwable cause) {
        return new IllegalArgumentException("this is no encoded HdrHistogram: " + why, cause);
    }
}
