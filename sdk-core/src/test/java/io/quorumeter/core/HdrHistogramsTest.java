package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.spi.Buckets;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HdrHistogramsTest {
    private static final int VALUES = 3_000;

    private final MetricsCollector metrics = Quorumeter.newCollector();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void wholeValues_areWhatHdrHistogramItselfWouldHold(long seed) throws DataFormatException {
        Random random = new Random(seed);
        Timer timer = metrics.timer("wait_seconds").create();
        Histogram oracle = new Histogram(2);
        for (int i = 0; i < VALUES; i++) {
            long value = random.nextLong() >>> (1 + random.nextInt(63));
            timer.record(value);
            oracle.recordValue(value);
        }
        Distribution distribution = read("wait_seconds");
        assertThat(counts(HdrHistograms.toHistogram(distribution))).isEqualTo(counts(oracle));
        Histogram theirs =
                Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(HdrHistograms.encode(distribution)), 0);
        assertThat(counts(theirs)).as("seed %d", seed).isEqualTo(counts(oracle));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void distribution_encodedAndDecoded_isTheSame(long seed) {
        Random random = new Random(seed);
        Timer timer = metrics.timer("wait_seconds").create();
        for (int i = 0; i < VALUES; i++) {
            timer.record(random.nextLong() >>> (1 + random.nextInt(63)));
        }
        Distribution distribution = read("wait_seconds");
        Distribution decoded = HdrHistograms.decode(HdrHistograms.encode(distribution), 1e9);
        assertThat(buckets(decoded)).as("seed %d", seed).isEqualTo(buckets(distribution));
        assertThat(decoded.sum()).isCloseTo(distribution.sum(), Percentage.withPercentage(1));
        assertThat(decoded.quantile(0.99)).isEqualTo(distribution.quantile(0.99));
    }

    @Test
    void nothing_isEncodedAsNothing() {
        metrics.timer("wait_seconds").create();
        Distribution decoded = HdrHistograms.decode(HdrHistograms.encode(read("wait_seconds")), 1e9);
        assertThat(decoded.count()).isZero();
        assertThat(decoded.sum()).isZero();
    }

    @Test
    void fractions_countAtTheNearestWholeNumber() {
        var histogram = metrics.histogram("size").create();
        for (double value : new double[] {0.4, 0.6, 2.25, 127.5, 1_000.5}) {
            histogram.record(value);
        }
        Histogram hdr = HdrHistograms.toHistogram(read("size"));
        assertThat(counts(hdr)).containsExactly("0 1", "1 1", "2 1", "128 1", hdr.highestEquivalentValue(1_000) + " 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void histogramsOfOtherPrecision_areReadToTheirs(int digits) {
        Histogram theirs = new Histogram(digits);
        for (long value = 1; value < 1L << 40; value = value * 3 / 2 + 1) {
            theirs.recordValueWithCount(value, value % 7 + 1);
        }
        Distribution decoded = HdrHistograms.decode(encoded(theirs), 1);
        assertThat(decoded.count()).isEqualTo(theirs.getTotalCount());
        assertThat(decoded.quantile(0.9))
                .isCloseTo((double) theirs.getValueAtPercentile(90), Percentage.withPercentage(digits == 1 ? 10 : 1));
    }

    @Test
    void encodings_thatWouldTakeTooMuch_areRefused() {
        assertRefused(encoded(new Histogram(Long.MAX_VALUE, 5)), "5 significant digits");
        assertRefused(new byte[HdrHistograms.MAX_ENCODED_BYTES + 1], "1048577 bytes");
        assertRefused(compressed(new byte[1 << 23]), "when unpacked");
        Histogram many = new Histogram(2);
        many.recordValueWithCount(1, Long.MAX_VALUE);
        many.recordValueWithCount(2, Long.MAX_VALUE);
        assertRefused(encoded(many), "more values than a long can count");
        many.recordValueWithCount(3, Long.MAX_VALUE);
        many.recordValueWithCount(4, Long.MAX_VALUE);
        assertRefused(encoded(many), "more values than a long can count");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HdrHistograms.toDistribution(many, 1))
                .withMessageContaining("more values than a long can count");
    }

    @Test
    void whatIsNoEncoding_isRefusedWithAReason() {
        byte[] good = encoded(fiveHundred());
        assertRefused(new byte[0], "0 bytes");
        assertRefused(new byte[100], "does not begin as");
        assertRefused(Arrays.copyOf(good, good.length - 3), "there are");
        assertRefused(compressed(new byte[3]), "unpacked part does not begin");
        DoubleHistogram fractions = new DoubleHistogram(2);
        fractions.recordValue(0.5);
        ByteBuffer buffer = ByteBuffer.allocate(fractions.getNeededByteBufferCapacity());
        byte[] ofFractions = new byte[fractions.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(ofFractions);
        assertRefused(ofFractions, "does not begin as");
        assertThatIllegalArgumentException().isThrownBy(() -> HdrHistograms.decode(good, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void damagedEncodings_areReadOrRefused_butDoNoHarm(long seed) {
        Random random = new Random(seed);
        byte[] good = encoded(fiveHundred());
        byte[] plain = plain(fiveHundred());
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] damaged = (i % 2 == 0 ? good : plain).clone();
            for (int j = 0; j <= random.nextInt(4); j++) {
                damaged[random.nextInt(i % 8 < 4 ? Math.min(48, damaged.length) : damaged.length)] =
                        (byte) random.nextInt();
            }
            try {
                Distribution read = HdrHistograms.decode(i % 2 == 0 ? damaged : compressed(damaged), 1);
                assertThat(read.count()).isNotNegative();
            } catch (IllegalArgumentException expected) {
                assertThat(expected).as("seed %d", seed).hasMessageStartingWith("this is no encoded HdrHistogram: ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    private static void assertRefused(byte[] encoded, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HdrHistograms.decode(encoded, 1))
                .withMessageContaining(why);
    }

    private static Histogram fiveHundred() {
        Histogram histogram = new Histogram(2);
        for (int i = 0; i < 500; i++) {
            histogram.recordValue(i * 37L);
        }
        return histogram;
    }

    private static byte[] plain(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] bytes = new byte[histogram.encodeIntoByteBuffer(buffer)];
        buffer.flip().get(bytes);
        return bytes;
    }

    private static byte[] encoded(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] bytes = new byte[histogram.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(bytes);
        return bytes;
    }

    /** The frame of a compressed histogram around anything. */
    private static byte[] compressed(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 14];
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        return ByteBuffer.allocate(8 + out.size())
                .putInt(0x1c849314)
                .putInt(out.size())
                .put(out.toByteArray())
                .array();
    }

    private Distribution read(String family) {
        return metrics.snapshot().distribution(family).orElseThrow();
    }

    private static List<String> counts(Histogram histogram) {
        List<String> counts = new ArrayList<>();
        histogram
                .recordedValues()
                .forEach(value -> counts.add(value.getValueIteratedTo() + " " + value.getCountAtValueIteratedTo()));
        return counts;
    }

    private static List<String> buckets(Distribution distribution) {
        List<String> buckets = new ArrayList<>();
        distribution.forEachIndex((bucket, count) -> buckets.add(Buckets.lower(bucket) + " " + count));
        return buckets;
    }
}
