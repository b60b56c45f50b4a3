package io.quorumeter.core;

import io.quorumeter.Labels;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A hash of texts that nobody outside the process can aim at, for tables whose keys a peer chooses: strings of one {@code hashCode} are
 * made by the thousand, and a seed that is mixed in afterwards leaves them one.
 *
 * <p>The characters are the coefficients of a polynomial over the field of 2<sup>61</sup>-1, whose value is taken at a secret point. Two
 * different texts agree in at most as many points as the longer one has characters, so whoever chose them without
 * knowing the point has that many chances in 2<sup>61</sup>. Characters are read each time, where {@code hashCode} is kept by the string; of
 * a text that is longer than any that a series has, the length and as many characters as those have.
 */
final class SecretHash {
    private static final int BITS = 61;
    private static final long PRIME = (1L << BITS) - 1;

    /** Not from a collector's seed, which programs may choose: then it would be no secret. */
    private static final long POINT = new SplittableRandom().nextLong(1L << 32, PRIME);

    private static final long BEGIN = 1;

    private SecretHash() {}

    /** The hash of one text. */
    static long of(@Nullable String text) {
        return then(BEGIN, text);
    }

    /** The hash of texts that {@code hash} is of, and of another one behind them; null is another text than the empty one. */
    static long then(long hash, @Nullable String text) {
        if (text == null) {
            return next(hash, 0);
        }
        long all = next(hash, text.length() + 1);
        for (int i = 0, end = Math.min(text.length(), Labels.MAX_VALUE_LENGTH); i < end; i++) {
            all = next(all, text.charAt(i));
        }
        return all;
    }

    private static long next(long sum, int coefficient) {
        long low = sum * POINT;
        long high = Math.multiplyHigh(sum, POINT);
        long product = (low & PRIME) + (high << (Long.SIZE - BITS) | low >>> BITS);
        long more = product + coefficient;
        return (more & PRIME) + (more >>> BITS);
    }

    /** A hash of which every bit depends on all of them, for a place in a table and for sums in which order is not to matter. */
    static int spread(long hash) {
        long spread = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
        spread = (spread ^ spread >>> 29) * 0xBF58476D1CE4E5B9L;
        return (int) (spread >>> 32);
    }
}
