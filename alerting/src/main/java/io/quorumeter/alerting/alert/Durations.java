package io.quorumeter.alerting.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a whole number with ms, s, m, h or d. */
final class Durations {
    private record Unit(String name, long millis) {}

    private static final List<Unit> UNITS = List.of(
            new Unit("d", 86_400_000),
            new Unit("h", 3_600_000),
            new Unit("m", 60_000),
            new Unit("s", 1_000),
            new Unit("ms", 1));
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|d)");

    private Durations() {}

    /** Reads one; empty when the text is none. */
    static Optional<Duration> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return UNITS.stream()
                .filter(unit -> unit.name.equals(matcher.group(2)))
                .map(unit -> Duration.ofMillis(Long.parseLong(matcher.group(1)) * unit.millis))
                .findFirst();
    }

    /** Writes one of whole milliseconds in the largest unit that keeps it whole. */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        return UNITS.stream()
                .filter(unit -> millis % unit.millis == 0)
                .map(unit -> millis / unit.millis + unit.name)
                .findFirst()
                .orElseThrow();
    }
}
