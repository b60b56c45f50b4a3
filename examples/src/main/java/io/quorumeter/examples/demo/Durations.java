package io.quorumeter.examples.demo;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type and read them: {@code 50ms}, {@code 20s}, {@code 1.5s}, {@code 10m}, {@code 2h}. */
final class Durations {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,3}))?(ms|s|m|h)");
    private static final long LONGEST_HOURS = Duration.ofNanos(Long.MAX_VALUE).toHours();

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws BadInputException if the text is none, naming {@code what} it was for
     */
    static Duration parse(String what, String text) throws BadInputException {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new BadInputException(what + ": '" + text
                    + "' is not a duration; write a number and ms, s, m or h, for example 50ms or 20s");
        }
        long unitMicros = switch (matcher.group(3)) {
            case "ms" -> 1_000L;
            case "s" -> 1_000_000L;
            case "m" -> 60_000_000L;
            default -> 3_600_000_000L;
        };
        String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        long thousandths =
                Long.parseLong(matcher.group(1)) * 1_000 + Long.parseLong((fraction + "000").substring(0, 3));
        try {
            return Duration.ofNanos(Math.multiplyExact(thousandths, unitMicros));
        } catch (ArithmeticException e) {
            throw new BadInputException(what + ": '" + text + "' is too long; " + LONGEST_HOURS + "h is the most");
        }
    }

    /** Writes a duration as short as it can be read back: whole units where they fit. */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis < 1_000 ? millis + "ms" : millis / 1_000.0 + "s";
        }
        long seconds = millis / 1_000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }
}
