package io.quorumeter.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.promql.model.SampleBuffer;
import io.quorumeter.promql.model.Stale;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {
    private static final double[] ODD = {
        0,
        -0.0,
        1,
        -1,
        0x1p53,
        -0x1p53,
        0x1p53 + 2,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.longBitsToDouble(0x7ff8000000abcdefL),
        Double.longBitsToDouble(0xfff0000000000001L),
        Stale.MARKER,
        1e-9,
        123.456789012,
        0.1,
        1e300
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void values_ofAnyKind_areReadBackBitForBit(long seed) {
        Random random = new Random(seed);
        double[] values = walk(random, 1_000);
        ChunkWriter writer = writer(values, 7);
        Chunk sealed = writer.seal();
        Times.View times = times(2_000);
        for (int round = 0; round < 50; round++) {
            int from = random.nextInt(1_020);
            int to = from + random.nextInt(1_020);
            SampleBuffer read = new SampleBuffer(size -> {});
            sealed.read(times, from, to, read);
            int first = Math.min(Math.max(from - 7, 0), values.length);
            int last = Math.max(Math.min(to - 7, values.length), first);
            assertThat(bits(Arrays.copyOf(read.values(), read.size())))
                    .as("seed %d", seed)
                    .isEqualTo(bits(Arrays.copyOfRange(values, first, last)));
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.times()[i]).isEqualTo((first + i + 7) * 1_000L);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void writer_thatGoesOn_isReadUpToThePublishedTick(long seed) {
        Random random = new Random(seed);
        double[] values = walk(random, 400);
        Times.View times = times(500);
        ChunkWriter writer = new ChunkWriter(0, values[0]);
        for (int tick = 1; tick < values.length; tick++) {
            writer.add(values[tick]);
            for (int end : new int[] {tick + 1, tick}) {
                SampleBuffer read = new SampleBuffer(size -> {});
                writer.read(times, 0, end, read);
                assertThat(bits(Arrays.copyOf(read.values(), read.size())))
                        .as("seed %d", seed)
                        .isEqualTo(bits(Arrays.copyOf(values, end)));
            }
        }
    }

    @Test
    void size_ofCommonSeries_isSmall() {
        assertThat(bytesPerValue(tick -> 42)).isLessThan(0.03);
        assertThat(bytesPerValue(tick -> 17 * tick)).isLessThan(0.03);
        Random random = new Random(1);
        double[] sum = {0};
        assertThat(bytesPerValue(tick -> sum[0] += random.nextInt(60))).isLessThan(2.5);
        long[] nanos = {0};
        assertThat(bytesPerValue(tick -> (nanos[0] += random.nextInt(2_000_000)) / 1e9))
                .isLessThan(5.5);
    }

    private static double bytesPerValue(DoubleUnaryOperator value) {
        double[] values = new double[3_600];
        Arrays.setAll(values, value::applyAsDouble);
        long empty = new ChunkWriter(0, 0).seal().size();
        return (double) (writer(values, 0).seal().size() - empty) / values.length;
    }

    private static ChunkWriter writer(double[] values, long firstTick) {
        ChunkWriter writer = new ChunkWriter(firstTick, values[0]);
        Arrays.stream(values).skip(1).forEach(writer::add);
        return writer;
    }

    /** Stretches of series as they are, and of series as they should not be. */
    private static double[] walk(Random random, int length) {
        double[] values = new double[length];
        double last = 0;
        for (int i = 0; i < length; ) {
            int kind = random.nextInt(7);
            double step = random.nextInt(1_000);
            for (int end = Math.min(length, i + 1 + random.nextInt(40)); i < end; i++) {
                last = switch (kind) {
                    case 0 -> last;
                    case 1 -> last + step;
                    case 2 -> Math.rint(last) + random.nextInt(100);
                    case 3 -> random.nextLong() >>> random.nextInt(64);
                    case 4 -> random.nextGaussian();
                    case 5 -> random.nextInt(1 << 30) / 1e9;
                    default -> ODD[random.nextInt(ODD.length)];
                };
                values[i] = last;
            }
        }
        return values;
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static Times.View times(int ticks) {
        Times times = new Times();
        for (int i = 0; i < ticks; i++) {
            times.add(i * 1_000L);
        }
        return times.view();
    }
}
