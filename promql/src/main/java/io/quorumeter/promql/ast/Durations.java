package io.quorumeter.promql.ast;

/** Durations as the language writes them: {@code 1h30m}. */
public final class Durations {
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long[] MILLIS = {31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1000L, 1L};

    /** Prometheus counts nanoseconds in 64 bits. */
    private static final long MAX = Long.MAX_VALUE / 1_000_000;

    private Durations() {}

    /**
     * {@return the milliseconds of a duration: whole numbers with units from the largest to the smallest, none of them twice}
     *
     * @param text the duration, as {@code 1h30m}
     * @throws IllegalArgumentException if the text is none, or longer than 292 years
     */
    public static long parse(String text) {
        long sum = 0;
        int unit = 0;
        for (int i = 0; i < text.length(); ) {
            int start = i;
            while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                i++;
            }
            int digits = i;
            while (i < text.length() && Character.isLetter(text.charAt(i))) {
                i++;
            }
            String word = text.substring(digits, i);
            while (unit < UNITS.length && !UNITS[unit].equals(word)) {
                unit++;
            }
            if (unit == UNITS.length || digits == start) {
                throw new IllegalArgumentException("not a valid duration string: \"" + text + "\"");
            }
            long number = digits - start > 18 ? Long.MAX_VALUE : Long.parseLong(text.substring(start, digits));
            if (number > MAX / MILLIS[unit] || sum + number * MILLIS[unit] > MAX) {
                throw new IllegalArgumentException("duration out of range");
            }
            sum += number * MILLIS[unit++];
        }
        return sum;
    }

    /**
     * {@return the milliseconds of a number of seconds, rounded to the nearest}
     *
     * @param seconds the seconds, of either sign, at most 292 years
     */
    public static long ofSeconds(double seconds) {
        if (!(Math.abs(seconds) * 1000 <= MAX)) {
            throw new IllegalArgumentException("duration out of range");
        }
        return Math.round(seconds * 1000);
    }

    /**
     * {@return a duration that {@link #parse} reads as these milliseconds}
     *
     * @param millis the milliseconds, not negative
     */
    public static String print(long millis) {
        StringBuilder out = new StringBuilder();
        long rest = millis;
        for (int unit = 0; unit < UNITS.length; unit++) {
            if (rest >= MILLIS[unit]) {
                out.append(rest / MILLIS[unit]).append(UNITS[unit]);
                rest %= MILLIS[unit];
            }
        }
        return out.isEmpty() ? "0s" : out.toString();
    }
}
