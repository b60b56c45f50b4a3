package io.quorumeter.promql.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as Go prints them, so that answers read as Prometheus' do: the fewest digits that give the same double back. {@code
 * Double.toString} finds them from JDK 19 on only, and gives two where one would do; else its digits are shortened here, as far as the
 * double stays the same.
 */
public final class Numbers {
    private static final boolean SHORTEST = Runtime.version().feature() >= 19;

    private Numbers() {}

    /**
     * {@return a value as in Prometheus' JSON: with an exponent below 1e-6 and from 1e21 on; {@code +Inf}, {@code -Inf}, {@code NaN}}
     *
     * @param value the number
     */
    public static String format(double value) {
        double size = Math.abs(value);
        if (size == 0 || (size >= 1e-6 && size < 1e21) || !Double.isFinite(value)) {
            return plain(value);
        }
        BigDecimal digits = digits(value);
        String unscaled = digits.unscaledValue().abs().toString();
        int exponent = digits.precision() - digits.scale() - 1;
        String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
        String power = (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return (value < 0 ? "-" : "") + unscaled.charAt(0) + fraction + power;
    }

    /**
     * {@return a value without an exponent, however long; {@code +Inf}, {@code -Inf}, {@code NaN}}
     *
     * @param value the number
     */
    public static String plain(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return value == 0 ? (1 / value < 0 ? "-0" : "0") : Long.toString((long) value);
        }
        return digits(value).toPlainString();
    }

    /** Returns the shortest digits that are read as the value, without zeros at the end. */
    private static BigDecimal digits(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (!SHORTEST || digits.precision() == 2) {
            BigDecimal exact = new BigDecimal(value);
            BigDecimal shorter = rounded(exact, value, digits.precision());
            while (shorter != null) {
                digits = shorter.stripTrailingZeros();
                shorter = digits.precision() == 1 ? null : rounded(exact, value, digits.precision() - 1);
            }
        }
        return digits;
    }

    /** Returns the nearest decimal of that many digits that is read as the value, null if none is. */
    private static @Nullable BigDecimal rounded(BigDecimal exact, double value, int precision) {
        for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP}) {
            BigDecimal rounded = exact.round(new MathContext(precision, mode));
            if (Double.parseDouble(rounded.toString()) == value) {
                return rounded;
            }
        }
        return null;
    }
}
