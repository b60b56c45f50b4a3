package io.quorumeter.core.column;

/**
 * A number as a whole part and a fraction to be added to it. Sums that pass the range of a long go on as multiples of 2^63 in the fraction,
 * which a double holds exactly; so sums of whole numbers are the same in every order of addition.
 */
record Total(long whole, double fraction) implements Comparable<Total> {
    private static final double WRAP = 0x1p63;

    Total plus(Total other) {
        long sum = whole + other.whole;
        boolean overflows = whole >= 0 && other.whole >= 0 && sum < 0;
        return new Total(overflows ? sum & Long.MAX_VALUE : sum, fraction + other.fraction + (overflows ? WRAP : 0));
    }

    /** Returns the difference from an earlier total of the same series, which is not greater. */
    Total minus(Total earlier) {
        long rest = whole - earlier.whole;
        boolean borrows = rest < 0;
        return new Total(borrows ? rest & Long.MAX_VALUE : rest, fraction - earlier.fraction - (borrows ? WRAP : 0));
    }

    /** Compares by value, whole numbers exactly. This is a total order in which NaN comes last. */
    @Override
    public int compareTo(Total other) {
        int order = Double.compare(whole + fraction, other.whole + other.fraction);
        if (order == 0) {
            order = Double.compare(fraction, other.fraction);
        }
        return order != 0 ? order : Long.compare(whole, other.whole);
    }
}
