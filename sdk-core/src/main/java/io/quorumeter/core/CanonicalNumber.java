package io.quorumeter.core;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A number as label value ({@code le}, {@code quantile}), where it is opaque text and must be the same at every scrape and in every format:
 * the shortest digits that give the number again, with an exponent below 1e-4 and from 1e6 up and with a {@code .0} otherwise when
 * it is whole, as OpenMetrics 1.0 asks under "Canonical Numbers".
 */
public final class CanonicalNumber {
    private static final int MOST_DIGITS = 17;

    private CanonicalNumber() {}

    /**
     * Returns a number as text.
     *
     * @param number finite
     * @return the shortest digits that give the number again
     */
    public static String of(double number) {
        if (number == 0) {
            return "0.0";
        }
        BigDecimal shortest = shortest(number).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return shortest.scale() <= 0 ? shortest.toPlainString() + ".0" : shortest.toPlainString();
        }
        String mantissa = shortest.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        String digits = Integer.toString(Math.abs(exponent));
        return mantissa + (exponent < 0 ? "e-" : "e+") + (digits.length() == 1 ? "0" : "") + digits;
    }

    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return rounded;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }
}
